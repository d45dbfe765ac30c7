using System.Text.Json.Nodes;

namespace RouteGen.Testing.Wire;

/// <summary>The output items of one response: reasoning, a message, calls of functions.</summary>
internal static class ResponsesItems
{
    public static JsonArray All(Exchange exchange)
    {
        var reply = exchange.Reply;
        var items = new JsonArray();
        if (reply.Reasoning is not null)
        {
            items.Add((JsonNode)Reasoning(exchange, reply.Reasoning));
        }

        if (!string.IsNullOrEmpty(reply.Text))
        {
            items.Add((JsonNode)Message(exchange, "completed", reply.Text));
        }

        for (var i = 0; i < reply.ToolCalls.Count; i++)
        {
            items.Add((JsonNode)Call(exchange, i, "completed", reply.ToolCalls[i].ArgumentsJson));
        }

        return items;
    }

    // What a reply that is not stored has to say about its reasoning comes encrypted, if it was asked for.
    public static JsonObject Reasoning(Exchange exchange, string? summary) => new()
    {
        ["id"] = $"rs_sim{exchange.Request.Number:D6}",
        ["type"] = "reasoning",
        ["summary"] = summary is null ? [] : new JsonArray(new JsonObject { ["type"] = "summary_text", ["text"] = summary }),
        ["encrypted_content"] = exchange.Request.Member("include")
            ?.GetRawText()
            .Contains("reasoning.encrypted_content", StringComparison.Ordinal) is true
            ? "c2ltdWxhdGVkLXJlYXNvbmluZw=="
            : null,
    };

    public static JsonObject Message(Exchange exchange, string status, string? text) => new()
    {
        ["id"] = MessageId(exchange),
        ["type"] = "message",
        ["status"] = status,
        ["role"] = "assistant",
        ["content"] = text is null ? [] : new JsonArray(Part(text)),
    };

    public static JsonObject Part(string text) =>
        new() { ["type"] = "output_text", ["annotations"] = new JsonArray(), ["logprobs"] = new JsonArray(), ["text"] = text };

    public static JsonObject Call(Exchange exchange, int index, string status, string arguments) => new()
    {
        ["id"] = $"fc_sim{exchange.Request.Number:D6}x{index}",
        ["type"] = "function_call",
        ["status"] = status,
        ["arguments"] = arguments,
        ["call_id"] = OpenAIWireFormat.CallId(exchange, exchange.Reply.ToolCalls[index], index),
        ["name"] = exchange.Reply.ToolCalls[index].Name,
    };

    public static string MessageId(Exchange exchange) => $"msg_sim{exchange.Request.Number:D6}";
}
