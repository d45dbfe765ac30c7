namespace RouteGen.Dialects.Relay;

/// <summary>
/// Finds halves of surrogate pairs that are escaped alone. JavaScript writes them where it cuts text in the middle of a character, and no
/// provider takes them: each becomes the replacement character, which is as long.
/// </summary>
internal static class Surrogates
{
    private const int EscapeLength = 6;

    /// <summary>A body without lone halves: the same where it has none.</summary>
    /// <param name="body">JSON that was read to its end.</param>
    public static ReadOnlyMemory<byte> Repair(ReadOnlyMemory<byte> body)
    {
        var text = body.Span;
        if (text.IndexOf("\\ud"u8) < 0 && text.IndexOf("\\uD"u8) < 0)
        {
            return body;
        }

        byte[]? repaired = null;
        var high = -1;
        for (var at = text.IndexOf((byte)'\\'); at >= 0;)
        {
            var length = text[at + 1] == 'u' ? EscapeLength : 2;
            var half = length == EscapeLength ? HalfAt(text, at) : Half.None;
            if (high >= 0 && (half != Half.Low || at != high + EscapeLength))
            {
                Replace(ref repaired, body, high);
                high = -1;
            }

            if (half == Half.High)
            {
                high = at;
            }
            else if (half == Half.Low && high < 0)
            {
                Replace(ref repaired, body, at);
            }
            else
            {
                high = -1;
            }

            var next = text[(at + length)..].IndexOf((byte)'\\');
            at = next < 0 ? -1 : at + length + next;
        }

        if (high >= 0)
        {
            Replace(ref repaired, body, high);
        }

        return repaired ?? body;
    }

    private enum Half
    {
        None,
        High,
        Low,
    }

    private static Half HalfAt(ReadOnlySpan<byte> text, int at) =>
        (text[at + 2] | 0x20) != 'd' ? Half.None : (text[at + 3] | 0x20) switch
        {
            '8' or '9' or 'a' or 'b' => Half.High,
            'c' or 'd' or 'e' or 'f' => Half.Low,
            _ => Half.None,
        };

    private static void Replace(ref byte[]? repaired, ReadOnlyMemory<byte> body, int at)
    {
        repaired ??= body.ToArray();
        "\\ufffd"u8.CopyTo(repaired.AsSpan(at));
    }
}
