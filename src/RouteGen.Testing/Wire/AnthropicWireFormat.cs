using System.Text.Json.Nodes;

namespace RouteGen.Testing.Wire;

/// <summary>Anthropic messages (docs.anthropic.com/en/api/messages).</summary>
internal sealed class AnthropicWireFormat : WireFormat
{
    public override string BasePath => "";

    public override string CompletionPath => "/v1/messages";

    public override string RequestIdHeader => "request-id";

    public override WireError MidStreamError => new(529, "Overloaded", "overloaded_error");

    public override bool FiltersPromptInReply => true;

    public override string ReplyId(int number) => $"msg_sim{number:D6}";

    public override string RequestId(int number) => $"req_sim{number:D6}";

    public override WireError ErrorFor(SimulatedFailure failure, string model) => AnthropicErrors.For(failure, model);

    public override JsonObject Envelope(WireError error, string requestId) => new()
    {
        ["type"] = "error",
        ["error"] = new JsonObject { ["type"] = error.Type, ["message"] = error.Message },
        ["request_id"] = requestId,
    };

    public override string StreamError(WireError error, Exchange exchange) =>
        AnthropicStream.Event("error", Envelope(error, exchange.RequestId));

    public override IEnumerable<StreamFrame> Stream(Exchange exchange) => new AnthropicStream(exchange).Frames();

    public override JsonObject Completion(Exchange exchange)
    {
        var reply = exchange.Reply;
        var content = new JsonArray();
        if (reply.Reasoning is not null)
        {
            content.Add((JsonNode)new JsonObject { ["type"] = "thinking", ["thinking"] = reply.Reasoning, ["signature"] = Signature });
        }

        if (!string.IsNullOrEmpty(reply.Text))
        {
            content.Add((JsonNode)new JsonObject { ["type"] = "text", ["text"] = reply.Text });
        }

        for (var i = 0; i < reply.ToolCalls.Count; i++)
        {
            var call = reply.ToolCalls[i];
            content.Add((JsonNode)new JsonObject
            {
                ["type"] = "tool_use",
                ["id"] = CallId(exchange, call, i),
                ["name"] = call.Name,
                ["input"] = JsonNode.Parse(call.ArgumentsJson),
            });
        }

        return Message(exchange, content, StopReason(reply.FinishOrDefault), exchange.Usage.Output);
    }

    internal const string Signature = "c2ltdWxhdGVkLXNpZ25hdHVyZQ==";

    internal static JsonObject Message(Exchange exchange, JsonArray content, string? stopReason, long outputTokens) => new()
    {
        ["id"] = exchange.Id,
        ["type"] = "message",
        ["role"] = "assistant",
        ["model"] = exchange.Model,
        ["content"] = content,
        ["stop_reason"] = stopReason,
        ["stop_sequence"] = null,
        ["usage"] = Usage(exchange.Usage, outputTokens),
    };

    // input_tokens leaves out what was read from or written to the cache.
    internal static JsonObject Usage(SimulatedUsage usage, long outputTokens) => new()
    {
        ["input_tokens"] = Math.Max(0, usage.Input - usage.CachedInput - usage.CacheWrite - usage.CacheWrite1h),
        ["cache_creation_input_tokens"] = usage.CacheWrite + usage.CacheWrite1h,
        ["cache_read_input_tokens"] = usage.CachedInput,
        ["cache_creation"] = new JsonObject
        {
            ["ephemeral_5m_input_tokens"] = usage.CacheWrite,
            ["ephemeral_1h_input_tokens"] = usage.CacheWrite1h,
        },
        ["output_tokens"] = outputTokens,
        ["service_tier"] = "standard",
    };

    internal static string StopReason(SimulatedFinish finish) => finish switch
    {
        SimulatedFinish.Length => "max_tokens",
        SimulatedFinish.ToolCalls => "tool_use",
        SimulatedFinish.ContentFilter => "refusal",
        _ => "end_turn",
    };

    internal static string CallId(Exchange exchange, SimulatedToolCall call, int index) =>
        call.Id ?? $"toolu_sim{exchange.Request.Number:D6}x{index}";
}
