using System.Text.Json.Nodes;

namespace RouteGen.Testing.Wire;

/// <summary>
/// Groq (console.groq.com/docs/api-reference): the usage of a stream is in <c>x_groq</c> of its last chunk, times beside the counts.
/// </summary>
internal sealed class GroqWireFormat : VendorWireFormat
{
    public override string BasePath => "/openai/v1";

    // console.groq.com/docs/openai: what is not supported is answered with 400.
    public override WireError? Refusal(SimulatedRequest request) =>
        request.Messages.Any(message => message.TryGetProperty("name", out _))
            ? new(400, "property 'messages.0.name' is unsupported", "invalid_request_error")
            : new[] { "logprobs", "top_logprobs", "logit_bias" }.FirstOrDefault(name => request.Member(name) is not null) is { } refused
                ? new(400, $"property '{refused}' is unsupported", "invalid_request_error")
                : null;

    protected override string ReasoningMember => "reasoning";

    public override bool StreamsUsage(SimulatedRequest request) => false;

    public override JsonObject Head(Exchange exchange, string kind)
    {
        var head = base.Head(exchange, kind);
        head["system_fingerprint"] = "fp_sim";
        head["service_tier"] = "on_demand";
        return head;
    }

    public override JsonObject Completion(Exchange exchange)
    {
        var body = base.Completion(exchange);
        body["x_groq"] = new JsonObject { ["id"] = exchange.RequestId, ["seed"] = 1 };
        return body;
    }

    public override void Complete(JsonObject chunk, Exchange exchange, bool isLast)
    {
        if (isLast)
        {
            chunk["x_groq"] = new JsonObject { ["id"] = exchange.RequestId, ["usage"] = Usage(exchange.Usage) };
        }
    }

    public override JsonObject Usage(SimulatedUsage usage) => new()
    {
        ["queue_time"] = 0.037493756,
        ["prompt_tokens"] = usage.Input,
        ["prompt_time"] = 0.000680594,
        ["completion_tokens"] = usage.Output,
        ["completion_time"] = 0.463333333,
        ["total_tokens"] = usage.Input + usage.Output,
        ["total_time"] = 0.464013927,
        ["prompt_tokens_details"] = new JsonObject { ["cached_tokens"] = usage.CachedInput },
        ["completion_tokens_details"] = new JsonObject { ["reasoning_tokens"] = usage.Reasoning },
    };

    public override WireError ErrorFor(SimulatedFailure failure, string model) => failure switch
    {
        SimulatedFailure.OutOfCredit => new(
            400, "Organization has reached its spend limit", "invalid_request_error", "blocked_api_access"),
        SimulatedFailure.InvalidApiKey => new(401, "Invalid API Key", "invalid_request_error", "invalid_api_key"),
        SimulatedFailure.RateLimited => new(
            429, $"Rate limit reached for model `{model}` in organization `org_sim` service tier `on_demand` on tokens per minute (TPM)",
            "tokens", "rate_limit_exceeded"),
        SimulatedFailure.Overloaded => new(503, $"{model} is currently over capacity. Please try again.", "internal_server_error"),
        _ => base.ErrorFor(failure, model),
    };
}
