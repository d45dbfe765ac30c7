namespace RouteGen.Wire;

/// <content>Which kind a character is of.</content>
internal partial struct TextTokens
{
    private const int PageBits = 7;

    /// <summary>The kind of all characters of a page; none where they differ, or where their place in a run counts.</summary>
    private static readonly Kind[] Pages = MakePages();

    private static Kind[] MakePages()
    {
        var pages = new Kind[(char.MaxValue + 1) >> PageBits];
        for (var page = 0; page < pages.Length; page++)
        {
            var first = page << PageBits;
            var kind = KindOf((char)first);
            for (var c = first; c < first + (1 << PageBits); c++)
            {
                kind = KindOf((char)c) == kind && kind >= Kind.Cyrillic ? kind : Kind.None;
            }

            pages[page] = kind;
        }

        return pages;
    }

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
