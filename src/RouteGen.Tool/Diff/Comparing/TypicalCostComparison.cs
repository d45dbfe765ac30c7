using RouteGen.Model.Tables;
using RouteGen.Tool.Diff.Kinds;

namespace RouteGen.Tool.Diff.Comparing;

/// <summary>Compares what a typical request is expected to cost.</summary>
internal static class TypicalCostComparison
{
    public static void Compare(EntryChanges changes, RouteEntry was, RouteEntry now, Comparison comparison)
    {
        var (typical, day) = (comparison.Options.Typical, comparison.Options.Today);
        if (!comparison.Options.StatesTypicalCost
            || TypicalCost.Compute(comparison.Before.Table, was, typical, day) is not { } before
            || TypicalCost.Compute(comparison.After.Table, now, typical, day) is not { } after
            || before == after)
        {
            return;
        }

        var percent = Show.Percent(before, after) is { Length: > 0 } share ? $" ({share})" : "";
        changes.Add(
            after > before ? RouteKinds.ExpectedCostRaised : RouteKinds.ExpectedCostLowered, "",
            $"1,000 typical calls: {Show.Money(before * 1000)} → {Show.Money(after * 1000)}{percent}", Show.Number(before),
                Show.Number(after));
    }
}
