namespace RouteGen.Wire;

/// <summary>
/// Estimates the tokens of a text, piece by piece as it comes: it walks over runs of letters, digits, marks and blanks as byte-pair
/// tokenizers do, and gives each run what such runs cost on average.
/// </summary>
/// <remarks>
/// The weights, in thousandths of a token, were fitted by least squares to o200k_base (Microsoft.ML.Tokenizers) over texts in twelve
/// languages, C#, JSON and Markdown; docs/costs.md has the errors on texts that they were not fitted to, and the test that measures them.
/// </remarks>
internal struct TextTokens
{
    /// <summary>Up to so many letters a word is mostly one token.</summary>
    private const int ShortWord = 6;

    private const int WordStart = 954;
    private const int LongWordLetter = 288;

    private long _thousandths;
    private int _run;
    private char _last;
    private Kind _kind;

    private enum Kind : byte
    {
        None,
        Latin,
        Cyrillic,
        Arabic,
        Indic,
        Hangul,
        Kana,
        Ideograph,
        WideMark,
        Digit,
        Mark,
        Break,
        Blank,
        Other,
    }

    /// <summary>Tokens so far, rounded up.</summary>
    public readonly long Tokens => (_thousandths + 999) / 1000;

    /// <summary>The tokens of one text.</summary>
    public static long Estimate(ReadOnlySpan<char> text)
    {
        var tokens = default(TextTokens);
        tokens.Add(text);
        return tokens.Tokens;
    }

    public void Add(ReadOnlySpan<char> text)
    {
        // Words of small letters with a blank between them are most of most texts: they are walked over in locals.
        var (kind, run, thousandths) = (_kind, _run, _thousandths);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (IsSmall(c))
            {
                var first = i;
                while ((uint)(i + 1) < (uint)text.Length && IsSmall(text[i + 1]))
                {
                    i++;
                }

                // Inside a word no small letter begins another.
                thousandths += kind == Kind.Latin ? 0 : WordStart;
                var before = kind == Kind.Latin ? run : 0;
                run = before + i - first + 1;
                thousandths += LongWordLetter * Math.Max(0, run - Math.Max(before, ShortWord));
                (kind, _last) = (Kind.Latin, c);
            }
            else if (c == ' ' && kind != Kind.Blank)
            {
                (kind, run, _last) = (Kind.Blank, 1, c);
            }
            else
            {
                (_kind, _run, _thousandths) = (kind, run, thousandths);
                Add(c);
                (kind, run, thousandths) = (_kind, _run, _thousandths);
            }
        }

        (_kind, _run, _thousandths) = (kind, run, thousandths);
    }

    private void Add(char c)
    {
        var kind = KindOf(c);

        // Within a word a capital after a small letter begins another: camelCase is two.
        var begins = kind != _kind || (kind == Kind.Latin && char.IsUpper(c) && char.IsLower(_last));
        _run = begins ? 1 : _run + 1;
        _kind = kind;
        _last = c;
        _thousandths += WeightOf(kind, begins, _run) + (kind == Kind.Latin && c >= 0x80 ? 1003 : 0);
    }

    private static bool IsSmall(char c) => (uint)(c - 'a') <= 'z' - 'a';

    private static int WeightOf(Kind kind, bool begins, int run) => kind switch
    {
        Kind.Latin => begins ? WordStart : run > ShortWord ? LongWordLetter : 0,
        Kind.Cyrillic => begins ? 801 + 154 : 154,
        Kind.Arabic => begins ? 807 + 231 : 231,
        Kind.Indic => begins ? 794 + 179 : 179,
        Kind.Hangul => begins ? 664 + 579 : 579,
        Kind.Kana => 764,
        Kind.Ideograph => 842,
        Kind.WideMark => 810,

        // Digits go by threes, and marks by twos; a long line of marks is no more than a short one.
        Kind.Digit => run % 3 == 1 ? 2282 : 0,
        Kind.Mark => run is 1 or 3 ? 721 : 0,
        Kind.Break => begins ? 469 : 0,
        Kind.Blank => run == 2 ? 114 : 0,
        _ => 2000,
    };

    private static Kind KindOf(char c) => c switch
    {
        (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') => Kind.Latin,
        ' ' or '\t' => Kind.Blank,
        '\n' or '\r' => Kind.Break,
        >= '0' and <= '9' => Kind.Digit,
        < '\u0080' => Kind.Mark,
        (< '\u0250' or (>= '\u1E00' and < '\u1F00')) =>
            char.IsLetter(c) ? Kind.Latin : char.IsDigit(c) ? Kind.Digit : char.IsWhiteSpace(c) ? Kind.Blank : Kind.Mark,
        >= '\u0370' and < '\u0590' => Kind.Cyrillic,
        >= '\u0590' and < '\u0900' => Kind.Arabic,
        >= '\u0900' and < '\u1100' => Kind.Indic,
        (>= '\u1100' and < '\u1200') or (>= '\uAC00' and < '\uD7B0') => Kind.Hangul,
        >= '\u2000' and < '\u2070' => Kind.Mark,
        (>= '\u3000' and < '\u3040') or >= '\uFF00' => Kind.WideMark,
        >= '\u3040' and < '\u3100' => Kind.Kana,
        >= '\u2E80' and < '\uA000' => Kind.Ideograph,
        _ => Kind.Other,
    };
}
