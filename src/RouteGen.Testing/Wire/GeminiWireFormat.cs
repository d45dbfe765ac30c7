using System.Text.Json.Nodes;

namespace RouteGen.Testing.Wire;

/// <summary>
/// Gemini's OpenAI-compatible endpoint (ai.google.dev/gemini-api/docs/openai): chat completions with
/// Google's errors, each in an array of its own.
/// </summary>
internal sealed class GeminiWireFormat : OpenAIWireFormat
{
    public override string BasePath => "/v1beta/openai";

    public override WireError MidStreamError => new(503, "The model is overloaded. Please try again later.", "UNAVAILABLE");

    public override bool FiltersPromptInReply => true;

    public override bool AsksForWaitInHeaders => false;

    public override WireError? Refusal(SimulatedRequest request) => GeminiSignatures.Refusal(request);

    public override JsonObject? ExtraContent(
        Exchange exchange, string callId, int index) => index == 0 && GeminiSignatures.AreGivenBy(exchange.Model)
        ? new() { ["google"] = new JsonObject { ["thought_signature"] = GeminiSignatures.For(callId) } }
        : null;

    public override WireError ErrorFor(SimulatedFailure failure, string model) => GeminiErrors.For(failure, model);

    public override JsonObject Envelope(WireError error, string requestId) => Envelope(error, wait: null);

    public override string ErrorText(WireError error, string requestId, TimeSpan? wait) =>
        new JsonArray(Envelope(error, wait)).ToJsonString();

    private static JsonObject Envelope(WireError error, TimeSpan? wait) => new()
    {
        ["error"] = new JsonObject
        {
            ["code"] = error.Status,
            ["message"] = error.Message,
            ["status"] = error.Type,
            ["details"] = GeminiErrors.Details(error, wait),
        },
    };
}
