using RouteGen.Costs;
using RouteGen.Model.Checks.Chains;
using RouteGen.Model.Checks.Views;
using RouteGen.Tables;
using RouteGen.Tool.Tables;

namespace RouteGen.Tool.Graph;

/// <summary>What is drawn: routes of a table on a day, and what an outage does to them.</summary>
internal sealed class GraphView
{
    private readonly Dictionary<string, TargetFacts> _targets;

    public GraphView(RouteTableFile file, TableView table, IReadOnlyList<RouteView> routes, Outage? outage, DateTimeOffset day)
    {
        File = file;
        Table = table;
        Routes = routes;
        Outage = outage;
        Day = day;
        _targets = table.Targets.ToDictionary(
            static t => t.Name,
            t => new TargetFacts(t, TargetRates.At(file.Definition.Targets.First(d => d.Name == t.Name), day)),
            StringComparer.Ordinal);
        var used = routes.SelectMany(static r => r.Reach).Select(static l => l.Target.Provider.Name).ToHashSet(StringComparer.Ordinal);
        Providers = [.. table.Table.Providers.Select(static p => p.Name).Where(used.Contains)];
    }

    public RouteTableFile File { get; }

    public TableView Table { get; }

    public IReadOnlyList<RouteView> Routes { get; }

    /// <summary>What is down; null where nothing is.</summary>
    public Outage? Outage { get; }

    public DateTimeOffset Day { get; }

    /// <summary>The providers that the routes use, in the order of the table: each has its colour.</summary>
    public IReadOnlyList<string> Providers { get; }

    public TargetFacts Facts(TargetView target) => _targets[target.Name];

    public int ColourOf(TargetView target) => ((List<string>)[.. Providers]).IndexOf(target.Provider.Name);

    public bool IsDown(TargetView target) => Outage?.IsDown(target) == true;

    /// <summary>What the outage does to a route; null where nothing is down.</summary>
    public OutageEffect? EffectOn(RouteView route) => Outage?.Effects.First(e => e.Route.Name == route.Name);
}
