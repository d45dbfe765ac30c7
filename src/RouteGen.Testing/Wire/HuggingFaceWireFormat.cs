using System.Text.Json.Nodes;

namespace RouteGen.Testing.Wire;

/// <summary>
/// Hugging Face's router (huggingface.co/docs/inference-providers): replies are those of the vendor behind it, and its own errors mostly a
/// bare text.
/// </summary>
internal sealed class HuggingFaceWireFormat : VendorWireFormat
{
    protected override string ReasoningMember => "reasoning";

    public override JsonObject Usage(SimulatedUsage usage)
    {
        var counts = Counts(usage);
        counts["prompt_tokens_details"] = new JsonObject { ["cached_tokens"] = usage.CachedInput };
        counts["completion_tokens_details"] = new JsonObject { ["reasoning_tokens"] = usage.Reasoning };
        return counts;
    }

    public override WireError ErrorFor(SimulatedFailure failure, string model) => failure switch
    {
        SimulatedFailure.InvalidApiKey => new(401, "Invalid username or password."),
        SimulatedFailure.PermissionDenied => new(
            403, "This authentication method does not have sufficient permissions to call Inference Providers on behalf of user sim"),
        SimulatedFailure.OutOfCredit => new(402, "You have exceeded your monthly included credits for Inference Providers. Subscribe to "
            + "PRO to get 20x more monthly included credits."),
        SimulatedFailure.ModelNotFound => new(
            400, $"The requested model '{model}' is not supported by any provider you have enabled.", "invalid_request_error",
            "model_not_supported", "model"),
        _ => base.ErrorFor(failure, model),
    };

    public override JsonObject Envelope(WireError error, string requestId) => error.Type is null
        ? new() { ["error"] = error.Message }
        : base.Envelope(error, requestId);
}
