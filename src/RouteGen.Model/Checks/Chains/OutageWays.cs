using RouteGen.Model.Checks.Views;
using RouteGen.Model.Json;
using RouteGen.Model.Tables;

namespace RouteGen.Model.Checks.Chains;

/// <summary>Which targets a call comes to in an outage: for each way in which providers go down, those that are asked when all of them fail so.</summary>
/// <remarks>Where <c>on</c> says <c>stop</c> the rest of the chain counts all the same: it is what the table has, and stopping was a decision.</remarks>
internal static class OutageWays
{
    private static readonly string[] Outages = ["connectionFailed", "overloaded", "serverError", "timeout"];

    /// <summary>The targets asked, for each kind of outage.</summary>
    public static IEnumerable<IReadOnlyList<ChainLink>> Of(RouteView route) =>
        route.Reach.Count == route.Links.Count && route.Route.On.Count == 0 && route.Links.All(link => link.Entry.On.Count == 0) ? [route.Links] : Outages.Select(fault => Walk(route, fault));

    /// <summary>The targets asked in any outage.</summary>
    public static IReadOnlyList<ChainLink> All(RouteView route) => Of(route).SelectMany(way => way).Distinct().ToArray();

    private static List<ChainLink> Walk(RouteView route, string fault)
    {
        var asked = new List<ChainLink>();
        var candidates = route.Links;
        for (var i = 0; i < candidates.Count; i++)
        {
            var link = candidates[i];
            if (asked.Contains(link))
            {
                continue;
            }

            asked.Add(link);
            if (RouteGen.Model.Tables.RouteReach.RuleFor(route.Route, link.Entry, fault) is { Action: OnFaultAction.Targets } rule)
            {
                candidates = rule.Targets.Select(name => route.Reach.First(named => named.Target.Name == name)).ToArray();
                i = -1;
            }
        }

        return asked;
    }
}
