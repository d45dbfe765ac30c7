using System.Globalization;
using System.Text;
using RouteGen.Tool.Findings;
using RouteGen.Tool.Findings.Writers;

namespace RouteGen.Tool.Review;

/// <summary>A review as a checklist for an issue: each item can be ticked off.</summary>
internal static class ReviewChecklist
{
    public static string Write(FindingReport report, string table, DateOnly today)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"<!-- {report.MarkdownTag} -->\n");
        text.Append(CultureInfo.InvariantCulture, $"## Review of {FindingMarkdown.Text(table)}, {today:yyyy-MM-dd}\n\n");
        text.Append(FindingMarkdown.Text(report.Summary)).Append('\n');
        foreach (var group in report.WorstFirst.GroupBy(static f => f.Level))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n### {Heading(group.Key)}\n\n");
            foreach (var item in group)
            {
                text.Append(CultureInfo.InvariantCulture, $"- [ ] **{FindingMarkdown.Text(item.Title)}**: ");
                text.Append(FindingMarkdown.Text(item.Message)).Append('\n');
            }
        }

        text.Append(CultureInfo.InvariantCulture, $"\n- [ ] Reviewed: `routegen review --done` writes the day into the table.\n");
        return text.ToString();
    }

    private static string Heading(FindingLevel level) => level switch
    {
        FindingLevel.Error => "To fix",
        FindingLevel.Warning => "To look at",
        _ => "To know",
    };
}
