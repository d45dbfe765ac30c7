using RouteGen.Model.Tables;
using RouteGen.Tool.Diff.Kinds;

namespace RouteGen.Tool.Diff.Comparing;

/// <summary>Compares what bounds a call.</summary>
internal static class LimitComparison
{
    /// <summary>Compares; the largest inputs are those that any target takes, null for no known bound.</summary>
    public static void Compare(EntryChanges changes, RouteEntry was, RouteEntry now, int? largestBefore, int? largest)
    {
        Input(changes, was.Limits.InputTokens, now.Limits.InputTokens, largestBefore, largest);
        changes.Bound(
            RouteKinds.OutputLimitLowered, RouteKinds.OutputLimitRaised, "limits.outputTokens",
            was.Limits.OutputTokens, now.Limits.OutputTokens, Show.Count);
        changes.Bound(
            RouteKinds.CostLimitLowered, RouteKinds.CostLimitRaised, "limits.costUsd", was.Limits.CostUsd, now.Limits.CostUsd, Show.Usd);
        changes.Bound<int>(
            RouteKinds.AttemptsLowered, RouteKinds.AttemptsRaised, "limits.attempts", was.Limits.Attempts, now.Limits.Attempts, Show.Count);
        Time("total", was.Timeouts.Total, now.Timeouts.Total);
        Time("attempt", was.Timeouts.Attempt, now.Timeouts.Attempt);
        Time("firstToken", was.Timeouts.FirstToken, now.Timeouts.FirstToken);
        Time("idle", was.Timeouts.Idle, now.Timeouts.Idle);
        Time("streamTotal", was.Timeouts.StreamTotal, now.Timeouts.StreamTotal);
        changes.Compare(RouteKinds.RetryChanged, "retry.maxRetries", was.Retry.MaxRetries, now.Retry.MaxRetries, static n => Show.Count(n));
        changes.Compare(RouteKinds.RetryChanged, "retry.delay", was.Retry.Delay, now.Retry.Delay, Show.Time);
        changes.Compare(RouteKinds.RetryChanged, "retry.maxDelay", was.Retry.MaxDelay, now.Retry.MaxDelay, Show.Time);

        void Time(string name, TimeSpan from, TimeSpan to) => changes.Bound<TimeSpan>(
            RouteKinds.TimeoutLowered, RouteKinds.TimeoutRaised, "timeouts." + name, from, to, Show.Time);
    }

    private static void Input(EntryChanges changes, int? was, int? now, int? largestBefore, int? largest)
    {
        // What a call could bring before and after: the stated limit, or what the largest target takes.
        var (before, after) = (Least(was, largestBefore), Least(now, largest));
        var isLess = after is { } less && !(before <= less);
        if (was != now)
        {
            changes.Bound(
                isLess ? RouteKinds.InputLimitLowered : RouteKinds.InputLimitIdle, RouteKinds.InputLimitRaised,
                "limits.inputTokens", was, now, Show.Count);
        }

        if (isLess && before is { } took && !(now < was || (was is null && now is not null)))
        {
            changes.Add(
                RouteKinds.WindowLost, "chain", $"largest input: {Show.Count(took)} → {Show.Count(after!.Value)} tokens",
                Show.Count(took), Show.Count(after.Value));
        }
    }

    private static int? Least(int? a, int? b) => a is null || b < a ? b ?? a : a;
}
