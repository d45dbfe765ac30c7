using RouteGen.Definitions;
using StackExchange.Redis;

namespace RouteGen.Redis.Scripts;

/// <summary>A window as the scripts take it, so that the server's own time chooses the bucket.</summary>
internal static class WindowArguments
{
    /// <summary>The buckets of a sliding window that count beside the one under way.</summary>
    private const int Steps = 60;

    private const long HourMs = 3_600_000;

    /// <summary>
    /// Step and origin in ms (a step of 0 is a month), the number of older buckets that count, and how long an amount can count, in ms.
    /// </summary>
    public static IEnumerable<RedisValue> For(BudgetWindow window)
    {
        (var step, var origin, long older) = window.Period switch
        {
            BudgetPeriod.Hour => (HourMs, 0, 0),
            BudgetPeriod.Day => (24 * HourMs, 0, 0),
            // The epoch was a Thursday.
            BudgetPeriod.Week => (7 * 24 * HourMs, 3 * 24 * HourMs, 0),
            BudgetPeriod.Month => (0, 0, 0),
            // From the epoch on, one bucket.
            BudgetPeriod.Total => ((long)window.Length.TotalMilliseconds, 0, 0),
            _ => ((long)window.Step.TotalMilliseconds, 0L, Steps),
        };
        yield return step;
        yield return origin;
        yield return older;
        yield return older > 0 ? step * (older + 1) : (long)window.Length.TotalMilliseconds;
    }
}
