using System.Globalization;
using System.Text;

namespace RouteGen.Model.Naming;

/// <summary>Text of the table as it may stand in a message: short, on one line, and nothing in it that reorders or hides.</summary>
public static class PlainText
{
    private const int LongestShown = 60;

    /// <summary>Whether a character is one that a name must not have: control, format (bidirectional marks among them) or a line separator.</summary>
    public static bool IsUnseen(char c) => CharUnicodeInfo.GetUnicodeCategory(c)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    /// <summary><paramref name="text"/> with unseen characters as \uXXXX, cut after 60 characters.</summary>
    public static string Of(string text)
    {
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
