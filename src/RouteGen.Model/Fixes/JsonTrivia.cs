namespace RouteGen.Model.Fixes;

/// <summary>What is between the values of a text: blanks, comments, commas.</summary>
internal static class JsonTrivia
{
    /// <summary>The comma that follows a value, blanks and comments aside; -1 where none does.</summary>
    public static int CommaAfter(string text, int end)
    {
        var at = SkipTrivia(text, end);
        return at < text.Length && text[at] == ',' ? at : -1;
    }

    /// <summary>The start of the blanks before an offset, on its line.</summary>
    public static int BlanksBefore(string text, int at)
    {
        while (at > 0 && text[at - 1] is ' ' or '\t')
        {
            at--;
        }

        return at;
    }

    /// <summary>The end of the blanks after an offset, on its line.</summary>
    public static int BlanksAfter(string text, int at)
    {
        while (at < text.Length && text[at] is ' ' or '\t')
        {
            at++;
        }

        return at;
    }

    /// <summary>Whether a line begins at an offset.</summary>
    public static bool IsLineStart(string text, int at) => at == 0 || text[at - 1] is '\n' or '\r';

    /// <summary>Whether a line ends at an offset.</summary>
    public static bool IsLineEnd(string text, int at) => at == text.Length || text[at] is '\n' or '\r';

    /// <summary>The end of the line that an offset is on, its break not included.</summary>
    public static int LineEnd(string text, int at)
    {
        while (!IsLineEnd(text, at))
        {
            at++;
        }

        return at;
    }

    /// <summary>The offset after the line break at an offset.</summary>
    public static int AfterBreak(string text, int at)
    {
        if (at < text.Length && text[at] == '\r')
        {
            at++;
        }

        return at < text.Length && text[at] == '\n' ? at + 1 : at;
    }

    private static int SkipTrivia(string text, int at)
    {
        while (at < text.Length)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                at++;
            }
            else if (StartsWith(text, at, "//"))
            {
                at = LineEnd(text, at);
            }
            else if (StartsWith(text, at, "/*"))
            {
                var end = text.IndexOf("*/", at + 2, StringComparison.Ordinal);
                at = end < 0 ? text.Length : end + 2;
            }
            else
            {
                break;
            }
        }

        return at;
    }

    private static bool StartsWith(string text, int at, string what) => string.CompareOrdinal(text, at, what, 0, what.Length) == 0;
}
