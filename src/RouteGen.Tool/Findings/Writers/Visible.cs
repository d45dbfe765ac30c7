using System.Globalization;
using System.Text;
using RouteGen.Model.Problems;

namespace RouteGen.Tool.Findings.Writers;

/// <summary>
/// Text from files and paths as it may go to a terminal: on one line, and nothing in it that moves a cursor, reorders or hides.
/// </summary>
internal static class Visible
{
    /// <summary>Unseen characters as \u and four digits.</summary>
    public static string OneLine(string text)
    {
        if (!text.Any(PlainText.IsUnseen))
        {
            return text;
        }

        var shown = new StringBuilder();
        foreach (var c in text)
        {
            _ = PlainText.IsUnseen(c) ? shown.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture)) : shown.Append(c);
        }

        return shown.ToString();
    }

    /// <summary>A line of a source with each unseen character as one that is seen, so that columns stay what they are.</summary>
    public static string Columns(string line) => string.Create(line.Length, line, static (shown, source) =>
    {
        for (var i = 0; i < shown.Length; i++)
        {
            shown[i] = source[i] == '\t' ? ' ' : PlainText.IsUnseen(source[i]) ? '\u00B7' : source[i];
        }
    });
}
