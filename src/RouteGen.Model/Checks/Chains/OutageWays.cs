using RouteGen.Chains;
using RouteGen.Faults;
using RouteGen.Model.Checks.Views;
using RouteGen.Model.Json;
using RouteGen.Model.Tables;

namespace RouteGen.Model.Checks.Chains;

/// <summary>
/// Which targets a call comes to in an outage: for each way in which providers go down, those that are asked when all of them fail so.
/// </summary>
/// <remarks>
/// Where <c>on</c> says <c>stop</c> the rest of the chain counts all the same: it is what the table has, and stopping was a decision.
/// </remarks>
internal static class OutageWays
{
    /// <summary>How a provider that is down fails.</summary>
    public static readonly IReadOnlyList<Fault> Outages = [Fault.ConnectionFailed, Fault.Overloaded, Fault.ServerError, Fault.Timeout];

    /// <summary>The targets asked, for each kind of outage.</summary>
    public static IEnumerable<IReadOnlyList<ChainLink>> Enumerate(RouteView route) =>
        route.Reach.Count == route.Links.Count && route.Route.On.Count == 0 && route.Links.All(link => link.Entry.On.Count == 0)
            ? [route.Links]
            : Outages.Select(fault => Walk(route, fault));

    /// <summary>The targets asked in any outage.</summary>
    public static IReadOnlyList<ChainLink> All(RouteView route) => Enumerate(route).SelectMany(way => way).Distinct().ToArray();

    /// <summary>The targets asked where all of them fail so.</summary>
    public static IReadOnlyList<ChainLink> Walk(RouteView route, Fault fault)
    {
        var asked = new List<ChainLink>();
        var walk = new ChainWalk(
            new GoingOn(new TableChainRules(route.Route, [.. route.Reach.Select(link => link.Entry)])),
            [.. Enumerable.Range(0, route.Links.Count)]);
        while (walk.MoveNext())
        {
            asked.Add(route.Reach[walk.Place]);
            walk.Fail(fault);
        }

        return asked;
    }

    /// <summary>A route whose chain goes on where the table stops it.</summary>
    public sealed class GoingOn(IChainRules rules) : IChainRules
    {
        public FaultAction ActionAt(int place, Fault fault) =>
            rules.ActionAt(place, fault) is var action && action == FaultAction.Stop ? FaultAction.Next : action;

        public int[] NamedAt(int place, Fault fault) => rules.NamedAt(place, fault);

        public long? WindowAt(int place) => rules.WindowAt(place);
    }
}
