using RouteGen.Billing;
using RouteGen.Costs;
using RouteGen.Plans;

namespace RouteGen.Calls;

/// <summary>What it cost that a turn of an operation was served elsewhere than the turn before, whose cache still lives.</summary>
/// <param name="From">The target that was left.</param>
/// <param name="Tokens">The tokens that would have been read from its cache, and that the new target did not read from one.</param>
/// <param name="Usd">
/// What they cost beyond the rate of cached input, in USD: at the new target's rate of a write as far as it wrote them to a cache, and else
/// at its rate of input. Where it has no rate for cached input, by the rates of the target that was left. Null where neither has.
/// </param>
internal readonly record struct LostCache(string From, long Tokens, decimal? Usd)
{
    public static LostCache Compute(RouteCall call, PlanEntry from, long kept, PlanEntry servedBy, AttemptRecord attempt)
    {
        var usage = attempt.Usage ?? attempt.EstimatedUsage ?? new TokenUsage { Input = call.Facts.InputTokens };
        var lost = Math.Max(0, Math.Min(kept, usage.Input) - usage.CachedInput);
        if (lost == 0)
        {
            return new(from.Target.Name, 0, 0m);
        }

        var price = PriceInForce.At(servedBy.Target, call.StartedAt);
        if (price.IsProvisioned)
        {
            return new(from.Target.Name, lost, 0m);
        }

        return new(from.Target.Name, lost, Compute(price, attempt.ServiceTier, usage, lost)
            ?? Compute(PriceInForce.At(from.Target, call.StartedAt), attempt.ServiceTier, new TokenUsage { Input = usage.Input }, lost));
    }

    private static decimal? Compute(in PriceInForce price, ServiceTier tier, in TokenUsage usage, long lost)
    {
        if (price.Sheet is null)
        {
            return null;
        }

        var rates = EffectiveRates.Resolve(price.Sheet, tier, usage.Input);
        var forAnHour = Math.Min(lost, usage.CacheWrite1h);
        var written = Math.Min(lost - forAnHour, usage.CacheWrite);
        decimal? micros = 0m;
        Add(ref micros, forAnHour, rates.CacheWrite1h - rates.CachedInput);
        Add(ref micros, written, rates.CacheWrite - rates.CachedInput);
        Add(ref micros, lost - forAnHour - written, rates.Input - rates.CachedInput);
        return price.Factor * micros * CostCalculator.PerMillion;
    }

    private static void Add(ref decimal? micros, long tokens, decimal? rate) => micros += tokens == 0 ? 0m : tokens * rate;
}
