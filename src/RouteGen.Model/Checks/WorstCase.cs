using RouteGen.Costs;
using RouteGen.Model.Tables;

namespace RouteGen.Model.Checks;

/// <summary>What a call of a route can come to at worst.</summary>
/// <param name="Attempts">Requests sent.</param>
/// <param name="WhenFailing">Time until the call fails when every attempt fails with a server error just before its timeout.</param>
/// <param name="WhenTimingOut">Time until the call fails when every attempt times out; a timeout is not repeated while another target remains.</param>
/// <param name="WhenRateLimited">Time until the call fails when every attempt is refused at once with 429.</param>
/// <param name="CostUsd">Cost in USD when every attempt is billed in full at its dearest; null when a price or a token limit is missing.</param>
public sealed record WorstCase(int Attempts, TimeSpan WhenFailing, TimeSpan WhenTimingOut, TimeSpan WhenRateLimited, decimal? CostUsd)
{
    /// <summary>
    /// Decorrelated jitter spreads a wait up to here, in multiples of its nominal length. Polly's formula for wait k (from 0) has its maximum at
    /// 2^(k+1)/1.4 of the delay, which is 1.43 × its nominal 2^k; 2 leaves room.
    /// </summary>
    private const int JitterBound = 2;

    /// <summary>The longest Retry-After that is waited for while another target remains.</summary>
    private static readonly TimeSpan ShortRetryAfter = TimeSpan.FromSeconds(2);

    /// <summary>Computes the worst case of <paramref name="route"/> with the targets and prices of <paramref name="table"/>.</summary>
    public static WorstCase Of(RouteTable table, RouteEntry route)
    {
        var attempts = AttemptsByTarget(route, atFirst: 1 + route.Retry.MaxRetries);
        var whenTimingOut = AttemptsByTarget(route, atFirst: 1);
        return new WorstCase(
            attempts.Sum(),
            Duration(route, attempts, route.Timeouts.Attempt, TimeSpan.Zero),
            Duration(route, whenTimingOut, route.Timeouts.Attempt, TimeSpan.Zero),
            // At the last target a Retry-After of any length is waited for.
            attempts.Length > 0 && attempts[attempts.Length - 1] > 1 ? route.Timeouts.Total : Duration(route, attempts, TimeSpan.Zero, ShortRetryAfter),
            Cost(table, route, attempts));
    }

    /// <summary>The attempts at each target of the chain until the bound is used up; the last target has all of its retries.</summary>
    private static int[] AttemptsByTarget(RouteEntry route, int atFirst)
    {
        var left = route.Limits.Attempts;
        var attempts = new int[route.Chain.Count];
        for (var i = 0; i < attempts.Length; i++)
        {
            attempts[i] = Math.Min(left, i == attempts.Length - 1 ? 1 + route.Retry.MaxRetries : atFirst);
            left -= attempts[i];
        }

        return attempts;
    }

    private static TimeSpan Duration(RouteEntry route, int[] attempts, TimeSpan perAttempt, TimeSpan leastWait)
    {
        var total = route.Timeouts.Total;
        var sum = TimeSpan.Zero;
        foreach (var count in attempts)
        {
            for (var k = 0; k < count; k++)
            {
                sum += perAttempt + (k == 0 ? TimeSpan.Zero : Longer(leastWait, Backoff(route.Retry, k - 1)));
                if (sum >= total)
                {
                    return total;
                }
            }
        }

        return sum;
    }

    private static TimeSpan Backoff(RouteRetry retry, int k)
    {
        // In double: 24 h doubled ten times is far inside its exact range, and outside of no other.
        var ticks = Math.Min(retry.MaxDelay.Ticks, (double)retry.Delay.Ticks * JitterBound * Math.Pow(2, k));
        return TimeSpan.FromTicks((long)ticks);
    }

    private static TimeSpan Longer(TimeSpan a, TimeSpan b) => a > b ? a : b;

    private static decimal? Cost(RouteTable table, RouteEntry route, int[] attempts)
    {
        decimal? sum = 0m;
        for (var i = 0; i < attempts.Length && attempts[i] > 0; i++)
        {
            sum += attempts[i] * CostOfAttempt(table, route, route.Chain[i]);
        }

        return attempts.Length == 0 ? null : sum;
    }

    private static decimal? CostOfAttempt(RouteTable table, RouteEntry route, ChainEntry entry)
    {
        var target = table.Targets.FirstOrDefault(t => t.Name == entry.Target);
        if (table.Models.FirstOrDefault(m => m.Name == target?.Model) is not { Price.Sheet: { } prices } model)
        {
            return null;
        }

        var input = route.Limits.InputTokens ?? model.MaxInput ?? model.ContextWindow;
        var output = Least(Least(route.Limits.OutputTokens, entry.MaxOutputTokens), model.MaxOutput);
        return input is { } maxInput && output is { } maxOutput ? CostCalculator.Worst(prices, maxInput, maxOutput) : null;
    }

    private static int? Least(int? a, int? b) => a is null || b < a ? b ?? a : a;
}
