using RouteGen.Costs;
using RouteGen.Faults;

namespace RouteGen.Billing;

/// <summary>What an attempt cost, from the surest source there is.</summary>
/// <param name="Usd">The cost in USD; null when unknown.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="Computed">The cost by usage and price; null when it cannot be computed.</param>
/// <param name="Estimated">What an estimate is of.</param>
internal readonly record struct AttemptCost(decimal? Usd, CostSource Source, decimal? Computed, TokenUsage? Estimated)
{
    /// <summary>The cost of one attempt.</summary>
    /// <param name="price">The price in force.</param>
    /// <param name="end">How the attempt ended.</param>
    public static AttemptCost Compute(in PriceInForce price, in AttemptEnd end)
    {
        var computed = end.Usage is { } counted ? price.Cost(counted, end.Tier) : null;
        if (end.Stated is not null)
        {
            return new(end.Stated, CostSource.Provider, computed, null);
        }

        if (end.Usage is { } used)
        {
            return computed is not null ? new(computed, CostSource.Computed, computed, null) : AtMost(price, used, end.Tier, null);
        }

        if (end.NeverLeft
            || (end.Fault is not (Fault.None or Fault.Cancelled) && end.Partly is null && !FaultTable.MayBeBilled(end.Fault, end.Answered)))
        {
            return new(0m, CostSource.Computed, 0m, null);
        }

        var estimated = end.Partly
            ?? (end.EstimatedOutput is { } output ? new TokenUsage { Input = end.EstimatedInput, Output = output, Requests = 1 } : null);
        var estimate = price.IsProvisioned ? 0m : estimated is { } tokens ? price.Cost(tokens, end.Tier) : null;
        return estimate is null && estimated is { } unpriced
            ? AtMost(price, unpriced, end.Tier, estimated)
            : new(estimate, estimate is null ? CostSource.Unknown : CostSource.Estimated, null, estimated);
    }

    /// <summary>A cost by rates that are not all known: unknown is not free.</summary>
    private static AttemptCost AtMost(in PriceInForce price, TokenUsage usage, ServiceTier tier, TokenUsage? estimated)
    {
        var bound = price.UpperBound(usage, tier);
        return new(bound, bound is null ? CostSource.Unknown : CostSource.UpperBound, null, estimated);
    }

    /// <summary>The cost of a call: the sum over its attempts, as sure as the least sure of them.</summary>
    public static (decimal? Usd, CostSource Source, TokenUsage? Usage) Sum(ReadOnlySpan<AttemptRecord> attempts)
    {
        if (attempts is [var only])
        {
            return (only.CostUsd, only.CostSource, only.Usage);
        }

        decimal? cost = 0m;
        var source = attempts.Length == 0 ? CostSource.Computed : CostSource.Provider;
        TokenUsage? usage = null;
        foreach (var attempt in attempts)
        {
            cost += attempt.CostUsd;
            if (attempt.CostUsd != 0m)
            {
                source = (CostSource)Math.Max((int)source, (int)attempt.CostSource);
            }

            if (attempt.Usage is { } counted)
            {
                usage = usage is { } sum ? sum + counted : counted;
            }
        }

        return (cost, source, usage);
    }
}

/// <summary>How an attempt ended, as far as its cost depends on it.</summary>
/// <param name="Fault">The fault.</param>
/// <param name="Answered">Whether the provider may have begun, whatever became of the rest: a status of success had come, or all had left
/// and none came.</param>
/// <param name="Usage">What the provider counted.</param>
/// <param name="Stated">What the provider says it cost, in USD.</param>
/// <param name="Tier">The service tier that served.</param>
/// <param name="EstimatedInput">Input tokens as estimated.</param>
/// <param name="EstimatedOutput">Output tokens as estimated from what was seen, or else as allowed; null when nothing bounds them.</param>
/// <param name="Partly">What the provider counted of it, completed by estimates; null where it counted all or nothing.</param>
/// <param name="NeverLeft">Whether nothing of the request left the process, so that nobody can bill it.</param>
internal readonly record struct AttemptEnd(
    Fault Fault,
    bool Answered,
    TokenUsage? Usage,
    decimal? Stated,
    ServiceTier Tier,
    long EstimatedInput,
    long? EstimatedOutput,
    TokenUsage? Partly = null,
    bool NeverLeft = false);
