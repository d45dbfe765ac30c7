using RouteGen.Model.Checks.Views;
using RouteGen.Model.Problems;
using RouteGen.Model.Reading;
using RouteGen.Model.Tables;

namespace RouteGen.Model.Checks.Chains;

/// <summary>Chooses among a table's targets one that can stand in for a chain.</summary>
internal static class FallbackChoice
{
    /// <summary>Tokens of a request that says nothing of its size, so that rates can be compared.</summary>
    private const int UsualTokens = 1000;

    /// <summary>
    /// The cheapest target that fails on its own and can serve the route; those without a price come late, and the same model behind a
    /// gateway last. Null where the table has none.
    /// </summary>
    /// <param name="table">The table.</param>
    /// <param name="route">The route that lacks a fallback.</param>
    /// <param name="directOnly">Whether a gateway will not do.</param>
    public static TargetView? For(TableView table, RouteView route, bool directOnly = false)
    {
        var taken = new HashSet<string>(route.Links.Select(link => link.Target.FailureDomain), StringComparer.Ordinal);
        return table.Targets
            .Where(target => !taken.Contains(target.FailureDomain)
                && !(directOnly && target.Provider.IsGateway) && CanServe(target, route) && IsOfType(table, target, route))

            // The same model behind a gateway falls with the provider that it stands in for.
            .OrderBy(target => target.Provider.IsGateway && route.Links.Any(link => link.Target.Model.Name == target.Model.Name))
            .ThenBy(target => Cost(target, route) ?? decimal.MaxValue)
            .FirstOrDefault();
    }

    /// <summary>The end of a message that can name a target.</summary>
    public static string AsRemedy(TargetView? target) => target is null ? "" : $", for example '{PlainText.Escape(target.Name)}'";

    private static bool CanServe(TargetView target, RouteView route) =>
        target.Has(route.Route.Requires)
        && ResidencyCheck.Conflict(route.Route, target.Provider) is null
        && (route.Route.Type == RouteType.Embedding
            || !(target.InputCapacity(route.Route.Limits.OutputTokens) < route.Route.Limits.InputTokens));

    /// <summary>Vectors of another model or length are no fallback, and what makes vectors answers no message.</summary>
    private static bool IsOfType(TableView table, TargetView target, RouteView route) =>
        !table.IsUsedOtherwise(target.Name, route.Route.Type)
        && (route.Route.Type == RouteType.Chat
            ? (target.Model.Dimensions ?? target.Entry.Dimensions) is null
            : !EmbeddingChains.MakesNone(target.Provider.Kind)
                && target.Model.Name == route.Links[0].Target.Model.Name && target.Dimensions == route.Links[0].Target.Dimensions);

    private static decimal? Cost(TargetView target, RouteView route) => TargetPrice.Worst(
        target.Entry, target.Model, target.Provider, route.Route.Limits.InputTokens ?? UsualTokens,
        route.Route.Type == RouteType.Embedding ? 0 : route.Route.Limits.OutputTokens ?? UsualTokens);
}
