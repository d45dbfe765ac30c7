using System.Runtime.CompilerServices;

namespace RouteGen.Wire;

/// <summary>
/// Estimates the tokens of a text, piece by piece as it comes: it walks over runs of letters, digits, marks and blanks as byte-pair
/// tokenizers do, and gives each run what such runs cost on average. A text in UTF-8 counts as the same text in UTF-16 does.
/// </summary>
/// <remarks>
/// The weights, in thousandths of a token, were fitted by least squares to o200k_base (Microsoft.ML.Tokenizers) over texts in twelve
/// languages, C#, JSON and Markdown; docs/costs.md has the errors on texts that they were not fitted to, and the test that measures them.
/// What is no text, a lone surrogate or bytes that are no UTF-8, counts as the replacement character that goes over the wire in its place.
/// </remarks>
internal partial struct TextTokens
{
    /// <summary>Up to so many letters a word is mostly one token.</summary>
    private const int ShortWord = 6;

    private const int WordStart = 954;
    private const int LongWordLetter = 288;
    private const int AccentedLetter = 1003;
    private const int SecondBlank = 114;
    private const int FirstBreak = 469;

    /// <summary>Digits go by threes, and marks by twos; a long line of marks is no more than a short one.</summary>
    private const int ThreeDigits = 2282;

    private const int TwoMarks = 721;

    /// <summary>Of the fullwidth forms and U+FFFD, which stand at the end of the plane.</summary>
    private const int WideMark = 810;

    private const int OtherUnit = 2000;

    private long _thousandths;

    // How long the run is; beyond what a weight asks for, any length of the same meaning.
    private int _run;

    // What came of a character that is not whole yet: a high surrogate, or up to three bytes, the first of them lowest.
    private uint _held;
    private byte _heldBytes;
    private Kind _kind;
    private bool _afterSmall;

    private enum Kind : byte
    {
        None,
        Latin,
        Digit,
        Mark,
        Break,
        Blank,

        // From here on a character counts by itself, and more where a run of its kind begins.
        Cyrillic,
        Arabic,
        Indic,
        Hangul,
        Kana,
        Ideograph,
        WideMark,
        Other,
    }

    private static ReadOnlySpan<short> UnitWeights => [0, 0, 0, 0, 0, 0, 154, 231, 179, 579, 764, 842, WideMark, OtherUnit];

    private static ReadOnlySpan<short> StartWeights => [0, 0, 0, 0, 0, 0, 801, 807, 794, 664, 0, 0, 0, 0];

    /// <summary>Tokens so far, rounded up.</summary>
    public readonly long Tokens => (_thousandths + (_held == 0 ? 0 : WideMark) + 999) / 1000;

    /// <summary>The tokens of one text.</summary>
    public static long Estimate(ReadOnlySpan<char> text)
    {
        var tokens = default(TextTokens);
        tokens.Add(text);
        return tokens.Tokens;
    }

    /// <summary>Adds a piece of the text; a surrogate pair may be split between two.</summary>
    public void Add(ReadOnlySpan<char> text)
    {
        var at = 0;
        if (_held != 0 && text.Length > 0)
        {
            at = Resume(text[0]);
        }

        while (at < text.Length)
        {
            at = text[at] < 0x80 ? AddAscii(text, at) : AddWide(text, at);
        }
    }

    /// <summary>Ends what is held, with the first unit of the next piece or without it.</summary>
    private int Resume(char next)
    {
        var isPair = _heldBytes == 0 && char.IsLowSurrogate(next);
        (_held, _heldBytes) = (0, 0);
        if (isPair)
        {
            AddPair();
            return 1;
        }

        AddReplacement();
        return 0;
    }

    private int AddWide(ReadOnlySpan<char> text, int at)
    {
        for (; at < text.Length && text[at] >= 0x80; at++)
        {
            var c = text[at];
            if (!char.IsSurrogate(c))
            {
                AddWide(c);
            }
            else if (char.IsLowSurrogate(c))
            {
                AddReplacement();
            }
            else if (at + 1 == text.Length)
            {
                (_held, _heldBytes) = (c, 0);
            }
            else if (char.IsLowSurrogate(text[at + 1]))
            {
                AddPair();
                at++;
            }
            else
            {
                AddReplacement();
            }
        }

        return at;
    }

    /// <summary>Adds a character that is neither ASCII nor half of another.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void AddWide(char c)
    {
        var kind = Pages[c >> PageBits];
        if (kind == Kind.None)
        {
            AddMixed(c);
            return;
        }

        _thousandths += UnitWeights[(int)kind] + (kind == _kind ? 0 : StartWeights[(int)kind]);
        _kind = kind;
    }

    private void AddMixed(char c)
    {
        var kind = KindOf(c);
        if (kind < Kind.Cyrillic)
        {
            Add(c, kind);
            _thousandths += kind == Kind.Latin ? AccentedLetter : 0;
            return;
        }

        _thousandths += UnitWeights[(int)kind] + (kind == _kind ? 0 : StartWeights[(int)kind]);
        _kind = kind;
    }

    private void AddPair()
    {
        _thousandths += 2 * OtherUnit;
        _kind = Kind.Other;
    }

    private void AddReplacement()
    {
        _thousandths += WideMark;
        _kind = Kind.WideMark;
    }

    /// <summary>Adds a character of a kind whose weight goes by its place in the run.</summary>
    private void Add(char c, Kind kind)
    {
        // Within a word a capital after a small letter begins another: camelCase is two.
        var begins = kind != _kind || (kind == Kind.Latin && _afterSmall && char.IsUpper(c));
        _run = begins ? 1 : _run + 1;
        _kind = kind;
        _afterSmall = kind == Kind.Latin && char.IsLower(c);
        _thousandths += kind switch
        {
            Kind.Latin => begins ? WordStart : _run > ShortWord ? LongWordLetter : 0,
            Kind.Digit => _run % 3 == 1 ? ThreeDigits : 0,
            Kind.Mark => _run is 1 or 3 ? TwoMarks : 0,
            Kind.Break => begins ? FirstBreak : 0,
            _ => _run == 2 ? SecondBlank : 0,
        };
    }
}
