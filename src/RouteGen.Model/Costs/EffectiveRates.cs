#nullable enable
using System;

namespace RouteGen.Costs;

/// <summary>The rates that hold for one request: a tier's where it has them, else the sheet's.</summary>
internal readonly struct EffectiveRates
{
    private EffectiveRates(PriceSheet prices, PriceSheet? tier)
    {
        Input = tier?.Input ?? prices.Input;
        CachedInput = tier?.CachedInput ?? prices.CachedInput;
        CacheWrite = tier?.CacheWrite ?? prices.CacheWrite;
        CacheWrite1h = tier?.CacheWrite1h ?? prices.CacheWrite1h;
        Output = tier?.Output ?? prices.Output;
        Reasoning = tier?.Reasoning ?? prices.Reasoning ?? Output;
    }

    public decimal? Input { get; }

    public decimal? CachedInput { get; }

    public decimal? CacheWrite { get; }

    public decimal? CacheWrite1h { get; }

    public decimal? Output { get; }

    public decimal? Reasoning { get; }

    /// <summary>The rates of one tier of a sheet, or of none.</summary>
    public static EffectiveRates Of(PriceSheet prices, PriceSheet? tier) => new(prices, tier);

    /// <summary>The rates of a request with so much input: those of the highest tier that it crosses.</summary>
    public static EffectiveRates Of(PriceSheet prices, long input)
    {
        PriceSheet? crossed = null;
        for (var tier = prices.Tier; tier is not null && input > tier.AboveInputTokens; tier = tier.Next)
        {
            crossed = tier.Rates;
        }

        return new EffectiveRates(prices, crossed);
    }
}
