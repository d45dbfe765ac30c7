using System.Globalization;
using Quickstart.Providers;
using Quickstart.Scenarios;
using RouteGen;
using RouteGen.Definitions;
using Spectre.Console;

namespace Quickstart.Reporting;

/// <summary>For people: a table of the calls, what they cost whom, and how to go live.</summary>
internal static class ConsoleReport
{
    private const int WidthWhenRedirected = 118;

    public static void Write(IReadOnlyList<ScenarioResult> results, QuickstartProviders providers)
    {
        var console = AnsiConsole.Console;
        if (Console.IsOutputRedirected)
        {
            console.Profile.Width = WidthWhenRedirected;
        }

        console.MarkupLine(
            "[bold]RouteGen Quickstart[/]  routes.json in, typed routes out. Calls over real HTTP, through the real adapters.\n");
        console.Write(CallTable.Create(results));
        WriteCosts(console, results);
        WriteIncident(console, results);
        WriteProviders(console, providers);
    }

    private static void WriteCosts(IAnsiConsole console, IReadOnlyList<ScenarioResult> results)
    {
        var buckets = results.GroupBy(r => r.Record.CostBucket).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g =>
            $"[bold]{Markup.Escape(g.Key)}[/] {(g.Any(r => r.Record.CostUsd is null) ? "at least " : "")}" +
            $"{Usd(g.Sum(r => r.Record.CostUsd ?? 0m))} USD in {g.Count()} calls");
        console.MarkupLine($"Cost by bucket: {string.Join(", ", buckets)}.  [dim]~ is estimated: no usage was stated.[/]");
    }

    private static void WriteIncident(IAnsiConsole console, IReadOnlyList<ScenarioResult> results)
    {
        if (results.LastOrDefault(r => r.Report is not null) is { Report: { } report })
        {
            console.MarkupLine("\nA call that cannot be served throws a RouteException, which reads like this:");
            foreach (var line in report.Split('\n'))
            {
                console.MarkupLine($"  [dim]{Markup.Escape(line)}[/]");
            }
        }
    }

    private static void WriteProviders(IAnsiConsole console, QuickstartProviders providers)
    {
        console.MarkupLine(
            "\nProviders. Set a variable, and that provider is called for real, at your cost; [bold]-- --offline[/] keeps all simulated.");
        foreach (var provider in SupportRoutes.Definition.Providers)
        {
            var state = providers.IsSimulated(provider) ? "[dim]simulated[/]" : "[yellow]live[/]     ";
            console.MarkupLine($"  {Markup.Escape(provider.Name),-11} {state}  {GoingLive.VariablesOf(provider)}");
        }

        console.MarkupLine("[bold]-- --json[/] prints the records instead, [bold]-- --help[/] all options.");
    }

    internal static string Usd(decimal value) => value.ToString("0.000000", CultureInfo.InvariantCulture);
}
