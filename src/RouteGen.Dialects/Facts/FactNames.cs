namespace RouteGen.Dialects.Facts;

/// <summary>
/// Names of counts, freed from the ways in which they are written: <c>cache_read_input_tokens</c> and <c>cacheReadInputTokens</c> are one.
/// </summary>
internal static class FactNames
{
    /// <summary>The longest that is looked at.</summary>
    public const int Longest = 48;

    /// <summary>The letters and digits of a name, small; empty for one that is too long to be a name of ours.</summary>
    public static ReadOnlySpan<char> Plain(ReadOnlySpan<byte> name, Span<char> buffer)
    {
        if (name.Length > buffer.Length)
        {
            return default;
        }

        var length = 0;
        foreach (var letter in name)
        {
            if (letter is (byte)'_' or (byte)'-')
            {
                continue;
            }

            buffer[length++] = (char)(letter is >= (byte)'A' and <= (byte)'Z' ? letter | 0x20 : letter);
        }

        return buffer[..length];
    }
}
