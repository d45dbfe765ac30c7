using System.Globalization;
using System.Text;
using System.Text.Json;

namespace RouteGen.Dialects.Json;

/// <summary>
/// Reads strings with escapes, those too that System.Text.Json refuses: half a surrogate pair, as servers send that cut a stream in the
/// middle of a character. The halves meet again when the pieces are joined.
/// </summary>
internal static class LenientText
{
    public static string Unescape(ref Utf8JsonReader reader)
    {
        var escaped = reader.ValueSpan;
        return escaped.IndexOf("\\u"u8) < 0 || !HasSurrogates(escaped) ? Strict(ref reader) : Pieces(escaped);
    }

    private static string Strict(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // Bytes that are no UTF-8.
            return Pieces(reader.ValueSpan);
        }
    }

    /// <summary>Whether halves of surrogate pairs are escaped in a text, together or alone.</summary>
    public static bool HasSurrogates(ReadOnlySpan<byte> text) => text.IndexOf("\\ud"u8) >= 0 || text.IndexOf("\\uD"u8) >= 0;

    private static string Pieces(ReadOnlySpan<byte> text)
    {
        var read = new StringBuilder(text.Length);
        while (text.IndexOf((byte)'\\') is >= 0 and var at)
        {
            read.Append(Encoding.UTF8.GetString(text[..at]));
            var length = 2;
            switch (text[at + 1])
            {
                case (byte)'u':
                    length = 6;
                    read.Append((char)ushort.Parse(text.Slice(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
                    break;
                case (byte)'n':
                    read.Append('\n');
                    break;
                case (byte)'t':
                    read.Append('\t');
                    break;
                case (byte)'r':
                    read.Append('\r');
                    break;
                case (byte)'b':
                    read.Append('\b');
                    break;
                case (byte)'f':
                    read.Append('\f');
                    break;
                default:
                    read.Append((char)text[at + 1]);
                    break;
            }

            text = text[(at + length)..];
        }

        return read.Append(Encoding.UTF8.GetString(text)).ToString();
    }
}
