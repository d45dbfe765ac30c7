using System.Globalization;
using Quickstart.Scenarios;
using RouteGen;
using RouteGen.Costs;
using Spectre.Console;

namespace Quickstart.Reporting;

/// <summary>A row a call: what happened, attempt by attempt, and what it took.</summary>
internal static class CallTable
{
    public static Table Create(IReadOnlyList<ScenarioResult> results)
    {
        var table = new Table().Border(TableBorder.Rounded).BorderColor(Color.Grey).ShowRowSeparators()
            .AddColumn("Call")
            .AddColumn("Route")
            .AddColumn(new TableColumn("Attempts").NoWrap())
            .AddColumn("Outcome")
            .AddColumn(new TableColumn("ms").RightAligned().NoWrap())
            .AddColumn(new TableColumn("In / out").RightAligned().NoWrap())
            .AddColumn(new TableColumn("USD").RightAligned().NoWrap());
        foreach (var result in results)
        {
            var record = result.Record;
            table.AddRow(
                Markup.Escape(result.Scenario.Title) + Remark(result),
                Markup.Escape(record.Route),
                string.Join('\n', record.Skipped.Select(Line).Concat(record.Attempts.Select(Line))),
                Outcome(record),
                record.Latency.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture),
                record.Usage is { } usage ? Tokens(usage) : "[dim]-[/]",
                Cost(record));
        }

        return table;
    }

    private static string Remark(ScenarioResult result) =>
        result.Difference is { } difference ? $"\n[red]{Markup.Escape(difference)}[/]"
        : $"\n[dim]{Markup.Escape(result.Note)}[/]" + (result.IsLive ? ", [yellow]live[/]" : "");

    private static string Line(SkippedTarget target) => $"[dim]{Markup.Escape(target.Target)} {target.Reason}[/]";

    private static string Line(AttemptRecord attempt) => attempt.Fault == Fault.None
        ? $"[green]{Markup.Escape(attempt.Target)}[/] {attempt.StatusCode}"
        : $"[red]{Markup.Escape(attempt.Target)}[/] {attempt.StatusCode} {attempt.Fault}";

    private static string Outcome(RouteRecord record) => record.Outcome switch
    {
        RouteOutcome.Served => "[green]served[/]",
        RouteOutcome.Broken => "[yellow]broken[/]",
        RouteOutcome.Stopped => "[yellow]stopped[/]",
        var other => $"[red]{other.ToString().ToLowerInvariant()}[/]",
    };

    private static string Tokens(TokenUsage usage) => string.Create(CultureInfo.InvariantCulture, $"{usage.Input} / {usage.Output}");

    private static string Cost(RouteRecord record) => record.CostUsd is { } usd
        ? (record.CostSource == CostSource.Estimated ? "~" : "") + ConsoleReport.Usd(usd)
        : "unknown";
}
