using System.Text;

namespace RouteGen.Tool.Pricing;

/// <summary>Costs for a comment or a page.</summary>
internal static class CostMarkdown
{
    private const string Special = "\\`*_{}[]<>#|~";

    public static string Write(CostReport report)
    {
        var text = new StringBuilder();
        text.Append(Escape($"{report.Table}: {report.Origin.Words}, at prices of {report.Day:yyyy-MM-dd}.")).Append("\n\n");
        foreach (var section in report.Sections)
        {
            if (section.Route is { } route)
            {
                text.Append("### ").Append(Escape(route)).Append("\n\n").Append(Escape(CostText.Paid(section))).Append(".\n\n");
            }

            Write(text, report, section.Targets, "target");
            Write(text, report, section.Routes, "route");
        }

        foreach (var sentence in CostWords.Fees(report))
        {
            text.Append(Escape(sentence)).Append('\n');
        }

        return text.ToString().TrimEnd('\n') + "\n";
    }

    private static void Write(StringBuilder text, CostReport report, IReadOnlyList<CostRow> rows, string kind)
    {
        if (rows.Count == 0)
        {
            return;
        }

        var hasMonth = rows.Any(static r => r.PerMonth is not null);
        (string Name, bool IsNumber)[] columns = [.. CostWords.Columns(report, kind, hasMonth), ("", false)];
        text.Append("| ").AppendJoin(" | ", columns.Select(static c => Escape(c.Name))).Append(" |\n|");
        text.AppendJoin('|', columns.Select(static c => c.IsNumber ? "--:" : "---")).Append("|\n");
        foreach (var row in rows)
        {
            string[] cells = [.. CostWords.Cells(report, row, kind, hasMonth), CostWords.Notes(row)];
            text.Append("| ").AppendJoin(" | ",
                cells.Select(Escape).Select((cell, i) => i == 0 && row.IsCheapest ? $"**{cell}**" : cell)).Append(" |\n");
        }

        text.Append('\n');
    }

    private static string Escape(string text) =>
        string.Concat(text.Select(static c => Special.Contains(c) ? "\\" + c : char.IsControl(c) ? "?" : c.ToString()));
}
