using RouteGen.Model.Checks.Views;
using RouteGen.Model.Tables;

namespace RouteGen.Tool.Diff.Comparing;

/// <summary>A route in a few words.</summary>
internal static class RouteSummary
{
    /// <summary>Its chain: <c>gpt-mini → haiku</c>, with weights where it has them, and what only faults lead to in brackets.</summary>
    public static string Chain(RouteEntry route)
    {
        var isWeighted = route.Strategy == RouteStrategy.Weighted;
        var chain = string.Join(
            route.Strategy == RouteStrategy.Cheapest ? " | " : " → ",
            route.Chain.Select(e => Show.Name(e.Target) + (isWeighted && e.Weight is { } weight ? $" ({Show.Count(weight)})" : "")));
        var others = route.Reach().Skip(route.Chain.Count).Select(static e => Show.Name(e.Target)).ToArray();
        return others.Length == 0 ? chain : $"{chain} [on faults: {string.Join(", ", others)}]";
    }

    /// <summary>The most input that any of its targets takes beside the output that it is allowed; null for no known bound.</summary>
    public static int? LargestInput(RouteView route)
    {
        int? largest = 0;
        foreach (var link in route.Reach)
        {
            var (ofRoute, ofEntry) = (route.Route.Limits.OutputTokens, link.Entry.MaxOutputTokens);
            var takes = link.Target.InputCapacity(ofRoute is null || ofEntry < ofRoute ? ofEntry ?? ofRoute : ofRoute);
            largest = largest is { } so && takes is { } more ? Math.Max(so, more) : null;
        }

        return largest;
    }
}
