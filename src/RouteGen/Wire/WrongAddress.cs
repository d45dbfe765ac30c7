using System.Buffers;

namespace RouteGen.Wire;

/// <summary>
/// Tells by code, type and words a request that is in order and came to the wrong place: a model that is not there, or a key that is not
/// known. Vendors say so under 400, with the type of a request that is wrong in itself.
/// </summary>
internal static class WrongAddress
{
    private static readonly SearchValues<string> ModelPhrases = SearchValues.Create(
    [
        // DeepSeek (deepwn/addi#13), OpenRouter (maxnowack/anthropic-proxy#4), proxies (BerriAI/litellm#3142), Together.
        "model not exist", "is not a valid model", "has been decommissioned", "invalid model name", "model does not exist",
            "non-serverless model", "unknown model",
    ], StringComparison.OrdinalIgnoreCase);

    // xAI (continuedev/continue#10778), and servers that copy OpenAI's words.
    private static readonly SearchValues<string> KeyPhrases = SearchValues.Create(
        ["incorrect api key", "invalid api key", "api key not valid", "api key is invalid"], StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Whether there is no such model: Together's <c>model_not_available</c> and <c>dedicated_endpoint_not_running</c>
    /// (HeyPuter/puter#3168), Groq's <c>model_decommissioned</c> (ItzCrazyKns/Vane#771), Hugging Face's <c>model_not_supported</c>
    /// (n4ze3m/page-assist#727), Perplexity's and Mistral's <c>invalid_model</c> (BerriAI/litellm#908).
    /// </summary>
    public static bool IsOfModel(in ErrorEnvelope envelope) =>
        IsModelWord(envelope.Code) || IsModelWord(envelope.Type)
        || (envelope.Message is { } text
            && (text.AsSpan().ContainsAny(ModelPhrases) || text.StartsWith("invalid model", StringComparison.OrdinalIgnoreCase)));

    /// <summary>Whether the key is none that is known there.</summary>
    public static bool IsOfKey(in ErrorEnvelope envelope) =>
        envelope.Code is "invalid_api_key" || (envelope.Message is { } text && text.AsSpan().ContainsAny(KeyPhrases));

    private static bool IsModelWord(string? word) => word is not null
        && (word is "invalid_model" or "dedicated_endpoint_not_running" or "model_decommissioned"
            || word.StartsWith("model_not_", StringComparison.OrdinalIgnoreCase));
}
