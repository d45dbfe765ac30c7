using System.Text.Json.Nodes;

namespace RouteGen.Testing.Wire;

/// <summary>
/// Moonshot (platform.kimi.ai/docs/api): cached tokens stand bare beside the counts, and the usage of a stream inside the last choice.
/// </summary>
internal sealed class MoonshotWireFormat : VendorWireFormat
{
    private const string Invalid = "invalid_request_error";

    public override WireError MidStreamError =>
        new(500, "The engine is currently overloaded, please try again later", "server_error");

    public override bool StreamsUsage(SimulatedRequest request) => false;

    public override void Complete(JsonObject chunk, Exchange exchange, bool isLast)
    {
        if (isLast)
        {
            chunk["choices"]![0]!["usage"] = Usage(exchange.Usage);
        }
    }

    public override JsonObject Usage(SimulatedUsage usage)
    {
        var counts = Counts(usage);
        counts["cached_tokens"] = usage.CachedInput;
        return counts;
    }

    public override WireError ErrorFor(SimulatedFailure failure, string model) => failure switch
    {
        SimulatedFailure.ContextTooLong => new(400, "Invalid request: Your request exceeded model token limit: 131072", Invalid),
        SimulatedFailure.ContentFiltered => new(400, "The request was rejected because it was considered high risk", "content_filter"),
        SimulatedFailure.InvalidApiKey => new(401, "Invalid Authentication", "invalid_authentication_error"),
        SimulatedFailure.PermissionDenied => new(403, $"You do not have permission to use {model}", "permission_denied_error"),
        SimulatedFailure.OutOfCredit => new(
            429, "Your account is not active, please check your plan and billing details", "exceeded_current_quota_error"),
        SimulatedFailure.ModelNotFound => new(404, $"Not found the model {model} or Permission denied", "resource_not_found_error"),
        SimulatedFailure.RateLimited => new(
            429, "Your account reached organization max RPM: 3, please try again after 1 seconds", "rate_limit_reached_error"),
        SimulatedFailure.Overloaded => new(
            429, "The engine is currently overloaded, please try again later", "engine_overloaded_error"),
        _ => base.ErrorFor(failure, model),
    };

    public override JsonObject Envelope(WireError error, string requestId) =>
        new() { ["error"] = new JsonObject { ["message"] = error.Message, ["type"] = error.Type } };
}
