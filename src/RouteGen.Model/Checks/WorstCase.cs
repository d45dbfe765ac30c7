using RouteGen.Model.Tables;

namespace RouteGen.Model.Checks;

/// <summary>What a call of a route can come to at worst.</summary>
/// <param name="Attempts">Requests sent.</param>
/// <param name="WhenFailing">Time until the call fails when every attempt fails with a server error just before its timeout.</param>
/// <param name="WhenTimingOut">Time until the call fails when every attempt times out; a timeout is not repeated while another target remains, unless <c>on</c> says so.</param>
/// <param name="WhenRateLimited">Time until the call fails when every attempt is refused at once with 429.</param>
/// <param name="CostUsd">Cost in USD when every attempt is billed in full at its dearest; null when a price or a token limit is missing.</param>
public sealed record WorstCase(int Attempts, TimeSpan WhenFailing, TimeSpan WhenTimingOut, TimeSpan WhenRateLimited, decimal? CostUsd)
{
    /// <summary>
    /// Decorrelated jitter spreads a wait up to here, in multiples of its nominal length. Polly's formula for wait k (from 0) has its maximum at
    /// 2^(k+1)/1.4 of the delay, which is 1.43 × its nominal 2^k; 2 leaves room.
    /// </summary>
    private const int JitterBound = 2;

    /// <summary>Computes the worst case of <paramref name="route"/> with the targets and prices of <paramref name="table"/>.</summary>
    /// <remarks>It holds in whichever order the targets are asked, whichever of them are left out, and whatever <c>on</c> leads to: a call comes to a target once.</remarks>
    public static WorstCase Of(RouteTable table, RouteEntry route)
    {
        var reach = route.Reach();
        var most = 1 + route.Retry.MaxRetries;
        var attempts = Within(route.Limits.Attempts, reach.Select(_ => most));
        var whenRateLimited = Within(route.Limits.Attempts, reach.Select(entry => Repeats(route, entry, "rateLimited") ?? true ? most : 1));
        return new WorstCase(
            attempts.Sum(),
            Duration(route, Within(route.Limits.Attempts, reach.Select(entry => Repeats(route, entry, "serverError") ?? true ? most : 1)), route.Timeouts.Attempt),
            Duration(route, Within(route.Limits.Attempts, WhenTimingOutAt(route, reach, most)), route.Timeouts.Attempt),
            // The last target that can be asked waits for a Retry-After of any length.
            whenRateLimited.Any(count => count > 1) ? route.Timeouts.Total : TimeSpan.Zero,
            Cost(table, route, reach, most));
    }

    /// <summary>Whether a target is asked again after a fault; null where the table leaves it to the default.</summary>
    private static bool? Repeats(RouteEntry route, ChainEntry entry, string fault) => route.RuleFor(entry, fault) is { } rule ? rule.Action == OnFaultAction.Retry : null;

    /// <summary>A timeout is repeated where the table says so, and else at the last target that can be asked, whichever that is.</summary>
    private static IEnumerable<int> WhenTimingOutAt(RouteEntry route, IReadOnlyList<ChainEntry> reach, int most)
    {
        var isLastLeft = true;
        foreach (var entry in reach)
        {
            var repeats = Repeats(route, entry, "timeout");
            yield return repeats ?? isLastLeft ? most : 1;
            isLastLeft &= repeats is not null;
        }
    }

    /// <summary>As many attempts as the bound allows, with as many repetitions as possible among them, since waits come before those.</summary>
    private static int[] Within(int bound, IEnumerable<int> attempts)
    {
        var left = bound;
        return attempts.OrderByDescending(count => count).Select(count =>
        {
            var allowed = Math.Min(left, count);
            left -= allowed;
            return allowed;
        }).ToArray();
    }

    private static TimeSpan Duration(RouteEntry route, int[] attempts, TimeSpan perAttempt)
    {
        var total = route.Timeouts.Total;
        var sum = TimeSpan.Zero;
        foreach (var count in attempts)
        {
            for (var k = 0; k < count; k++)
            {
                sum += perAttempt + (k == 0 ? TimeSpan.Zero : Backoff(route.Retry, k - 1));
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

    /// <summary>The dearest targets, each as often as it can be asked, until the bound is used up.</summary>
    private static decimal? Cost(RouteTable table, RouteEntry route, IReadOnlyList<ChainEntry> reach, int most)
    {
        var costs = reach.Select(entry => CostOfAttempt(table, route, entry)).OrderByDescending(cost => cost).ToArray();
        if (costs.Length == 0 || costs.Any(cost => cost is null))
        {
            return null;
        }

        return Within(route.Limits.Attempts, costs.Select(_ => most)).Zip(costs, (count, cost) => count * cost).Sum();
    }

    private static decimal? CostOfAttempt(RouteTable table, RouteEntry route, ChainEntry entry)
    {
        if (table.Targets.FirstOrDefault(t => t.Name == entry.Target) is not { } target)
        {
            return null;
        }

        var model = table.Models.FirstOrDefault(m => m.Name == target.Model);
        var provider = table.Providers.FirstOrDefault(p => p.Name == target.Provider);
        var input = route.Limits.InputTokens ?? model?.MaxInput ?? model?.ContextWindow;
        var output = Least(Least(route.Limits.OutputTokens, entry.MaxOutputTokens), model?.MaxOutput);
        return target.IsProvisioned ? 0m
            : input is { } maxInput && output is { } maxOutput ? TargetPrice.Worst(target, model, provider, maxInput, maxOutput)
            : null;
    }

    private static int? Least(int? a, int? b) => a is null || b < a ? b ?? a : a;
}
