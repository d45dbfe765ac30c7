using System.Text.Json.Nodes;

namespace RouteGen.Testing.Wire;

/// <summary>One reply as events of the Responses API (platform.openai.com/docs/api-reference/responses-streaming).</summary>
internal sealed class ResponsesStream(Exchange exchange)
{
    private int _sequence;
    private int _item;

    public static string Event(string name, JsonObject members)
    {
        var data = new JsonObject { ["type"] = name };
        foreach (var (key, value) in members.ToArray())
        {
            members.Remove(key);
            data[key] = value;
        }

        return $"event: {name}\ndata: {data.ToJsonString()}\n\n";
    }

    public IEnumerable<StreamFrame> Frames()
    {
        var reply = exchange.Reply;
        yield return Frame(
            FrameKind.Opening, "response.created", new() { ["response"] = ResponsesWireFormat.Response(exchange, "in_progress", []) });
        yield return Frame(
            FrameKind.Opening, "response.in_progress", new() { ["response"] = ResponsesWireFormat.Response(exchange, "in_progress", []) });
        var items = (reply.Reasoning is null ? [] : Reasoning(reply.Reasoning))
            .Concat(string.IsNullOrEmpty(reply.Text) ? [] : Message(reply.TextPieces))
            .Concat(Enumerable.Range(0, reply.ToolCalls.Count).SelectMany(Call));
        foreach (var frame in items)
        {
            yield return frame;
        }

        var status = ResponsesWireFormat.StatusOf(exchange);
        yield return Frame(
            FrameKind.Closing,
            $"response.{status}",
            new() { ["response"] = ResponsesWireFormat.Response(exchange, status, ResponsesItems.All(exchange)) });
    }

    private IEnumerable<StreamFrame> Reasoning(string text)
    {
        var id = $"rs_sim{exchange.Request.Number:D6}";
        yield return Item("added", ResponsesItems.Reasoning(exchange, null));
        yield return Part(
            FrameKind.Content, "response.reasoning_summary_text.delta", id, new() { ["summary_index"] = 0, ["delta"] = text });
        yield return Part(
            FrameKind.Structure, "response.reasoning_summary_text.done", id, new() { ["summary_index"] = 0, ["text"] = text });
        yield return Item("done", ResponsesItems.Reasoning(exchange, text));
    }

    private IEnumerable<StreamFrame> Message(IEnumerable<string> pieces)
    {
        var (id, text) = (ResponsesItems.MessageId(exchange), exchange.Reply.Text!);
        yield return Item("added", ResponsesItems.Message(exchange, "in_progress", null));
        yield return Part(
            FrameKind.Structure, "response.content_part.added", id, new() { ["content_index"] = 0, ["part"] = ResponsesItems.Part("") });
        foreach (var piece in pieces)
        {
            yield return Part(FrameKind.Content,
                "response.output_text.delta", id, new() { ["content_index"] = 0, ["delta"] = piece, ["logprobs"] = new JsonArray() });
        }

        yield return Part(FrameKind.Structure,
            "response.output_text.done", id, new() { ["content_index"] = 0, ["text"] = text, ["logprobs"] = new JsonArray() });
        yield return Part(
            FrameKind.Structure, "response.content_part.done", id, new() { ["content_index"] = 0, ["part"] = ResponsesItems.Part(text) });
        yield return Item("done", ResponsesItems.Message(exchange, "completed", text));
    }

    private IEnumerable<StreamFrame> Call(int index)
    {
        var (id, arguments) = ($"fc_sim{exchange.Request.Number:D6}x{index}", exchange.Reply.ToolCalls[index].ArgumentsJson);
        var middle = arguments.Length / 2;
        yield return Item("added", ResponsesItems.Call(exchange, index, "in_progress", ""));
        foreach (var fragment in new[] { arguments[..middle], arguments[middle..] })
        {
            yield return Part(FrameKind.Content, "response.function_call_arguments.delta", id, new() { ["delta"] = fragment });
        }

        yield return Part(FrameKind.Structure, "response.function_call_arguments.done", id,
            new() { ["name"] = exchange.Reply.ToolCalls[index].Name, ["arguments"] = arguments });
        yield return Item("done", ResponsesItems.Call(exchange, index, "completed", arguments));
    }

    private StreamFrame Item(string what, JsonObject item)
    {
        var index = what == "added" ? _item : _item++;
        return Frame(FrameKind.Structure, $"response.output_item.{what}", new() { ["output_index"] = index, ["item"] = item });
    }

    private StreamFrame Part(FrameKind kind, string name, string id, JsonObject members)
    {
        members["item_id"] = id;
        members["output_index"] = _item;
        return Frame(kind, name, members);
    }

    private StreamFrame Frame(FrameKind kind, string name, JsonObject members)
    {
        members["sequence_number"] = _sequence++;
        return new(kind, Event(name, members));
    }
}
