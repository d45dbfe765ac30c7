using System.Text.Json;
using Microsoft.Extensions.AI;

namespace RouteGen.Dialects.ChatCompletions;

/// <summary>
/// What a server says beside a tool call and wants back with it: <c>extra_content</c>, in which Gemini's OpenAI-compatible endpoint
/// states the signature of the thought that led to the call (ai.google.dev/gemini-api/docs/thought-signatures). It is kept word for word,
/// on the call alone, so that it goes wherever the call goes and is dropped where the route replaces the call for another target. Gemini's
/// models from generation 3 on refuse the calls of the current turn without one. To calls that another model made, which have none, goes
/// the one that Google documents for "transferring a trace from a different model" (thought-signatures#faqs).
/// </summary>
internal static class ToolCallExtras
{
    private const string Key = "RouteGen.ExtraContent";
    private const string ByAnother = """{"google":{"thought_signature":"skip_thought_signature_validator"}}""";

    // The generations before 3 do not ask for signatures, and Gemma has none.
    private static readonly string[] Unsigned = ["gemini-1", "gemini-2", "gemma"];

    /// <summary>Whether a model of Gemini's refuses unsigned calls.</summary>
    public static bool AsksForSignatures(string model)
    {
        var name = model.AsSpan();
        name = name.StartsWith("models/", StringComparison.Ordinal) ? name["models/".Length..] : name;
        foreach (var unsigned in Unsigned)
        {
            if (name.StartsWith(unsigned, StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Keeps what stood beside a call.</summary>
    public static void Keep(FunctionCallContent call, string extra) => (call.AdditionalProperties ??= [])[Key] = extra;

    /// <summary>Writes what was kept with a call, else, where it must be signed, that it is another's.</summary>
    public static void Write(Utf8JsonWriter json, FunctionCallContent call, bool mustBeSigned)
    {
        var kept = call.AdditionalProperties is { } properties && properties.TryGetValue(Key, out var extra) ? extra?.ToString() : null;
        if ((kept ?? (mustBeSigned ? ByAnother : null)) is not { } text)
        {
            return;
        }

        try
        {
            using var document = JsonDocument.Parse(text);
            json.WritePropertyName("extra_content"u8);
            document.RootElement.WriteTo(json);
        }
        catch (JsonException)
        {
            // A history that was stored and damaged: the server says what it misses.
            return;
        }
    }
}
