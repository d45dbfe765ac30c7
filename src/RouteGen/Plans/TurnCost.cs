using RouteGen.Billing;
using RouteGen.Costs;

namespace RouteGen.Plans;

/// <summary>What the next turn of an operation is going to cost at a target, part of its input read from a cache.</summary>
internal static class TurnCost
{
    /// <summary>
    /// By the ordinary rates: the estimated input, of which so much is read from the cache and the rest is written to it as it was in the
    /// last turn, and as much output as then, as far as it is allowed. Null when unpriced.
    /// </summary>
    public static decimal? Compute(CallRequest call, PlanEntry entry, long cached, in LastServed last)
    {
        var price = PriceInForce.At(entry.Target, call.StartedAt);
        var tier = price.Asked ?? call.Facts.Tier ?? ServiceTier.Standard;
        var input = call.Facts.InputTokens;
        var plain = new TokenUsage
        {
            Input = input,
            Output = call.OutputAllowedAt(entry) is { } allowed ? Math.Min(last.Output, allowed) : last.Output,
            Requests = 1,
        };

        // A rate that is missing is that of input: what has no price of its own in a cache is nothing saved there.
        var parts = plain with
        {
            CachedInput = cached,
            CacheWrite = last.Writing == CacheWriting.Minutes && !IsAutomatic(entry) ? input - cached : 0,
            CacheWrite1h = last.Writing == CacheWriting.Hour && !IsAutomatic(entry) ? input - cached : 0,
        };
        return price.Cost(parts, tier) ?? price.Cost(plain with { CachedInput = cached }, tier) ?? price.Cost(plain, tier);
    }

    private static bool IsAutomatic(PlanEntry entry) => PromptCache.For(entry.Target.Provider.Kind).IsAutomatic;
}
