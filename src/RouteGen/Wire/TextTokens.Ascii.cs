using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace RouteGen.Wire;

/// <content>
/// The walk over ASCII, of UTF-16 and UTF-8 alike. It goes by blocks: one bit a character says of which kind it is, and where words, pairs
/// and threes begin is then a matter of shifts, however short the words are.
/// </content>
internal partial struct TextTokens
{
    /// <summary>The bits below a block hold the end of what came before it: so much of a run is all that any weight asks for.</summary>
    private const int Before = 8;

    private const int Width = 16;
    private const int Block = 3 * Width;

    /// <summary>Fewer in a row, such as the blank between two Cyrillic words, are not worth a block.</summary>
    private const int Few = 4;

    private int AddAscii<T>(ReadOnlySpan<T> text, int at)
        where T : unmanaged
    {
        if (Vector128.IsHardwareAccelerated && text.Length >= Width)
        {
            while (text.Length - at >= Few
                && (UnitAt(text, at) | UnitAt(text, at + 1) | UnitAt(text, at + 2) | UnitAt(text, at + 3)) < 0x80)
            {
                at += AddBlock(text, at);
            }
        }

        // Words of small letters with a blank between them are most of most texts: they are walked over in locals.
        var (kind, run, small, thousandths) = (_kind, _run, _afterSmall, _thousandths);
        while (at < text.Length && UnitAt(text, at) is < 0x80 and var c)
        {
            if (IsSmall(c))
            {
                var first = at;
                while (at + 1 < text.Length && IsSmall(UnitAt(text, at + 1)))
                {
                    at++;
                }

                // Inside a word no small letter begins another.
                thousandths += kind == Kind.Latin ? 0 : WordStart;
                var before = kind == Kind.Latin ? run : 0;
                run = before + at - first + 1;
                thousandths += LongWordLetter * Math.Max(0, run - Math.Max(before, ShortWord));
                (kind, small) = (Kind.Latin, true);
            }
            else if (c == ' ' && kind != Kind.Blank)
            {
                (kind, run) = (Kind.Blank, 1);
            }
            else
            {
                (_kind, _run, _afterSmall, _thousandths) = (kind, run, small, thousandths);
                Add((char)c, KindOf((char)c));
                (kind, run, small, thousandths) = (_kind, _run, _afterSmall, _thousandths);
            }

            at++;
        }

        (_kind, _run, _afterSmall, _thousandths) = (kind, run, small, thousandths);
        return at;
    }

    private static bool IsSmall(uint c) => c - 'a' <= 'z' - 'a';

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint UnitAt<T>(ReadOnlySpan<T> text, int at)
        where T : unmanaged =>
        typeof(T) == typeof(byte) ? Unsafe.BitCast<T, byte>(text[at]) : Unsafe.BitCast<T, char>(text[at]);

    /// <summary>Adds up to a block of characters, as far as they are ASCII, and returns how many.</summary>
    private int AddBlock<T>(ReadOnlySpan<T> text, int at)
        where T : unmanaged
    {
        var most = Math.Min(Block, text.Length - at);
        ulong letters = 0, small = 0, digits = 0, blanks = 0, breaks = 0;
        var count = 0;
        uint wide;
        do
        {
            // The last vector of a text begins in what was looked at before, and is shifted by so much.
            var seen = Math.Max(0, Width - (most - count));
            var units = Load(text, at + count - seen);
            wide = units.ExtractMostSignificantBits() >> seen;
            letters |= Bits(AreIn(units | All(0x20), 'a', 'z'), seen, count);
            small |= Bits(AreIn(units, 'a', 'z'), seen, count);
            digits |= Bits(AreIn(units, '0', '9'), seen, count);
            blanks |= Bits(Vector128.Equals(units, All(' ')) | Vector128.Equals(units, All('\t')), seen, count);
            breaks |= Bits(Vector128.Equals(units, All('\n')) | Vector128.Equals(units, All('\r')), seen, count);
            count += wide == 0 ? Width - seen : BitOperations.TrailingZeroCount(wide);
        }
        while (wide == 0 && count < most);

        var all = ((1UL << count) - 1) << Before;
        AddBits(letters & all, small & all, digits & all, blanks & all, breaks & all, all);
        return count;
    }

    private void AddBits(ulong letters, ulong small, ulong digits, ulong blanks, ulong breaks, ulong all)
    {
        var marks = all & ~(letters | digits | blanks | breaks);
        var run = _kind == Kind.Digit ? ((_run - 1) % 3) + 1 : Math.Min(_run, Before);
        var before = (0xFFUL << (Before - run)) & 0xFF;
        switch (_kind)
        {
            case Kind.Latin:
                letters |= before;
                small |= _afterSmall ? 1UL << (Before - 1) : 0;
                break;
            case Kind.Digit:
                digits |= before;
                break;
            case Kind.Mark:
                marks |= before;
                break;
            case Kind.Break:
                breaks |= before;
                break;
            case Kind.Blank:
                blanks |= before;
                break;
        }

        // A word goes on with every letter but a capital after a small one; the seventh has six before it that go on.
        var starts = letters & (~(letters << 1) | (~small & (small << 1)));
        var on = letters & ~starts;
        var two = on & (on << 1);
        var six = two & (two << 2) & (two << 4);
        _thousandths += (WordStart * Count(starts & all)) + (LongWordLetter * Count(six & all))
            + (SecondBlank * Count(blanks & (blanks << 1) & ~(blanks << 2) & all))
            + (FirstBreak * Count(breaks & ~(breaks << 1) & all))
            + (TwoMarks * Count(marks & (~(marks << 1) | ((marks << 1) & (marks << 2) & ~(marks << 3))) & all));
        if ((digits & all) != 0)
        {
            var three = digits & (digits << 1) & (digits << 2);
            for (var first = digits & ~(digits << 1); first != 0; first = (first << 3) & three)
            {
                _thousandths += ThreeDigits * Count(first & all);
            }
        }

        var last = BitOperations.Log2(all);
        var bit = 1UL << last;
        _afterSmall = (small & bit) != 0;
        if ((letters & bit) != 0)
        {
            (_kind, _run) = (Kind.Latin, last - BitOperations.Log2(starts) + 1);
            return;
        }

        (_kind, var same) = (digits & bit) != 0 ? (Kind.Digit, digits)
            : (blanks & bit) != 0 ? (Kind.Blank, blanks)
            : (breaks & bit) != 0 ? (Kind.Break, breaks)
            : (Kind.Mark, marks);
        _run = BitOperations.LeadingZeroCount(~(same << (63 - last)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Bits(Vector128<byte> those, int seen, int count) =>
        (ulong)(those.ExtractMostSignificantBits() >> seen) << (Before + count);

    private static Vector128<byte> All(int unit) => Vector128.Create((byte)unit);

    private static Vector128<byte> AreIn(Vector128<byte> units, char first, char last) =>
        Vector128.LessThanOrEqual(units - All(first), All(last - first));

    private static int Count(ulong bits) => BitOperations.PopCount(bits);

    /// <summary>Sixteen units as bytes; what is not ASCII keeps its highest bit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Load<T>(ReadOnlySpan<T> text, int at)
        where T : unmanaged
    {
        if (typeof(T) == typeof(byte))
        {
            return Vector128.Create(MemoryMarshal.Cast<T, byte>(text).Slice(at, Width));
        }

        var units = MemoryMarshal.Cast<T, ushort>(text).Slice(at, Width);
        return Vector128.NarrowWithSaturation(Vector128.Create(units), Vector128.Create(units[(Width / 2)..]));
    }
}
