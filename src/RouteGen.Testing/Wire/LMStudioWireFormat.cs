using System.Text.Json.Nodes;

namespace RouteGen.Testing.Wire;

/// <summary>LM Studio (lmstudio.ai/docs/developer/openai-compat): errors are a bare text unless they are about the model.</summary>
internal sealed class LMStudioWireFormat : VendorWireFormat
{
    public override JsonObject Completion(Exchange exchange)
    {
        var body = base.Completion(exchange);
        body["stats"] = new JsonObject();
        body["system_fingerprint"] = exchange.Model;
        return body;
    }

    public override JsonObject Usage(SimulatedUsage usage)
    {
        var counts = Counts(usage);
        counts["completion_tokens_details"] = new JsonObject { ["reasoning_tokens"] = usage.Reasoning };
        return counts;
    }

    public override WireError ErrorFor(SimulatedFailure failure, string model) => failure switch
    {
        SimulatedFailure.ContextTooLong => new(
            400, "Trying to keep the first 5000 tokens when context the overflows. However, the model is loaded with context length of "
                + "only 4096 tokens, which is not enough. Try to load the model with a larger context length, or provide a shorter input"),
        SimulatedFailure.InvalidRequest => new(400, "'messages' field is required"),
        SimulatedFailure.ModelNotFound => new(
            404, $"Model \"{model}\" not found. Please specify a valid model.", "invalid_request_error", "model_not_found", "model"),
        SimulatedFailure.ServerError => new(500, "The model has crashed without additional information. (Exit code: null)"),
        _ => base.ErrorFor(failure, model),
    };

    public override JsonObject Envelope(WireError error, string requestId) => error.Type is null
        ? new() { ["error"] = error.Message }
        : base.Envelope(error, requestId);
}
