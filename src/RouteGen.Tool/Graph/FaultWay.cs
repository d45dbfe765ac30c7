using RouteGen.Faults;
using RouteGen.Model.Checks.Views;
using RouteGen.Model.Problems;
using RouteGen.Model.Tables;

namespace RouteGen.Tool.Graph;

/// <summary>What a table's <c>on</c> says of a fault.</summary>
/// <param name="At">The target where it holds; null for all of the route.</param>
/// <param name="Fault">The fault's word.</param>
/// <param name="Action">What follows.</param>
/// <param name="Targets">The targets that are asked then.</param>
internal sealed record FaultWay(ChainLink? At, string Fault, OnFaultAction Action, IReadOnlyList<ChainLink> Targets)
{
    /// <summary>All that the route says, its own word after those of its targets.</summary>
    public static IReadOnlyList<FaultWay> Enumerate(RouteView route) =>
    [
        .. route.Links.SelectMany(link => link.Entry.On.Select(rule => Create(route, link, rule))),
        .. route.Route.On.Select(rule => Create(route, null, rule)),
    ];

    /// <summary>The way in words: <c>contextTooLong → long</c>, <c>contentFiltered stops</c>.</summary>
    public string Text => Action switch
    {
        OnFaultAction.Targets => $"{Fault} → {string.Join(", ", Targets.Select(static t => PlainText.Escape(t.Target.Name)))}",
        OnFaultAction.Stop => $"{Fault} stops",
        OnFaultAction.Retry => $"{Fault} is retried",
        _ => $"{Fault} goes on",
    };

    private static FaultWay Create(RouteView route, ChainLink? at, OnFault rule) => new(
        at, FaultNames.Name(rule.Fault), rule.Action,
        [.. rule.Targets.Select(name => route.Reach.First(link => link.Target.Name == name))]);
}
