using System.Text.Json.Nodes;

namespace RouteGen.Dialects.Tests.Oracles.Wires;

/// <summary>Replies of Ollama's own API, as docs.ollama.com/api/chat shows them.</summary>
internal static class OllamaWire
{
    public static string Whole(Reply reply)
    {
        var message = new JsonObject { ["role"] = "assistant", ["content"] = reply.Text ?? "" };
        if (reply.Thought is { } thought)
        {
            message["thinking"] = thought;
        }

        if (reply.Calls.Count > 0)
        {
            message["tool_calls"] = new JsonArray([.. reply.Calls.Select(Call)]);
        }

        return Ended(reply, Line(reply, message)).ToJsonString();
    }

    public static string Streamed(Reply reply)
    {
        var lines = reply.Pieces(reply.Thought ?? "").ConvertAll(piece =>
            Line(reply, new() { ["role"] = "assistant", ["content"] = "", ["thinking"] = piece }));
        lines.AddRange(reply.Pieces(reply.Text ?? "").Select(piece =>
            Line(reply, new() { ["role"] = "assistant", ["content"] = piece })));
        lines.AddRange(reply.Calls.Select((call, i) =>
            Line(reply, new() { ["role"] = "assistant", ["content"] = "", ["tool_calls"] = new JsonArray(Call(call, i)) })));
        lines.Add(Ended(reply, Line(reply, new() { ["role"] = "assistant", ["content"] = "" })));
        return string.Concat(lines.Select(line => line.ToJsonString() + "\n"));
    }

    private static JsonObject Line(Reply reply, JsonObject message) => new()
    {
        ["model"] = reply.Model,
        ["created_at"] = "2026-09-21T14:13:20.123456789Z",
        ["message"] = message,
        ["done"] = false,
    };

    private static JsonObject Ended(Reply reply, JsonObject line)
    {
        line["done"] = true;
        line["done_reason"] = reply.End == End.Length ? "length" : "stop";
        line["total_duration"] = 4_883_583_458L;
        line["load_duration"] = 1_334_875L;
        line["prompt_eval_count"] = reply.Input;
        line["prompt_eval_duration"] = 342_546_000L;
        line["eval_count"] = reply.Output;
        line["eval_duration"] = 4_535_599_000L;
        return line;
    }

    private static JsonObject Call(Call call, int index) => new()
    {
        ["id"] = call.Id,
        ["function"] = new JsonObject { ["index"] = index, ["name"] = call.Name, ["arguments"] = JsonNode.Parse(call.Arguments) },
    };
}
