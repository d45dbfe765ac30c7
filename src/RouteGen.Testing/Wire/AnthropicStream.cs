using System.Text.Json.Nodes;

namespace RouteGen.Testing.Wire;

/// <summary>One reply as Anthropic's events (docs.anthropic.com/en/docs/build-with-claude/streaming).</summary>
internal sealed class AnthropicStream(Exchange exchange)
{
    private int _block;

    public static string Event(string name, JsonObject data) => $"event: {name}\ndata: {data.ToJsonString()}\n\n";

    public IEnumerable<StreamFrame> Frames()
    {
        var reply = exchange.Reply;

        // Real streams state one output token at the start, and the true count at the end.
        yield return Frame(FrameKind.Opening, "message_start", new() { ["message"] = AnthropicWireFormat.Message(exchange, [], null, 1) });
        yield return Frame(FrameKind.Opening, "ping", []);
        var blocks = Enumerable.Empty<StreamFrame>();
        if (reply.Reasoning is not null)
        {
            blocks = blocks.Concat(Block(
                new() { ["type"] = "thinking", ["thinking"] = "", ["signature"] = "" },
                [
                    Delta("thinking_delta", "thinking", reply.Reasoning),
                    Delta("signature_delta", "signature", AnthropicWireFormat.Signature)
                ]));
        }

        if (!string.IsNullOrEmpty(reply.Text))
        {
            blocks = blocks.Concat(
                Block(new() { ["type"] = "text", ["text"] = "" }, reply.TextPieces.Select(piece => Delta("text_delta", "text", piece))));
        }

        blocks = reply.ToolCalls.Select((call, i) => Block(ToolUse(call, i), Arguments(call)))
            .Aggregate(blocks, (all, next) => all.Concat(next));
        foreach (var frame in blocks)
        {
            yield return frame;
        }

        yield return Frame(FrameKind.Closing, "message_delta", new()
        {
            ["delta"] =
                new JsonObject { ["stop_reason"] = AnthropicWireFormat.StopReason(reply.FinishOrDefault), ["stop_sequence"] = null },
            ["usage"] = AnthropicWireFormat.Usage(exchange.Usage, exchange.Usage.Output),
        });
        yield return Frame(FrameKind.Closing, "message_stop", []);
    }

    private static JsonObject Delta(string type, string member, string value) => new() { ["type"] = type, [member] = value };

    private static IEnumerable<JsonObject> Arguments(SimulatedToolCall call)
    {
        var middle = call.ArgumentsJson.Length / 2;
        return new[] { "", call.ArgumentsJson[..middle], call.ArgumentsJson[middle..] }.Select(
            part => Delta("input_json_delta", "partial_json", part));
    }

    private JsonObject ToolUse(SimulatedToolCall call, int index) => new()
    {
        ["type"] = "tool_use",
        ["id"] = AnthropicWireFormat.CallId(exchange, call, index),
        ["name"] = call.Name,
        ["input"] = new JsonObject(),
    };

    private IEnumerable<StreamFrame> Block(JsonObject start, IEnumerable<JsonObject> deltas)
    {
        var index = _block++;
        yield return Frame(FrameKind.Structure, "content_block_start", new() { ["index"] = index, ["content_block"] = start });
        foreach (var delta in deltas)
        {
            yield return Frame(FrameKind.Content, "content_block_delta", new() { ["index"] = index, ["delta"] = delta });
        }

        yield return Frame(FrameKind.Structure, "content_block_stop", new() { ["index"] = index });
    }

    private static StreamFrame Frame(FrameKind kind, string name, JsonObject members)
    {
        var data = new JsonObject { ["type"] = name };
        foreach (var (key, value) in members.ToArray())
        {
            members.Remove(key);
            data[key] = value;
        }

        return new(kind, Event(name, data));
    }
}
