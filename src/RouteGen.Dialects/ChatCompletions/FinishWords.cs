using System.Text.Json;
using Microsoft.Extensions.AI;

namespace RouteGen.Dialects.ChatCompletions;

/// <summary>
/// Finish reasons in the protocol's words. A server's own word for an end becomes one of them; one for a failure stays, and is one; none
/// says nothing.
/// </summary>
internal static class FinishWords
{
    private static readonly string[] Failures =
    [
        "error", "abort", "aborted", "cancelled", "canceled", "failed", "timeout", "network_error", "insufficient_system_resource",
    ];

    /// <summary>Reads a finish reason at which the reader stands.</summary>
    /// <param name="json">At the value; at its end afterwards.</param>
    /// <param name="failure">The word, where it is one for a failure.</param>
    /// <param name="isEmpty">Whether a word is there that says nothing.</param>
    public static ChatFinishReason? Read(ref Utf8JsonReader json, out string? failure, out bool isEmpty)
    {
        (failure, isEmpty) = (null, false);
        if (json.TokenType != JsonTokenType.String)
        {
            Json.JsonRead.Skip(ref json);
            return null;
        }

        if (json.ValueTextEquals("stop"u8))
        {
            return ChatFinishReason.Stop;
        }

        if (json.ValueTextEquals("tool_calls"u8) || json.ValueTextEquals("function_call"u8))
        {
            return ChatFinishReason.ToolCalls;
        }

        if (json.ValueTextEquals("length"u8))
        {
            return ChatFinishReason.Length;
        }

        var meant = Translate(Json.JsonRead.Text(ref json) ?? "", out failure);
        isEmpty = meant is null && failure is null;
        return meant;
    }

    private static ChatFinishReason? Translate(string word, out string? failure)
    {
        failure = null;
        var plain = word.Replace('-', '_').Replace(' ', '_').ToLowerInvariant();
        if (plain is "" or "null" or "none" or "finish_reason_unspecified")
        {
            return null;
        }

        if (Array.IndexOf(Failures, plain) >= 0 || Has(plain, "malformed", "error"))
        {
            failure = word;
            return null;
        }

        return Has(plain, "length", "max", "token_limit", "window") ? ChatFinishReason.Length
            : Has(plain, "filter", "safety", "refus", "sensitive", "moderation", "recitation", "blocklist", "prohibited", "spii")
                ? ChatFinishReason.ContentFilter
            : Has(plain, "tool", "function") ? ChatFinishReason.ToolCalls
            : ChatFinishReason.Stop;
    }

    private static bool Has(string word, params ReadOnlySpan<string> parts)
    {
        foreach (var part in parts)
        {
            if (word.Contains(part, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
