using RouteGen.Faults;
using RouteGen.Routing;

namespace RouteGen.Costs;

/// <summary>What an attempt cost, from the surest source there is.</summary>
internal static class AttemptCost
{
    /// <summary>The cost of one attempt.</summary>
    /// <param name="entry">The target.</param>
    /// <param name="fault">How it ended.</param>
    /// <param name="answered">Whether a status of success had come: then the provider had begun, whatever became of the rest.</param>
    /// <param name="usage">What the provider counted.</param>
    /// <param name="stated">What the provider says it cost, in USD.</param>
    /// <param name="estimatedInput">Input tokens as estimated.</param>
    /// <param name="estimatedOutput">Output tokens as estimated from what was seen, or else as allowed; null when nothing bounds them.</param>
    public static (decimal? Usd, CostSource Source, decimal? Computed) Of(
        PlanEntry entry, Fault fault, bool answered, TokenUsage? usage, decimal? stated, long estimatedInput, long? estimatedOutput)
    {
        PriceSheet? prices = entry.Model.Price?.Sheet;
        var computed = usage is { } counted && prices is not null ? CostCalculator.Cost(counted, prices) : null;
        if (stated is not null)
        {
            return (stated, CostSource.Provider, computed);
        }

        if (usage is not null)
        {
            return (computed, computed is null ? CostSource.Unknown : CostSource.Computed, computed);
        }

        if (fault is not Fault.None && fault is not Fault.Cancelled && !FaultTable.MayBeBilled(fault, answered))
        {
            return (0m, CostSource.Computed, 0m);
        }

        var estimate = Estimate(entry, estimatedInput, estimatedOutput);
        return (estimate, estimate is null ? CostSource.Unknown : CostSource.Estimated, null);
    }

    /// <summary>The cost of tokens as estimated, in USD; null when unpriced or unbounded.</summary>
    public static decimal? Estimate(PlanEntry entry, long input, long? output) =>
        entry.Model.Price?.Sheet is { } prices && output is { } bound ? CostCalculator.Cost(new TokenUsage { Input = input, Output = bound }, prices) : null;

    /// <summary>The cost of a call: the sum over its attempts, as sure as the least sure of them.</summary>
    public static (decimal? Usd, CostSource Source, TokenUsage? Usage) Sum(IReadOnlyList<AttemptRecord> attempts)
    {
        decimal? cost = 0m;
        CostSource source = attempts.Count == 0 ? CostSource.Computed : CostSource.Provider;
        TokenUsage? usage = null;
        for (var i = 0; i < attempts.Count; i++)
        {
            AttemptRecord attempt = attempts[i];
            cost += attempt.CostUsd;
            if (attempt.CostUsd != 0m || attempts.Count == 1)
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
