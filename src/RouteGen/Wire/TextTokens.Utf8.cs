using System.Buffers;
using System.Text;

namespace RouteGen.Wire;

/// <content>The walk over UTF-8: bodies as they go over the wire, which need no string to be counted.</content>
internal partial struct TextTokens
{
    private const int LongestCharacter = 4;

    /// <summary>The tokens of one text in UTF-8.</summary>
    public static long Estimate(ReadOnlySpan<byte> utf8)
    {
        var tokens = default(TextTokens);
        tokens.Add(utf8);
        return tokens.Tokens;
    }

    /// <summary>Adds a piece of the text in UTF-8; a character may be split between pieces anywhere.</summary>
    public void Add(ReadOnlySpan<byte> utf8)
    {
        var at = _held != 0 && utf8.Length > 0 ? Resume(utf8) : 0;
        while (at < utf8.Length)
        {
            at = utf8[at] < 0x80 ? AddAscii(utf8, at) : AddWide(utf8, at);
        }
    }

    /// <summary>Ends what is held with what follows, and returns how much of that it took.</summary>
    private int Resume(ReadOnlySpan<byte> next)
    {
        Span<byte> bytes = stackalloc byte[LongestCharacter];
        var (held, count) = (_held, _heldBytes);
        (_held, _heldBytes) = (0, 0);
        if (count == 0)
        {
            // A high surrogate of a piece in UTF-16.
            AddReplacement();
            return 0;
        }

        for (var i = 0; i < count; i++)
        {
            bytes[i] = (byte)(held >> (8 * i));
        }

        var more = Math.Min(next.Length, LongestCharacter - count);
        next[..more].CopyTo(bytes[count..]);
        return Decode(bytes[..(count + more)]) - count;
    }

    private int AddWide(ReadOnlySpan<byte> utf8, int at)
    {
        while (at < utf8.Length && utf8[at] is >= 0x80 and var first)
        {
            // Those of two and three bytes of which any last ones will do are most.
            if (first is > 0xE0 and < 0xF0 and not 0xED && at + 2 < utf8.Length
                && (utf8[at + 1] ^ 0x80) is < 0x40 and var second && (utf8[at + 2] ^ 0x80) is < 0x40 and var third)
            {
                AddWide((char)(((first & 0xF) << 12) | (second << 6) | third));
                at += 3;
            }
            else if (first is >= 0xC2 and < 0xE0 && at + 1 < utf8.Length && (utf8[at + 1] ^ 0x80) is < 0x40 and var last)
            {
                AddWide((char)(((first & 0x1F) << 6) | last));
                at += 2;
            }
            else
            {
                at += Decode(utf8[at..]);
            }
        }

        return at;
    }

    /// <summary>Adds the first character, or keeps it where it is not whole, and returns how many bytes of it there are.</summary>
    private int Decode(ReadOnlySpan<byte> utf8)
    {
        var status = Rune.DecodeFromUtf8(utf8, out var rune, out var count);
        if (status == OperationStatus.NeedMoreData)
        {
            for (var i = 0; i < count; i++)
            {
                _held |= (uint)utf8[i] << (8 * i);
            }

            _heldBytes = (byte)count;
        }
        else if (status == OperationStatus.InvalidData)
        {
            AddReplacement();
        }
        else if (rune.IsBmp)
        {
            AddWide((char)rune.Value);
        }
        else
        {
            AddPair();
        }

        return count;
    }
}
