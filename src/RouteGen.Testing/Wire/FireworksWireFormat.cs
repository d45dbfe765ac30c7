using System.Text.Json.Nodes;

namespace RouteGen.Testing.Wire;

/// <summary>Fireworks (docs.fireworks.ai/api-reference/post-chatcompletions): errors of the first vLLM, wrapped.</summary>
internal sealed class FireworksWireFormat : VendorWireFormat
{
    public override string BasePath => "/inference/v1";

    protected override bool StreamsUsageWithFinish => true;

    public override JsonObject Usage(SimulatedUsage usage)
    {
        var counts = Counts(usage);
        counts["prompt_tokens_details"] = new JsonObject { ["cached_tokens"] = usage.CachedInput };
        return counts;
    }

    public override WireError ErrorFor(SimulatedFailure failure, string model) => failure switch
    {
        SimulatedFailure.ContextTooLong => new(
            400, "The prompt is too long: 140000, model maximum context length: 131071", "invalid_request_error"),
        SimulatedFailure.InvalidApiKey => new(401, "The API key you provided is invalid.", "error", "UNAUTHORIZED"),
        SimulatedFailure.OutOfCredit => new(
            412, "Account is suspended, possibly due to reaching the monthly spending limit or failure to pay past invoices.", "error",
            "PRECONDITION_FAILED"),
        SimulatedFailure.ModelNotFound => new(404, "Model not found, inaccessible, and/or not deployed", "error", "NOT_FOUND"),
        SimulatedFailure.RateLimited => new(429, "Rate limit exceeded, please try again later", "error", "RATE_LIMIT_EXCEEDED"),
        _ => base.ErrorFor(failure, model),
    };

    public override JsonObject Envelope(WireError error, string requestId)
    {
        var body = new JsonObject { ["object"] = "error", ["type"] = error.Type, ["message"] = error.Message };
        if (error.Code is not null)
        {
            body["code"] = error.Code;
        }

        return new() { ["error"] = body };
    }
}
