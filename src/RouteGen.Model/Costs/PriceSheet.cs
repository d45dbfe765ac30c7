#nullable enable
using System;

namespace RouteGen.Costs;

/// <summary>Rates of a model in USD per million tokens. A rate that is null is unknown, which is not the same as free.</summary>
public sealed record PriceSheet
{
    /// <summary>Fresh input.</summary>
    public decimal? Input { get; init; }

    /// <summary>Input read from a cache.</summary>
    public decimal? CachedInput { get; init; }

    /// <summary>Input written to a cache that lives five minutes.</summary>
    public decimal? CacheWrite { get; init; }

    /// <summary>Input written to a cache that lives an hour.</summary>
    public decimal? CacheWrite1h { get; init; }

    /// <summary>Output.</summary>
    public decimal? Output { get; init; }

    /// <summary>Reasoning; billed as output where null.</summary>
    public decimal? Reasoning { get; init; }

    /// <summary>The rates of larger requests, nearest threshold first; null where there are none.</summary>
    public PriceTier? Tier { get; init; }
}

/// <summary>Rates that replace the sheet's for the whole of a request that is larger than a threshold.</summary>
/// <param name="AboveInputTokens">The threshold; a request is billed at <paramref name="Rates"/> when its input is strictly greater.</param>
/// <param name="Rates">The rates; those it leaves null are the base sheet's.</param>
/// <param name="Next">The next higher tier.</param>
public sealed record PriceTier(int AboveInputTokens, PriceSheet Rates, PriceTier? Next = null);
