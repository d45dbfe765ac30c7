using System.Text.Json.Nodes;

namespace RouteGen.Testing.Wire;

/// <summary>
/// The server of llama.cpp (ggml-org/llama.cpp, tools/server): what it took stands in <c>timings</c>, codes are numbers, and while it loads
/// a model it answers nobody.
/// </summary>
internal sealed class LlamaCppWireFormat : VendorWireFormat
{
    public override WireError MidStreamError => new(500, "Compute error.", "server_error");

    public override JsonObject Completion(Exchange exchange)
    {
        var body = base.Completion(exchange);
        body["system_fingerprint"] = "b6140-sim";
        body["timings"] = Timings(exchange.Usage);
        return body;
    }

    public override void Complete(JsonObject chunk, Exchange exchange, bool isLast)
    {
        if (isLast)
        {
            chunk["timings"] = Timings(exchange.Usage);
        }
    }

    public override JsonObject Usage(SimulatedUsage usage)
    {
        var counts = Counts(usage);
        counts["prompt_tokens_details"] = new JsonObject { ["cached_tokens"] = usage.CachedInput };
        return counts;
    }

    public override WireError ErrorFor(SimulatedFailure failure, string model) => failure switch
    {
        SimulatedFailure.ContextTooLong => new(
            400, "the request exceeds the available context size, try increasing it", "exceed_context_size_error"),
        SimulatedFailure.InvalidRequest => new(400, "\"messages\" is required", "invalid_request_error"),
        SimulatedFailure.InvalidApiKey => new(401, "Invalid API Key", "authentication_error"),
        SimulatedFailure.ModelNotFound => new(404, "File Not Found", "not_found_error"),
        SimulatedFailure.Overloaded => new(503, "Loading model", "unavailable_error"),
        SimulatedFailure.ServerError => new(500, "Compute error.", "server_error"),
        _ => base.ErrorFor(failure, model),
    };

    public override JsonObject Envelope(WireError error, string requestId) => new()
    {
        ["error"] = new JsonObject { ["code"] = error.Status, ["message"] = error.Message, ["type"] = error.Type },
    };

    private static JsonObject Timings(SimulatedUsage usage) => new()
    {
        ["cache_n"] = usage.CachedInput,
        ["prompt_n"] = usage.Input - usage.CachedInput,
        ["prompt_ms"] = 30.958,
        ["prompt_per_token_ms"] = 30.958,
        ["predicted_n"] = usage.Output,
        ["predicted_ms"] = 661.064,
    };
}
