using RouteGen.Model.Problems;
using RouteGen.Model.Reading;
using RouteGen.Model.Tables;
using RouteGen.Tool.Check;
using RouteGen.Tool.Check.Projects;
using RouteGen.Tool.Fix;

namespace RouteGen.Tool.Init;

/// <summary>Makes a table that the rules find nothing in: its limits follow from its models, and its costs from its worst cases.</summary>
internal static class TableMaker
{
    /// <summary>What a chain can lack while few providers have keys, and why that is fine to begin with.</summary>
    private static readonly Dictionary<string, string> Lacks = new(StringComparer.Ordinal)
    {
        [TableRules.MissingFallback.Id] = "one target to begin with: add another provider and take this out",
        [TableRules.DependentFallback.Id] = "one provider to begin with: add another and take this out",
        [TableRules.NoDirectTarget.Id] = "gateways alone to begin with: add a provider and take this out",
    };

    public static string Make(string path, string name, string schema, DateOnly today, IReadOnlyList<FoundProvider> providers)
    {
        var table = new NewTable(name, schema, today, providers);
        var (chat, quick) = (new NewRoute(64_000, 4_000, null, []), new NewRoute(16_000, 1_000, null, []));
        var drawn = Read(path, table.Write(chat, quick));
        chat = Fitted(drawn, 0, chat);
        quick = Fitted(drawn, 1, quick);

        // A limit of cost wants rates that a catalog may lack, and with them the worst case is another.
        var priced = WithRates(path, table.Write(chat with { CostUsd = 1 }, quick with { CostUsd = 1 }), today);
        var reading = Read(path, priced);
        chat = chat with { CostUsd = WorstCost(reading, 0) };
        quick = quick with { CostUsd = WorstCost(reading, 1) };

        var run = RuleRun.Check(SetOf(path, table.Write(chat, quick)), today);
        return WithRates(
            path, table.Write(chat with { Suppress = LacksOf(run, 0) }, quick with { Suppress = LacksOf(run, 1) }), today);
    }

    private static string WithRates(string path, string text, DateOnly today) =>
        FixRun.Fix(SetOf(path, text), today, [TableRules.MissingRate.Id], _ => true).After.GetValueOrDefault(path) ?? text;

    private static TableReading Read(string path, string text) => TableReader.Read(new TextFile(path, text), []);

    private static TableSet SetOf(string path, string text) =>
        new([new TextFile(path, text)], static _ => [], Severities.None);

    /// <summary>What every target of the route takes.</summary>
    private static NewRoute Fitted(TableReading reading, int index, NewRoute route)
    {
        var chain = reading.Table.Routes.First(r => r.Name == NewTable.Routes[index].Name).Chain;
        var models = chain.Select(entry => reading.Table.Targets.First(t => t.Name == entry.Target))
            .Select(target => reading.Table.Models.First(m => m.Name == target.Model)).ToArray();
        var output = models.Select(static m => m.MaxOutput ?? int.MaxValue).Append(route.OutputTokens).Min();
        var input = models.Select(m => Math.Min(m.MaxInput ?? int.MaxValue, (m.ContextWindow ?? int.MaxValue) - output))
            .Append(route.InputTokens).Min();
        return route with { OutputTokens = output, InputTokens = input };
    }

    /// <summary>The worst case in whole cents; null where nobody bills the calls or a price is not known.</summary>
    private static decimal? WorstCost(TableReading reading, int index) =>
        WorstCase.Compute(reading.Table, reading.Table.Routes.First(r => r.Name == NewTable.Routes[index].Name)).CostUsd is > 0 and var cost
            ? Math.Ceiling(cost * 100) / 100
            : null;

    private static KeyValuePair<string, string>[] LacksOf(RuleRun run, int index) =>
    [
        .. run.Problems
            .Where(p => p.Subject == $"route {NewTable.Routes[index].Name}" && Lacks.ContainsKey(p.Problem.Rule.Id))
            .Select(static p => p.Problem.Rule.Id).Distinct(StringComparer.Ordinal)
            .Select(static id => KeyValuePair.Create(id, Lacks[id])),
    ];
}
