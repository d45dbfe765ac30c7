using System.Globalization;
using System.Text;

namespace RouteGen.Tool.Findings.Writers;

/// <summary>A report for a comment, a page or a step's summary.</summary>
internal static class FindingMarkdown
{
    public static void Write(StringBuilder text, FindingReport report)
    {
        if (report.MarkdownTag is not null)
        {
            text.Append("<!-- ").Append(report.MarkdownTag).Append(" -->\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"## routegen {report.Verb}\n\n").Append(Text(report.Summary)).Append('\n');
        if (report.Findings.Count > 0)
        {
            text.Append("\n| | Rule | Where | What |\n|---|---|---|---|\n");
            foreach (var finding in report.WorstFirst)
            {
                text.Append(CultureInfo.InvariantCulture, $"| {FindingLevels.Word(finding.Level)} ")
                    .Append(CultureInfo.InvariantCulture, $"| {Text(finding.Id)} | {Where(finding)} | {Text(finding.Message)} |\n");
            }
        }

        foreach (var section in report.Sections.Where(static s => s.Markdown is not null))
        {
            text.Append('\n').Append(section.Markdown!.TrimEnd()).Append('\n');
        }
    }

    /// <summary>Text in a cell of a table: none of its characters is a mark of Markdown or HTML, and it mentions nobody.</summary>
    public static string Text(string text)
    {
        var escaped = new StringBuilder();
        foreach (var c in Visible.OneLine(text))
        {
            _ = c switch
            {
                '&' => escaped.Append("&amp;"),
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '@' => escaped.Append("&#64;"),
                '#' => escaped.Append("&#35;"),
                '\\' or '`' or '*' or '_' or '[' or ']' or '|' or '~' or '$' => escaped.Append('\\').Append(c),
                _ => escaped.Append(c),
            };
        }

        return escaped.ToString();
    }

    private static string Where(Finding finding) => finding.Place is { } place
        ? string.Create(CultureInfo.InvariantCulture, $"{Text(place.Path)}:{place.Line}")
        : Text(finding.Subject ?? "");
}
