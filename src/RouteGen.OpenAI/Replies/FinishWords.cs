using System.Text;

namespace RouteGen.OpenAI.Replies;

/// <summary>
/// Finish reasons of chat completions in words that the SDK takes: it throws at any other, and the answer would be lost with it. A server's
/// own word for an end becomes the protocol's; one for a failure stays, and is one.
/// </summary>
internal static class FinishWords
{
    private static ReadOnlySpan<byte> Key => "\"finish_reason\""u8;

    /// <summary>A text with its finish reasons in the protocol's words; null when there is nothing to change, as there mostly is.</summary>
    public static byte[]? Translate(ReadOnlySpan<byte> text)
    {
        MemoryStream? changed = null;
        var taken = 0;
        for (var at = 0; text[at..].IndexOf(Key) is >= 0 and var found;)
        {
            at += found + Key.Length;
            var value = at;
            while (value < text.Length && text[value] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or (byte)':')
            {
                value++;
            }

            if (value >= text.Length || text[value] != '"' || text[(value + 1)..].IndexOf((byte)'"') is not (>= 0 and var length))
            {
                continue;
            }

            var word = text.Slice(value + 1, length);
            at = value + length + 2;
            if (Known(word) || Translate(Encoding.UTF8.GetString(word)) is not { } meant)
            {
                continue;
            }

            changed ??= new MemoryStream(text.Length + 16);
            changed.Write(text[taken..value]);
            changed.Write(meant.Length == 0 ? "null"u8 : Encoding.UTF8.GetBytes($"\"{meant}\""));
            taken = at;
        }

        changed?.Write(text[taken..]);
        return changed?.ToArray();
    }

    private static bool Known(ReadOnlySpan<byte> word) =>
        word.SequenceEqual("stop"u8) || word.SequenceEqual("length"u8)
            || word.SequenceEqual("tool_calls"u8) || word.SequenceEqual("content_filter"u8) || word.SequenceEqual("function_call"u8);

    /// <summary>The protocol's word; empty for none, null for a failure.</summary>
    private static string? Translate(string word)
    {
        var plain = word.Replace("-", "_", StringComparison.Ordinal).ToLowerInvariant();
        return plain switch
        {
            "" or "null" or "none" or "finish_reason_unspecified" => "",
            "error" or "abort" or "aborted"
                or "cancelled" or "canceled" or "failed" or "timeout" or "network_error" or "insufficient_system_resource" => null,
            _ when Has(plain, "malformed", "error") => null,
            _ when Has(plain, "length", "max", "token_limit", "window") => "length",
            _ when Has(plain, "filter", "safety", "refus", "sensitive", "moderation", "recitation", "blocklist", "prohibited", "spii") =>
                "content_filter",
            _ when Has(plain, "tool", "function") => "tool_calls",
            _ => "stop",
        };
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
