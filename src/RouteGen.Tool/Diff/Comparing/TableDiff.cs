using RouteGen.Model.Plans;
using RouteGen.Model.Reading;
using RouteGen.Model.Tables;
using RouteGen.Tables;
using RouteGen.Tool.Diff.Kinds;
using RouteGen.Tool.Findings;

namespace RouteGen.Tool.Diff.Comparing;

/// <summary>How two tables differ: what they come to, not their texts.</summary>
internal sealed record TableDiff
{
    /// <summary>The later table's name.</summary>
    public required string Table { get; init; }

    /// <summary>The earlier table's hash.</summary>
    public required string HashBefore { get; init; }

    /// <summary>The later table's hash.</summary>
    public required string HashAfter { get; init; }

    /// <summary>What differs, the worst first.</summary>
    public required IReadOnlyList<TableChange> Changes { get; init; }

    /// <summary>The routes of both, in the order of the later table; those that are gone come last.</summary>
    public required IReadOnlyList<RouteDiff> Routes { get; init; }

    /// <summary>How many changes there are of a level.</summary>
    public int Count(FindingLevel level) => Changes.Count(c => c.Kind.Level == level);

    /// <summary>Compares two tables that can be used.</summary>
    /// <exception cref="InvalidOperationException">One of them cannot be used: nothing is said of it rather than that nothing
    /// changed.</exception>
    public static TableDiff Compare(RouteTableFile before, RouteTableFile after, DiffOptions? options = null)
    {
        if (!before.IsUsable || !after.IsUsable)
        {
            var problem = (before.IsUsable ? after : before).Problems.First(static p => p.IsBlocking);
            throw new InvalidOperationException($"The table cannot be compared: {problem}");
        }

        var comparison = new Comparison(new TableSide(before), new TableSide(after), options ?? new());
        HeaderComparison.Compare(comparison);
        RouteComparison.Compare(comparison);
        TargetComparison.Compare(comparison);
        ProviderComparison.Compare(comparison);
        BudgetComparison.Compare(comparison);
        ModelComparison.Compare(comparison);
        RuleComparison.Compare(comparison);
        var (was, now) = (comparison.Before.Table, comparison.After.Table);
        var (hashBefore, hash) = (StableHash.Compute(was), StableHash.Compute(now));
        if (hashBefore != hash && comparison.Changes.Count == 0)
        {
            new EntryChanges(comparison.Changes, null, null).Set(TableKinds.Other, "hash", hashBefore, hash);
        }

        return new()
        {
            Table = now.ClassName,
            HashBefore = hashBefore,
            HashAfter = hash,
            Changes = comparison.Changes.WorstFirst(),
            Routes = RouteDiffs(comparison),
        };
    }

    private static List<RouteDiff> RouteDiffs(Comparison comparison)
    {
        var (before, after) = (comparison.Before, comparison.After);
        var was = before.Table.Routes.ToDictionary(
            r => comparison.Renames.Later(EntrySection.Routes, r.Name), StringComparer.Ordinal);
        List<RouteDiff> routes = [];
        foreach (var route in after.Table.Routes)
        {
            _ = was.Remove(route.Name, out var old);
            routes.Add(new(
                route.Name,
                old is null ? null : RouteState.Describe(before, old, comparison.Options),
                RouteState.Describe(after, route, comparison.Options)));
        }

        routes.AddRange(before.Table.Routes
            .Where(r => was.ContainsKey(comparison.Renames.Later(EntrySection.Routes, r.Name)))
            .Select(r => new RouteDiff(r.Name, RouteState.Describe(before, r, comparison.Options), null)));
        return routes;
    }
}

/// <summary>A route before and after.</summary>
/// <param name="Name">Its name, of two the later.</param>
/// <param name="Before">What it was; null where it was not there.</param>
/// <param name="After">What it is; null where it is gone.</param>
internal sealed record RouteDiff(string Name, RouteState? Before, RouteState? After)
{
    /// <summary>Whether what is said of it differs.</summary>
    public bool IsChanged => Before != After;
}

/// <summary>What a route comes to.</summary>
/// <param name="Name">Its name then.</param>
/// <param name="Chain">Its chain, for people.</param>
/// <param name="Strategy">In which order calls ask it.</param>
/// <param name="WorstUsd">USD of a call at worst; null for unknown.</param>
/// <param name="WorstTime">Time until a call fails at worst.</param>
/// <param name="WorstAttempts">Requests of a call at worst.</param>
/// <param name="TypicalUsd">USD of a typical call; null for unknown.</param>
internal sealed record RouteState(
    string Name, string Chain, RouteStrategy Strategy, decimal? WorstUsd, TimeSpan WorstTime, int WorstAttempts, decimal? TypicalUsd)
{
    public static RouteState Describe(TableSide side, RouteEntry route, DiffOptions options)
    {
        var worst = side.Route(route.Name).Worst;
        return new(
            route.Name, RouteSummary.Chain(route), route.Strategy, worst.CostUsd, WorstCaseComparison.Longest(worst), worst.Attempts,
            TypicalCost.Compute(side.Table, route, options.Typical, options.Today));
    }
}
