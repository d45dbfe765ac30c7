using RouteGen.Model.Tables;
using RouteGen.Tool.Diff.Kinds;

namespace RouteGen.Tool.Diff.Comparing;

/// <summary>Compares what a call of a route can come to at worst.</summary>
internal static class WorstCaseComparison
{
    public static void Compare(EntryChanges changes, WorstCase was, WorstCase now)
    {
        switch (was.CostUsd, now.CostUsd)
        {
            case ({ } before, { } after) when before != after:
                var percent = Show.Percent(before, after) is { Length: > 0 } share ? $" ({share})" : "";
                changes.Add(
                    after > before ? RouteKinds.WorstCostRaised : RouteKinds.WorstCostLowered, "",
                    $"worst case of a call: {Show.Money(before)} → {Show.Money(after)}{percent}",
                    Show.Number(before), Show.Number(after));
                break;
            case ({ } before, null):
                changes.Add(
                    RouteKinds.WorstCostUnknown, "", $"worst case of a call: {Show.Money(before)} → unknown", Show.Number(before));
                break;
            case (null, { } after):
                changes.Add(
                    RouteKinds.WorstCostKnown, "", $"worst case of a call: unknown → {Show.Money(after)}", null, Show.Number(after));
                break;
        }

        changes.Bound<TimeSpan>(
            RouteKinds.WorstTimeLowered, RouteKinds.WorstTimeRaised, "time until a call fails at worst", Longest(was), Longest(now),
                Show.Time);
        changes.Bound<int>(
            RouteKinds.WorstAttemptsLowered, RouteKinds.WorstAttemptsRaised, "attempts of a call at worst",
            was.Attempts, now.Attempts, Show.Count);
    }

    /// <summary>The longest time until a call fails, however its targets fail.</summary>
    public static TimeSpan Longest(WorstCase worst) =>
        new(Math.Max(worst.WhenFailing.Ticks, Math.Max(worst.WhenTimingOut.Ticks, worst.WhenRateLimited.Ticks)));
}
