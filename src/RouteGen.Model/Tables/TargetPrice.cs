using RouteGen.Costs;

namespace RouteGen.Model.Tables;

/// <summary>What a target costs: its model's price, at its provider's discount and in its provider's region.</summary>
public static class TargetPrice
{
    /// <summary>
    /// By what the price of <paramref name="model"/> is multiplied at <paramref name="provider"/>: its discount, and the
    /// uplift of the nearest region that holds it.
    /// </summary>
    public static decimal Factor(ModelEntry? model, ProviderEntry? provider)
    {
        var factor = provider?.PriceFactor ?? 1m;
        if (provider?.Region is { } region && model?.Price is { } price)
        {
            RegionalMultiplier? nearest = null;
            foreach (var multiplier in price.RegionalMultipliers)
            {
                if (Holds(multiplier.Region, region) && !(nearest?.Region.Length > multiplier.Region.Length))
                {
                    nearest = multiplier;
                }
            }

            factor *= nearest?.Factor ?? 1m;
        }

        return factor;
    }

    /// <summary>
    /// The most that one request of at most so many tokens can cost there in USD, whichever of the table's dated
    /// prices holds; null when that is unknown.
    /// </summary>
    public static decimal? Worst(TargetEntry target, ModelEntry? model, ProviderEntry? provider, long maxInput, long maxOutput)
    {
        if (target.IsProvisioned)
        {
            return 0m;
        }

        if (model?.Price is not { } price)
        {
            return null;
        }

        var factor = Factor(model, provider);
        var worst = CostCalculator.CalculateWorstCase(price.Sheet, maxInput, maxOutput, target.ServiceTier, factor);
        foreach (var change in price.Changes)
        {
            var then = CostCalculator.CalculateWorstCase(change.Sheet, maxInput, maxOutput, target.ServiceTier, factor);
            worst = worst is { } known && then is { } cost ? Math.Max(known, cost) : null;
        }

        return worst;
    }

    private static bool Holds(string region, string within) =>
        within == region
            || (within.Length > region.Length && within[region.Length] == '-' && within.StartsWith(region, StringComparison.Ordinal));
}
