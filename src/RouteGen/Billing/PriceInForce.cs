using System.Globalization;
using RouteGen.Costs;
using RouteGen.Definitions;

namespace RouteGen.Billing;

/// <summary>What a target costs on a day: the dated price that holds then, its multiplier, and what a request comes to.</summary>
/// <param name="Sheet">The rates; null where the table states none.</param>
/// <param name="RatesId">Names the rates; null where the table states none.</param>
/// <param name="Factor">What the total is multiplied by.</param>
/// <param name="IsProvisioned">Whether a request costs nothing beyond the capacity that is paid for.</param>
/// <param name="Asked">The service tier that the table asks for; null leaves it open.</param>
/// <param name="Price">The model's price on all days.</param>
internal readonly record struct PriceInForce(
    PriceSheet? Sheet, string? RatesId, decimal Factor, bool IsProvisioned, ServiceTier? Asked, PriceDefinition? Price = null)
{
    private const string ProvisionedId = "provisioned";

    private static readonly PriceSheet Nothing = new();

    /// <summary>
    /// Names rates and multiplier, so that a past month can be repriced; null where the table states none. Made when it is asked for: a
    /// call looks at prices more often than it records one.
    /// </summary>
    public string? Id => RatesId is null || Factor == 1m ? RatesId : string.Create(CultureInfo.InvariantCulture, $"{RatesId}*{Factor}");

    /// <summary>The price of <paramref name="target"/> for a call that began at <paramref name="at"/>.</summary>
    public static PriceInForce At(TargetDefinition target, DateTimeOffset at) => At(target, target.Model, null, at);

    /// <summary>The price of what served.</summary>
    /// <param name="target">Where.</param>
    /// <param name="model">The model that did, which may be another than the target's.</param>
    /// <param name="place">In which region, in the provider's word; null where it says nothing, and the table's counts.</param>
    /// <param name="at">When the call began.</param>
    public static PriceInForce At(TargetDefinition target, ModelDefinition model, string? place, DateTimeOffset at)
    {
        if (target.IsProvisioned)
        {
            return new(null, ProvisionedId, 1m, true, target.ServiceTier);
        }

        if (model.Price is not { } price)
        {
            return new(null, null, target.PriceFactor, false, target.ServiceTier);
        }

        var held = price.At(at);
        var factor = place is not null && price.Regions.Count > 0 && price.MultiplierIn(place) is { } multiplier
            ? target.PriceFactor / (target.Provider.Region is { } region ? price.MultiplierIn(region) ?? 1m : 1m) * multiplier
            : target.PriceFactor;
        return new(held.Sheet, held.Id, factor, false, target.ServiceTier, price);
    }

    /// <summary>The service tier at which <paramref name="usage"/> costs the most, of those that the price has rates for.</summary>
    public ServiceTier MostExpensive(TokenUsage usage)
    {
        var (most, tier) = (Cost(usage, ServiceTier.Standard) ?? UpperBound(usage, ServiceTier.Standard), ServiceTier.Standard);
        foreach (var other in (ReadOnlySpan<ServiceTier>)[ServiceTier.Flex, ServiceTier.Priority, ServiceTier.Batch])
        {
            if (Sheet?.ForServiceTier(other) is not null && (Cost(usage, other) ?? UpperBound(usage, other)) is { } cost && !(cost <= most))
            {
                (most, tier) = (cost, other);
            }
        }

        return tier;
    }

    /// <summary>What <paramref name="usage"/> costs in USD; null when a rate that it needs is unknown.</summary>
    public decimal? Cost(TokenUsage usage, ServiceTier tier) =>
        IsProvisioned ? 0m : Sheet is null ? null : CostCalculator.Calculate(usage, Sheet, tier, Factor);

    /// <summary>
    /// What <paramref name="usage"/> costs in USD at most, by the rates that are known of that day, or else
    /// of any other; null when no rate is known.
    /// </summary>
    public decimal? UpperBound(TokenUsage usage, ServiceTier tier)
    {
        if (Sheet is null)
        {
            return null;
        }

        var bound = CostCalculator.CalculateUpperBound(usage, Sheet, tier, Factor);
        for (var i = -1; Price is { } price && bound is null && i < price.Changes.Count; i++)
        {
            bound = CostCalculator.CalculateUpperBound(usage, i < 0 ? price.Sheet : price.Changes[i].Price.Sheet, tier, Factor);
        }

        return bound;
    }

    /// <summary>The kinds of <paramref name="usage"/> that have no rate, by their names in <c>usdPerMTok</c>.</summary>
    public IReadOnlyList<string> Unpriced(TokenUsage usage, ServiceTier tier) =>
        IsProvisioned ? [] : BoundRates.Missing(usage, EffectiveRates.Resolve(Sheet ?? Nothing, tier, usage.Input));

    /// <summary>What a request of so many tokens costs in USD at the ordinary rates; null when unpriced or unbounded.</summary>
    public decimal? Estimate(long input, long? output, ServiceTier tier) =>
        IsProvisioned ? 0m : output is { } bound ? Cost(new TokenUsage { Input = input, Output = bound, Requests = 1 }, tier) : null;
}
