using System.Numerics;
using RouteGen.Costs;

namespace RouteGen.Model.Tests.Costs;

/// <summary>
/// The cost of a usage again, by other means: whole numbers of 1e-20 USD, one kind after another, rates sought through a list of sheets.
/// </summary>
internal static class SecondOpinion
{
    private static readonly BigInteger PerUsd = BigInteger.Pow(10, 12);
    private static readonly BigInteger PerFactor = BigInteger.Pow(10, 8);

    public static decimal? Cost(TokenUsage usage, PriceSheet prices, ServiceTier tier = ServiceTier.Standard, decimal factor = 1m)
    {
        // The most particular sheet first. A tier that is not the highest crossed one says nothing.
        var service = tier switch
        {
            ServiceTier.Flex => prices.Flex,
            ServiceTier.Priority => prices.Priority,
            ServiceTier.Batch => prices.Batch,
            _ => null
        };
        PriceSheet[] asked =
        [
            .. HighestCrossed(service, usage), .. service is null ? (PriceSheet[])[] : [service], .. HighestCrossed(prices, usage), prices
        ];
        (long Count, decimal Unit, Func<PriceSheet, decimal?>[] Rates)[] bill =
        [
            (usage.Input - usage.CachedInput - usage.CacheWrite - usage.CacheWrite1h - usage.AudioInput - usage.ImageInput, 1_000_000m, [
                p => p.Input
            ]),
            (usage.CachedInput, 1_000_000m, [p => p.CachedInput]),
            (usage.CacheWrite, 1_000_000m, [p => p.CacheWrite]),
            (usage.CacheWrite1h, 1_000_000m, [p => p.CacheWrite1h]),
            (usage.AudioInput, 1_000_000m, [p => p.AudioInput]),
            (usage.ImageInput, 1_000_000m, [p => p.ImageInput, p => p.Input]),
            (usage.Output - usage.Reasoning - usage.AudioOutput - usage.ImageOutput, 1_000_000m, [p => p.Output]),
            (usage.Reasoning, 1_000_000m, [p => p.Reasoning, p => p.Output]),
            (usage.AudioOutput, 1_000_000m, [p => p.AudioOutput]),
            (usage.ImageOutput, 1_000_000m, [p => p.ImageOutput]),
            (usage.Images, 1m, [p => p.UsdPerImage]),
            (usage.WebSearches, 1m, [p => p.UsdPerWebSearch]),
            (usage.Requests, 1m, [p => p.UsdPerRequest, _ => 0m]),
        ];

        var sum = BigInteger.Zero;
        foreach (var (count, unit, rates) in bill)
        {
            if (count == 0)
            {
                continue;
            }

            var rate = rates.SelectMany(rate => asked.Select(rate)).FirstOrDefault(r => r is not null);
            if (rate is null)
            {
                return null;
            }

            sum += count * new BigInteger(rate.Value * (decimal)PerUsd / unit);
        }

        sum *= new BigInteger(factor * (decimal)PerFactor);
        return (decimal)sum / (decimal)PerUsd / (decimal)PerFactor;
    }

    private static IEnumerable<PriceSheet> HighestCrossed(PriceSheet? prices, TokenUsage usage)
    {
        PriceSheet? highest = null;
        for (var tier = prices?.Tier; tier is not null; tier = tier.Next)
        {
            highest = tier.AboveInputTokens < usage.Input ? tier.Rates : highest;
        }

        return highest is null ? [] : [highest];
    }
}
