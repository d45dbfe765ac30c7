using System.Buffers.Text;
using System.Text;

namespace RouteGen.Wire;

/// <content>The walk over a string of JSON as it stands there.</content>
internal partial struct TextTokens
{
    private const int EscapeLength = 6;
    private const int LongestUnit = 3;

    /// <summary>The tokens of a text in UTF-8 with JSON's escapes, none of which is half of a surrogate pair.</summary>
    public static long EstimateEscaped(ReadOnlySpan<byte> json)
    {
        // By pieces, so that the walk goes by whole blocks, however many escapes there are.
        Span<byte> piece = stackalloc byte[2048];
        var (tokens, length) = (default(TextTokens), 0);
        while (json.Length > 0)
        {
            var next = json.IndexOf((byte)'\\');
            var count = Math.Min(next < 0 ? json.Length : next, piece.Length - length);
            json[..count].CopyTo(piece[length..]);
            json = json[count..];
            length += count;
            if (length > piece.Length - LongestUnit)
            {
                tokens.Add(piece[..length]);
                length = 0;
            }
            else if (json.Length > 0)
            {
                length += Unescape(ref json, piece[length..]);
            }
        }

        tokens.Add(piece[..length]);
        return tokens.Tokens;
    }

    private static int Unescape(ref ReadOnlySpan<byte> json, scoped Span<byte> output)
    {
        if (json[1] == 'u')
        {
            Utf8Parser.TryParse(json.Slice(2, 4), out ushort unit, out _, 'x');
            json = json[EscapeLength..];
            return (Rune.TryCreate((char)unit, out var rune) ? rune : Rune.ReplacementChar).EncodeToUtf8(output);
        }

        output[0] = json[1] switch
        {
            (byte)'n' => (byte)'\n',
            (byte)'t' => (byte)'\t',
            (byte)'r' => (byte)'\r',
            (byte)'b' => (byte)'\b',
            (byte)'f' => (byte)'\f',
            var itself => itself,
        };
        json = json[2..];
        return 1;
    }
}
