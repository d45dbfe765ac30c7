namespace RouteGen.Model.Tables;

/// <summary>What a call of a route can come to at worst.</summary>
/// <param name="Attempts">Requests sent.</param>
/// <param name="WhenFailing">Time until the call fails when every attempt fails with a server error just before its timeout.</param>
/// <param name="WhenTimingOut">
/// Time until the call fails when every attempt times out; a timeout is not repeated while another
/// target remains, unless <c>on</c> says so.
/// </param>
/// <param name="WhenRateLimited">Time until the call fails when every attempt is refused at once with 429.</param>
/// <param name="CostUsd">
/// Cost in USD when every attempt is billed in full at its most expensive; null when a price or a token limit is missing.
/// </param>
public sealed record WorstCase(int Attempts, TimeSpan WhenFailing, TimeSpan WhenTimingOut, TimeSpan WhenRateLimited, decimal? CostUsd)
{
    /// <summary>
    /// Decorrelated jitter spreads a wait up to here, in multiples of its nominal length. Polly's formula for wait k (from 0) has its
    /// maximum at 2^(k+1)/1.4 of the delay, which is 1.43 × its nominal 2^k; 2 leaves room.
    /// </summary>
    private const int JitterBound = 2;

    /// <summary>Computes the worst case of <paramref name="route"/> with the targets and prices of <paramref name="table"/>.</summary>
    /// <remarks>
    /// It holds in whichever order the targets are asked, whichever of them are skipped, and whatever <c>on</c>
    /// leads to: a call comes to a target once.
    /// </remarks>
    public static WorstCase Compute(RouteTable table, RouteEntry route)
    {
        var reach = route.Reach();
        var most = 1 + route.Retry.MaxRetries;
        int repeatedWhenFailing = 0, repeatedWhenTimingOut = 0, repeatedWhenLimited = 0;
        var isLastLeft = true;
        for (var i = 0; i < reach.Count; i++)
        {
            repeatedWhenFailing += Repeats(route, reach[i], Fault.ServerError) ?? true ? 1 : 0;
            repeatedWhenLimited += Repeats(route, reach[i], Fault.RateLimited) ?? true ? 1 : 0;

            // A timeout is repeated where the table says so, and else at the last target that can be asked, whichever that is.
            var timeout = Repeats(route, reach[i], Fault.Timeout);
            repeatedWhenTimingOut += timeout ?? isLastLeft ? 1 : 0;
            isLastLeft &= timeout is not null;
        }

        return new WorstCase(
            Math.Min(route.Limits.Attempts, reach.Sum(entry => ProviderKeys.Count(entry.Target, table)) * most),
            Duration(route, reach.Count, repeatedWhenFailing),
            Duration(route, reach.Count, repeatedWhenTimingOut),
            // The last target that can be asked waits for a Retry-After of any length.
            repeatedWhenLimited > 0 && most > 1 && route.Limits.Attempts > 1 ? route.Timeouts.Total : TimeSpan.Zero,
            Cost(route, reach.Select(entry => CostOfAttempt(table, route, entry))));
    }

    /// <summary>Whether a target is retried after a fault; null where the table leaves it to the default.</summary>
    private static bool? Repeats(RouteEntry route, ChainEntry entry, Fault fault) =>
        route.RuleFor(entry, fault) is { } rule ? rule.Action == OnFaultAction.Retry : null;

    /// <summary>
    /// As many attempts as the bound allows, with as many repetitions as possible among them, since waits come before those.
    /// </summary>
    private static TimeSpan Duration(RouteEntry route, int targets, int repeated)
    {
        var left = route.Limits.Attempts;
        var sum = TimeSpan.Zero;
        for (var i = 0; i < targets; i++)
        {
            var count = Math.Min(left, i < repeated ? 1 + route.Retry.MaxRetries : 1);
            left -= count;
            for (var k = 0; k < count; k++)
            {
                sum += route.Timeouts.Attempt + (k == 0 ? TimeSpan.Zero : Backoff(route.Retry, k - 1));
                if (sum >= route.Timeouts.Total)
                {
                    return route.Timeouts.Total;
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

    /// <summary>
    /// The most expensive targets, each as often as it can be asked, until the bound is used up. Of the attempts of one visit,
    /// key after key, only the last can be billed.
    /// </summary>
    /// <param name="route">The route.</param>
    /// <param name="costs">What an attempt at each target that it can come to costs; null where that is unknown.</param>
    /// <returns>Null where one of them is unknown, or there is none.</returns>
    internal static decimal? Cost(RouteEntry route, IEnumerable<decimal?> costs)
    {
        var known = new List<decimal>();
        foreach (var cost in costs)
        {
            if (cost is not { } usd)
            {
                return null;
            }

            known.Add(usd);
        }

        if (known.Count == 0)
        {
            return null;
        }

        known.Sort();
        var left = route.Limits.Attempts;
        var sum = 0m;
        for (var i = known.Count - 1; i >= 0; i--)
        {
            var count = Math.Min(left, 1 + route.Retry.MaxRetries);
            left -= count;
            sum += count * known[i];
        }

        return sum;
    }

    private static decimal? CostOfAttempt(RouteTable table, RouteEntry route, ChainEntry entry)
    {
        if (table.TargetNamed(entry.Target) is not { } target)
        {
            return null;
        }

        var model = table.ModelNamed(target.Model);
        var provider = table.ProviderNamed(target.Provider);
        // A model's window is for each text of a request for embeddings, and bounds no request as a whole.
        var input = route.Limits.InputTokens ?? (route.Type == RouteType.Embedding ? null : model?.MaxInput ?? model?.ContextWindow);
        var output = route.Type == RouteType.Embedding
            ? 0
            : Least(Least(route.Limits.OutputTokens, entry.MaxOutputTokens), model?.MaxOutput);
        return target.IsProvisioned ? 0m
            : input is { } maxInput && output is { } maxOutput ? TargetPrice.Worst(target, model, provider, maxInput, maxOutput)
            : null;
    }

    private static int? Least(int? a, int? b) => a is null || b < a ? b ?? a : a;
}
