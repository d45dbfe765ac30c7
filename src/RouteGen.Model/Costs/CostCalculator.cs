#nullable enable
using System;

namespace RouteGen.Costs;

/// <summary>What a request costs: exact decimal USD, unrounded. The one price arithmetic, in the compiler and at run time.</summary>
public static class CostCalculator
{
    private const decimal PerMillion = 0.000001m;

    /// <summary>
    /// The cost of <paramref name="usage"/> in USD, or null when a kind of token that occurs has no rate: unknown is never 0.
    /// Input is billed in three parts, fresh = input − cached − written (0 where a provider reports more parts than input);
    /// reasoning without a rate of its own is billed as output; a request whose input is strictly above a tier's threshold is billed at that tier as a whole.
    /// </summary>
    public static decimal? Cost(TokenUsage usage, PriceSheet prices)
    {
        if (prices is null)
        {
            throw new ArgumentNullException(nameof(prices));
        }

        PriceSheet? tier = TierOf(prices, usage.Input);
        var fresh = Math.Max(0, usage.Input - usage.CachedInput - usage.CacheWrite - usage.CacheWrite1h);
        var answer = Math.Max(0, usage.Output - usage.Reasoning);
        decimal? output = tier?.Output ?? prices.Output;
        return Part(fresh, tier?.Input ?? prices.Input)
            + Part(usage.CachedInput, tier?.CachedInput ?? prices.CachedInput)
            + Part(usage.CacheWrite, tier?.CacheWrite ?? prices.CacheWrite)
            + Part(usage.CacheWrite1h, tier?.CacheWrite1h ?? prices.CacheWrite1h)
            + Part(answer, output)
            + Part(usage.Reasoning, tier?.Reasoning ?? prices.Reasoning ?? output);
    }

    private static decimal? Part(long tokens, decimal? usdPerMillion) => tokens == 0 ? 0m : tokens * usdPerMillion * PerMillion;

    private static PriceSheet? TierOf(PriceSheet prices, long input)
    {
        PriceSheet? rates = null;
        for (PriceTier? tier = prices.Tier; tier is not null && input > tier.AboveInputTokens; tier = tier.Next)
        {
            rates = tier.Rates;
        }

        return rates;
    }
}
