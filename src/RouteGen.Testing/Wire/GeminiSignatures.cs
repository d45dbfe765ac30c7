using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace RouteGen.Testing.Wire;

/// <summary>
/// The signatures of thoughts that Gemini 3 gives with tool calls and wants back (ai.google.dev/gemini-api/docs/thought-signatures): in
/// each step of the current turn, which is what follows the last message of the user, the first call has to carry the one that came with
/// it, or the one documented for calls that another model made.
/// </summary>
internal static class GeminiSignatures
{
    private const string ByAnother = "skip_thought_signature_validator";

    private static readonly string[] Unsigned = ["gemini-1", "gemini-2", "gemma"];

    /// <summary>The signature of a call: the same each time, and no two calls' alike.</summary>
    public static string For(string callId) => Convert.ToBase64String(SHA512.HashData(Encoding.UTF8.GetBytes("The thought of " + callId)));

    /// <summary>Whether a model signs and insists on it: Gemini's generations before 3 and Gemma do not.</summary>
    public static bool AreGivenBy(string model) => !Array.Exists(
        Unsigned, name => model.StartsWith(name, StringComparison.Ordinal) || model.StartsWith("models/" + name, StringComparison.Ordinal));

    /// <summary>The error for a call without its signature; null where none is missing.</summary>
    public static WireError? Refusal(SimulatedRequest request)
    {
        if (!AreGivenBy(request.Model) || request.Member("messages") is not { ValueKind: JsonValueKind.Array } list)
        {
            return null;
        }

        var messages = list.EnumerateArray().ToArray();
        for (var i = Array.FindLastIndex(messages, IsOfUser) + 1; i < messages.Length; i++)
        {
            if (!Is(messages[i], "tool_calls", JsonValueKind.Array, out var calls)
                || calls.EnumerateArray().FirstOrDefault() is not { ValueKind: JsonValueKind.Object } first)
            {
                continue;
            }

            if (SignatureOf(first) is not { } signature)
            {
                var name = Is(first, "function", JsonValueKind.Object, out var function)
                    && Is(function, "name", JsonValueKind.String, out var text) ? text.GetString() : "";
                return new(400, "Function call is missing a thought_signature in functionCall parts. This is required for tools to work "
                    + "correctly, and missing "
                    + $"thought_signature may lead to degraded model performance. Additional data, function call `default_api:{name}`, "
                    + $"position {i + 1}. "
                    + "Please refer to https://ai.google.dev/gemini-api/docs/thought-signatures for more details.", "INVALID_ARGUMENT");
            }

            if (signature != ByAnother && (!Is(first, "id", JsonValueKind.String, out var id) || signature != For(id.GetString()!)))
            {
                return new(400, "Corrupted thought signature.", "INVALID_ARGUMENT");
            }
        }

        return null;
    }

    private static bool IsOfUser(JsonElement message) =>
        Is(message, "role", JsonValueKind.String, out var role) && role.ValueEquals("user");

    private static string? SignatureOf(JsonElement call) =>
        Is(call, "extra_content", JsonValueKind.Object, out var extra) && Is(extra, "google", JsonValueKind.Object, out var google)
        && Is(google, "thought_signature", JsonValueKind.String, out var signature)
            ? signature.GetString()
            : null;

    private static bool Is(JsonElement parent, string name, JsonValueKind kind, out JsonElement value)
    {
        value = default;
        return parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out value) && value.ValueKind == kind;
    }
}
