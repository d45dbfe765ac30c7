using RouteGen.Model.Problems;
using RouteGen.Tool.Terminal;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace RouteGen.Tool.Pricing;

/// <summary>Costs for a terminal, with bars.</summary>
internal static class CostText
{
    public static IEnumerable<IRenderable> Create(CostReport report, bool hasBlocks)
    {
        yield return Line($"[bold]{Safe(report.Table)}[/] · {Safe(report.Origin.Words)} · prices of {report.Day:yyyy-MM-dd}");
        foreach (var section in report.Sections)
        {
            if (section.Route is { } route)
            {
                yield return Text.NewLine;
                yield return Line($"[bold]{Safe(route)}[/]  [dim]{Safe(Paid(section))}[/]");
            }

            yield return Rows(report, section.Targets, "target", hasBlocks);
            if (section.Routes.Count > 0)
            {
                yield return Rows(report, section.Routes, "route", hasBlocks);
            }
        }

        foreach (var sentence in CostWords.Fees(report))
        {
            yield return Line(Safe(sentence));
        }
    }

    /// <summary>What a month has cost, in a line.</summary>
    public static string Paid(CostSection section) => section.Paid is not { } paid ? "" : string.Join(", ",
    [
        Wording.Counted(section.Calls ?? 0, "call"), Wording.Usd(paid.Usd) + " paid",
        paid.RepricedUsd is { } usd ? $"{Wording.Usd(usd)} as it went at these prices" : "unknown as it went at these prices",
        .. paid.Failed > 0 ? [$"{Wording.Percent((decimal)paid.Failed / paid.Attempts)} of attempts failed"] : (string[])[],
        .. paid.Unserved > 0 ? [$"{Wording.Counted(paid.Unserved, "call")} unserved"] : (string[])[],
        .. paid.Unknown > 0 ? [$"{Wording.Counted(paid.Unknown, "attempt")} of unknown cost"] : (string[])[],
    ]);

    private static Table Rows(CostReport report, IReadOnlyList<CostRow> rows, string kind, bool hasBlocks)
    {
        var hasMonth = rows.Any(static r => r.PerMonth is not null);
        var table = new Table().Border(TableBorder.Simple);
        foreach (var column in CostWords.Columns(report, kind, hasMonth))
        {
            table.AddColumn(new TableColumn(column.Name) { Alignment = column.IsNumber ? Justify.Right : Justify.Left, NoWrap = true });
        }

        table.AddColumn(new TableColumn("") { NoWrap = true });
        table.AddColumn("");
        var most = rows.Where(static r => r.Fits).Max(static r => r.PerCall) ?? 0m;
        foreach (var row in rows)
        {
            var colour = row.IsCheapest ? "green" : row.Fits ? "blue" : "dim";
            table.AddRow(
            [
                .. CostWords.Cells(report, row, kind, hasMonth).Select((cell, i) => (IRenderable)new Markup(
                    i == 0 && row.IsCheapest ? $"[green]{Safe(cell)}[/]" : row.Fits ? Safe(cell) : $"[dim]{Safe(cell)}[/]")),
                new Markup($"[{colour}]{(row.Fits ? CostBar.Create(row.PerCall, most, hasBlocks) : "")}[/]"),
                new Markup($"[dim]{Safe(CostWords.Notes(row))}[/]"),
            ]);
        }

        return table;
    }

    private static Rows Line(string markup) => new(new Markup(markup));

    private static string Safe(string text) => Markup.Escape(string.Concat(text.Select(static c => PlainText.IsUnseen(c) ? '?' : c)));
}
