using System.Globalization;
using System.Text;

namespace RouteGen.Model.Problems;

/// <summary>Text of the table as it may appear in a message: short, on one line, and nothing in it that reorders or hides.</summary>
public static class PlainText
{
    private const int LongestShown = 60;

    /// <summary>
    /// Whether a character is one that a name must not have: control, format (bidirectional marks among them) or a line separator, or a
    /// letter or mark that shows as nothing at all: fillers, joiners and variation selectors.
    /// </summary>
    public static bool IsUnseen(char c) => IsBlank(c) || CharUnicodeInfo.GetUnicodeCategory(c)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    /// <summary>Whether a character is a letter or mark that shows as nothing; categories do not tell.</summary>
    public static bool IsBlank(char c) =>
        c is '\u034F' or '\u115F' or '\u1160' or '\u17B4' or '\u17B5' or (>= '\u180B' and <= '\u180F') or '\u2800' or '\u3164'
            or (>= '\uFE00' and <= '\uFE0F') or '\uFFA0';

    /// <summary>
    /// <paramref name="text"/> with unseen characters as \u and four digits, cut after 60 characters, and without what looks like a key.
    /// </summary>
    public static string Escape(string text)
    {
        text = SecretForms.Hide(text);
        if (text.Length <= LongestShown && !text.Any(IsUnseen))
        {
            return text;
        }

        var shown = new StringBuilder();
        foreach (var c in text)
        {
            if (shown.Length >= LongestShown)
            {
                // Half a pair must not stay behind the cut.
                if (char.IsHighSurrogate(shown[shown.Length - 1]))
                {
                    shown.Length--;
                }

                return shown.Append('…').ToString();
            }

            _ = IsUnseen(c) ? shown.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture)) : shown.Append(c);
        }

        return shown.ToString();
    }
}
