#nullable enable
using System;

namespace RouteGen.Costs;

/// <summary>What a request costs: exact decimal USD, unrounded. The one price arithmetic, in the compiler and at run time.</summary>
public static class CostCalculator
{
    private const decimal PerMillion = 0.000001m;

    /// <summary>
    /// The cost of <paramref name="usage"/> in USD, or null when a kind of token that occurs has no rate: unknown is never 0.
    /// Input is billed in four parts, where fresh = input − cached − written; reasoning without a rate of its own is billed as output;
    /// a request whose input is strictly above a tier's threshold is billed at that tier as a whole.
    /// A provider that reports more parts than input, or negative counts, is billed for the parts, and nothing is ever billed below 0.
    /// </summary>
    /// <exception cref="ArgumentNullException"><paramref name="prices"/> is null.</exception>
    public static decimal? Cost(TokenUsage usage, PriceSheet prices)
    {
        if (prices is null)
        {
            throw new ArgumentNullException(nameof(prices));
        }

        var rates = EffectiveRates.Of(prices, usage.Input);

        // In decimal, since counts of a confused provider may leave the range of long together.
        var fresh = (decimal)usage.Input - Count(usage.CachedInput) - Count(usage.CacheWrite) - Count(usage.CacheWrite1h);
        var answer = (decimal)usage.Output - Count(usage.Reasoning);
        return Part(fresh, rates.Input)
            + Part(usage.CachedInput, rates.CachedInput)
            + Part(usage.CacheWrite, rates.CacheWrite)
            + Part(usage.CacheWrite1h, rates.CacheWrite1h)
            + Part(answer, rates.Output)
            + Part(usage.Reasoning, rates.Reasoning);
    }

    /// <summary>
    /// The most that a request of at most so many tokens can cost in USD, whatever part of it is cached, written or thought, and in whichever tier it falls;
    /// null when input or output has no rate in one of those tiers. A cache that has no rate is left out: what it costs is unknown, not dear.
    /// </summary>
    /// <param name="prices">The rates.</param>
    /// <param name="maxInput">Input tokens at most.</param>
    /// <param name="maxOutput">Output tokens at most.</param>
    /// <exception cref="ArgumentNullException"><paramref name="prices"/> is null.</exception>
    public static decimal? Worst(PriceSheet prices, long maxInput, long maxOutput)
    {
        if (prices is null)
        {
            throw new ArgumentNullException(nameof(prices));
        }

        decimal? worst = 0m;
        var next = prices.Tier;
        var rates = EffectiveRates.Of(prices, null);
        while (true)
        {
            // Below a threshold the dearest request is the largest one that does not cross it.
            var input = next is null ? maxInput : Math.Min(maxInput, next.AboveInputTokens);
            var cost = Part(input, Dearest(rates.Input, rates.CachedInput, rates.CacheWrite, rates.CacheWrite1h)) + Part(maxOutput, Dearest(rates.Output, rates.Reasoning));
            worst = worst is { } known && cost is { } here ? Math.Max(known, here) : null;
            if (worst is null || next is null || maxInput <= next.AboveInputTokens)
            {
                return worst;
            }

            rates = EffectiveRates.Of(prices, next.Rates);
            next = next.Next;
        }
    }

    private static decimal Count(long tokens) => Math.Max(0, tokens);

    private static decimal? Part(decimal tokens, decimal? usdPerMillion) => tokens <= 0 ? 0m : tokens * usdPerMillion * PerMillion;

    /// <summary>The highest of rates; null where the first, without which nothing is known, is null.</summary>
    private static decimal? Dearest(decimal? first, params decimal?[] others)
    {
        foreach (var other in others)
        {
            first = other > first ? other : first;
        }

        return first;
    }
}
