#nullable enable
namespace RouteGen.Costs;

/// <summary>
/// Rates of a model in USD per million tokens, and in USD per piece where the name says so. A rate that is null
/// is unknown, which is not the same as free.
/// </summary>
public sealed record PriceSheet
{
    private RateCards _cards;

    /// <summary>Fresh input that is neither audio nor image.</summary>
    public decimal? Input { get; init; }

    /// <summary>Input read from a cache.</summary>
    public decimal? CachedInput { get; init; }

    /// <summary>Input written to a cache that lives five minutes.</summary>
    public decimal? CacheWrite { get; init; }

    /// <summary>Input written to a cache that lives an hour.</summary>
    public decimal? CacheWrite1h { get; init; }

    /// <summary>Audio in the input.</summary>
    public decimal? AudioInput { get; init; }

    /// <summary>Images in the input; billed as input where null.</summary>
    public decimal? ImageInput { get; init; }

    /// <summary>Output that is neither reasoning nor audio nor image.</summary>
    public decimal? Output { get; init; }

    /// <summary>Reasoning; billed as output where null.</summary>
    public decimal? Reasoning { get; init; }

    /// <summary>Audio in the output.</summary>
    public decimal? AudioOutput { get; init; }

    /// <summary>Images in the output, where they are billed by token.</summary>
    public decimal? ImageOutput { get; init; }

    /// <summary>USD for an image that was made, where images are billed by piece.</summary>
    public decimal? UsdPerImage { get; init; }

    /// <summary>USD for a request, beside its tokens; null where there is no such fee.</summary>
    public decimal? UsdPerRequest { get; init; }

    /// <summary>USD for a web search that the provider made.</summary>
    public decimal? UsdPerWebSearch { get; init; }

    /// <summary>The rates of larger requests, nearest threshold first; null where there are none.</summary>
    public PriceTier? Tier { get; init; }

    /// <summary>The rates of <see cref="ServiceTier.Flex"/>; those it leaves null are this sheet's.</summary>
    public PriceSheet? Flex { get; init; }

    /// <summary>The rates of <see cref="ServiceTier.Priority"/>; those it leaves null are this sheet's.</summary>
    public PriceSheet? Priority { get; init; }

    /// <summary>The rates of <see cref="ServiceTier.Batch"/>; those it leaves null are this sheet's.</summary>
    public PriceSheet? Batch { get; init; }

    /// <summary>The rates that a service tier has of its own; null where it has none, and for the standard one.</summary>
    public PriceSheet? ForServiceTier(ServiceTier tier) => tier switch
    {
        ServiceTier.Flex => Flex,
        ServiceTier.Priority => Priority,
        ServiceTier.Batch => Batch,
        _ => null,
    };

    /// <summary>Its members, in every culture alike.</summary>
    public override string ToString() => InvariantText.Format(nameof(PriceSheet), PrintMembers);

    /// <summary>The rates of requests with so much input at a service tier, in whole numbers.</summary>
    internal RateCard CardFor(ServiceTier tier, long input) => _cards.Get(this, tier, input);
}

/// <summary>Rates that replace the sheet's for the whole of a request that is larger than a threshold.</summary>
public sealed record PriceTier
{
    /// <summary>Makes the highest tier.</summary>
    /// <param name="aboveInputTokens">
    /// The threshold; a request is billed at <paramref name="rates"/> when its input is strictly greater.
    /// </param>
    /// <param name="rates">The rates; those they leave null are the sheet's.</param>
    public PriceTier(int aboveInputTokens, PriceSheet rates)
    {
        AboveInputTokens = aboveInputTokens;
        Rates = rates;
    }

    /// <summary>The threshold; a request is billed at <see cref="Rates"/> when its input is strictly greater.</summary>
    public int AboveInputTokens { get; init; }

    /// <summary>The rates; those they leave null are the sheet's.</summary>
    public PriceSheet Rates { get; init; }

    /// <summary>The next higher tier; null for none.</summary>
    public PriceTier? Next { get; init; }

    /// <summary>The highest tier that a request of so much input crosses; null when it crosses none.</summary>
    internal static PriceTier? Crossed(PriceTier? first, long input)
    {
        PriceTier? crossed = null;
        for (var tier = first; tier is not null && input > tier.AboveInputTokens; tier = tier.Next)
        {
            crossed = tier;
        }

        return crossed;
    }

    /// <summary>Its members, in every culture alike.</summary>
    public override string ToString() => InvariantText.Format(nameof(PriceTier), PrintMembers);
}
