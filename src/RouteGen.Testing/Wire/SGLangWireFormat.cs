using System.Text.Json.Nodes;

namespace RouteGen.Testing.Wire;

/// <summary>
/// SGLang's server (docs.sglang.ai): reasoning tokens stand bare beside the counts, what ended the reply beside the finish reason, and an
/// error has all of its members at the top.
/// </summary>
internal sealed class SGLangWireFormat : VendorWireFormat
{
    public override WireError MidStreamError => new(500, "Internal server error", "InternalServerError");

    public override void Finish(JsonObject choice, SimulatedFinish finish)
    {
        base.Finish(choice, finish);
        choice["matched_stop"] = 151645;
    }

    public override JsonObject Completion(Exchange exchange)
    {
        var body = base.Completion(exchange);
        body["metadata"] = new JsonObject { ["weight_version"] = "default" };
        return body;
    }

    public override JsonObject Usage(SimulatedUsage usage)
    {
        var counts = Counts(usage);
        counts["prompt_tokens_details"] = new JsonObject { ["cached_tokens"] = usage.CachedInput };
        counts["reasoning_tokens"] = usage.Reasoning;
        return counts;
    }

    public override WireError ErrorFor(SimulatedFailure failure, string model) => failure switch
    {
        SimulatedFailure.ContextTooLong => new(
            400, "The input (61709 tokens) is longer than the model's context length (40960 tokens).", "BadRequestError"),
        SimulatedFailure.InvalidRequest => new(400, "Messages cannot be empty.", "BadRequest"),
        SimulatedFailure.InvalidApiKey => new(401, "Unauthorized", "Unauthorized"),
        SimulatedFailure.Overloaded => new(503, "The request queue is full.", "ServiceUnavailable"),
        SimulatedFailure.ServerError => new(500, "Internal server error", "InternalServerError"),
        _ => base.ErrorFor(failure, model),
    };

    public override JsonObject Envelope(WireError error, string requestId) => Flat(error, error.Status);
}
