using RouteGen.Model.Checks.Views;
using RouteGen.Model.Problems;
using RouteGen.Model.Reading;
using RouteGen.Model.Tables;
using RouteGen.Model.Values;

namespace RouteGen.Model.Checks.Chains;

/// <summary>Chooses among a table's targets one that can stand in for a chain.</summary>
/// <remarks>Routes that ask for the same share one search, so that a table of thousands that lack a fallback is checked in time.</remarks>
internal sealed class FallbackChoice(TableView table)
{
    /// <summary>Tokens of a request that says nothing of its size, so that rates can be compared.</summary>
    private const int UsualTokens = 1000;

    private readonly Dictionary<Demand, Candidates> _candidates = [];

    /// <summary>
    /// The cheapest target that fails on its own and can serve the route; those without a price come late, and the same model behind a
    /// gateway last. Null where the table has none.
    /// </summary>
    /// <param name="route">The route that lacks a fallback.</param>
    /// <param name="directOnly">Whether a gateway will not do.</param>
    public TargetView? For(RouteView route, bool directOnly = false)
    {
        var taken = new HashSet<string>(route.Links.Select(link => link.Target.FailureDomain), StringComparer.Ordinal);
        var candidates = CandidatesFor(route, directOnly);
        if (candidates.FailureDomains.IsSubsetOf(taken))
        {
            return null;
        }

        var free = candidates.ByCost.Where(target => !taken.Contains(target.FailureDomain));

        // The same model behind a gateway falls with the provider that it stands in for.
        var models = new HashSet<string>(route.Links.Select(link => link.Target.Model.Name), StringComparer.Ordinal);
        return free.FirstOrDefault(target => !target.Provider.IsGateway || !models.Contains(target.Model.Name)) ?? free.First();
    }

    /// <summary>The end of a message that can name a target.</summary>
    public static string AsRemedy(TargetView? target) => target is null ? "" : $", for example '{PlainText.Escape(target.Name)}'";

    private Candidates CandidatesFor(RouteView route, bool directOnly)
    {
        var entry = route.Route;
        var first = entry.Type == RouteType.Embedding ? route.Links[0].Target : null;
        var demand = new Demand(
            entry.Type, entry.Requires, entry.Regions, entry.MaxDataRetentionDays, entry.Limits.InputTokens, entry.Limits.OutputTokens,
            first?.Model.Name, first?.Dimensions, directOnly);
        if (!_candidates.TryGetValue(demand, out var found))
        {
            found = new Candidates([.. table.Targets
                .Where(target => !(directOnly && target.Provider.IsGateway) && CanServe(target, route) && IsOfType(target, route))
                .OrderBy(target => Cost(target, route) ?? decimal.MaxValue)]);
            _candidates.Add(demand, found);
        }

        return found;
    }

    private static bool CanServe(TargetView target, RouteView route) =>
        target.Has(route.Route.Requires)
        && ResidencyCheck.Conflict(route.Route, target.Provider) is null
        && (route.Route.Type == RouteType.Embedding
            || !(target.InputCapacity(route.Route.Limits.OutputTokens) < route.Route.Limits.InputTokens));

    /// <summary>Vectors of another model or length are no fallback, and what makes vectors answers no message.</summary>
    private bool IsOfType(TargetView target, RouteView route) =>
        !table.IsUsedOtherwise(target.Name, route.Route.Type)
        && (route.Route.Type == RouteType.Chat
            ? (target.Model.Dimensions ?? target.Entry.Dimensions) is null
            : !EmbeddingChains.MakesNone(target.Provider.Kind)
                && target.Model.Name == route.Links[0].Target.Model.Name && target.Dimensions == route.Links[0].Target.Dimensions);

    private static decimal? Cost(TargetView target, RouteView route) => TargetPrice.Worst(
        target.Entry, target.Model, target.Provider, route.Route.Limits.InputTokens ?? UsualTokens,
        route.Route.Type == RouteType.Embedding ? 0 : route.Route.Limits.OutputTokens ?? UsualTokens);

    /// <summary>All of a route that decides which targets can serve it, and what they cost.</summary>
    private sealed record Demand(
        RouteType Type, ModelFeatures Requires, EquatableArray<string> Regions, int? MaxDataRetentionDays, int? InputTokens,
        int? OutputTokens, string? Model, int? Dimensions, bool DirectOnly);

    private sealed class Candidates(TargetView[] byCost)
    {
        public TargetView[] ByCost => byCost;

        public HashSet<string> FailureDomains { get; } = new(byCost.Select(target => target.FailureDomain), StringComparer.Ordinal);
    }
}
