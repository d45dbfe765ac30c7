using System.Text.Json.Nodes;

namespace RouteGen.Testing.Wire;

/// <summary>
/// Perplexity's Sonar (docs.perplexity.ai/api-reference/chat-completions-post), which ended in September 2026 and which proxies still
/// offer: what the call cost and where the answer is from stand beside it, the latter in every chunk of a stream.
/// </summary>
internal sealed class PerplexityWireFormat : VendorWireFormat
{
    public override string BasePath => "";

    public override bool StreamsUsage(SimulatedRequest request) => false;

    public override JsonObject Head(Exchange exchange, string kind)
    {
        var head = base.Head(exchange, kind);
        head["citations"] = new JsonArray("https://example.com/one", "https://example.com/two");
        head["search_results"] = new JsonArray(
            Source("One", "https://example.com/one", "2026-11-01"), Source("Two", "https://example.com/two", null));
        return head;
    }

    public override void Complete(JsonObject chunk, Exchange exchange, bool isLast)
    {
        chunk["object"] = isLast ? "chat.completion.done" : "chat.completion.chunk";
        if (isLast)
        {
            chunk["usage"] = Usage(exchange.Usage);
        }
    }

    public override JsonObject Usage(SimulatedUsage usage)
    {
        var counts = Counts(usage);
        counts["search_context_size"] = "low";
        counts["reasoning_tokens"] = usage.Reasoning;
        if (usage.CostUsd is { } cost)
        {
            counts["cost"] = new JsonObject
            {
                ["input_tokens_cost"] = 0.001m,
                ["output_tokens_cost"] = 0.0001m,
                ["request_cost"] = cost - 0.0011m,
                ["total_cost"] = cost,
            };
        }

        return counts;
    }

    public override WireError ErrorFor(SimulatedFailure failure, string model) => failure switch
    {
        SimulatedFailure.ContextTooLong => new(
            400, "Requested number of tokens 140000 exceeds maximum input length of 127072", "bad_request"),
        SimulatedFailure.ModelNotFound => new(
            400, $"Invalid model '{model}'. Permitted models can be found in the documentation at "
                + "https://docs.perplexity.ai/docs/getting-started/models.", "invalid_model"),
        SimulatedFailure.OutOfCredit => new(
            401, "You exceeded your current quota, please check your plan and billing details.", "insufficient_quota"),
        SimulatedFailure.RateLimited => new(429, "Request rate limit exceeded, please try again later.", "request_rate_limit_exceeded"),
        _ => base.ErrorFor(failure, model),
    };

    public override JsonObject Envelope(WireError error, string requestId) => new()
    {
        ["error"] = new JsonObject { ["message"] = error.Message, ["type"] = error.Type, ["code"] = error.Status },
    };

    private static JsonObject Source(string title, string address, string? date) => new()
    {
        ["title"] = title,
        ["url"] = address,
        ["date"] = date,
        ["last_updated"] = date,
        ["snippet"] = "A passage.",
        ["source"] = "web",
    };
}
