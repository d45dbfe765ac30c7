using System.Text.Json.Nodes;

namespace RouteGen.Testing.Wire;

/// <summary>One reply as chat completion chunks.</summary>
internal sealed class OpenAIStream(OpenAIWireFormat format, Exchange exchange)
{
    private readonly bool _withUsage = format.StreamsUsage(exchange.Request);

    public IEnumerable<StreamFrame> Frames()
    {
        var reply = exchange.Reply;
        foreach (var comment in format.OpeningComments())
        {
            yield return new(FrameKind.Opening, $": {comment}\n\n");
        }

        yield return new(FrameKind.Opening, Chunk(new JsonObject { ["role"] = "assistant", ["content"] = "", ["refusal"] = null }));
        foreach (var piece in reply.Reasoning is null ? [] : new[] { reply.Reasoning })
        {
            yield return new(FrameKind.Content, Chunk(format.ReasoningDelta(piece)));
        }

        foreach (var piece in reply.TextPieces)
        {
            yield return new(FrameKind.Content, Chunk(new JsonObject { ["content"] = piece }));
        }

        for (var i = 0; i < reply.ToolCalls.Count; i++)
        {
            foreach (var delta in CallDeltas(reply.ToolCalls[i], i))
            {
                yield return new(FrameKind.Content, Chunk(new JsonObject { ["tool_calls"] = new JsonArray(delta) }));
            }
        }

        yield return new(FrameKind.Closing, Chunk([], reply.FinishOrDefault));
        if (_withUsage)
        {
            var body = format.Head(exchange, "chat.completion.chunk");
            body["choices"] = new JsonArray();
            body["usage"] = format.Usage(exchange.Usage);
            yield return new(FrameKind.Closing, OpenAIWireFormat.Data(body));
        }

        yield return new(FrameKind.Closing, "data: [DONE]\n\n");
    }

    // The first delta names the call; the arguments follow in fragments that are not JSON by themselves.
    private IEnumerable<JsonObject> CallDeltas(SimulatedToolCall call, int index)
    {
        var head = format.CallHead(exchange, call, index);
        head["index"] = index;
        head["function"] = new JsonObject { ["name"] = call.Name, ["arguments"] = "" };
        yield return head;
        var middle = call.ArgumentsJson.Length / 2;
        foreach (var fragment in new[] { call.ArgumentsJson[..middle], call.ArgumentsJson[middle..] })
        {
            yield return new() { ["index"] = index, ["function"] = new JsonObject { ["arguments"] = fragment } };
        }
    }

    private string Chunk(JsonObject delta, SimulatedFinish? finish = null)
    {
        var choice = new JsonObject { ["index"] = 0, ["delta"] = delta, ["logprobs"] = null, ["finish_reason"] = null };
        if (finish is { } reason)
        {
            format.Finish(choice, reason);
        }

        var body = format.Head(exchange, "chat.completion.chunk");
        body["choices"] = new JsonArray(choice);
        if (_withUsage)
        {
            body["usage"] = null;
        }

        format.Complete(body, exchange, isLast: finish is not null);
        return OpenAIWireFormat.Data(body);
    }
}
