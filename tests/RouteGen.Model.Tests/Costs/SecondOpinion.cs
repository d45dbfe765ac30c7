using System.Numerics;
using RouteGen.Costs;

namespace RouteGen.Model.Tests.Costs;

/// <summary>The cost of a usage once more, by other means: whole numbers of 1e-12 USD, one token kind after another, tiers as a list.</summary>
internal static class SecondOpinion
{
    public static decimal? Cost(TokenUsage usage, PriceSheet prices)
    {
        var sheets = new List<PriceSheet> { prices };
        for (var tier = prices.Tier; tier is not null; tier = tier.Next)
        {
            if (tier.AboveInputTokens < usage.Input)
            {
                sheets.Insert(0, tier.Rates);
            }
        }

        // A tier that is not the highest crossed one says nothing: only it and the base sheet are asked.
        PriceSheet[] asked = [sheets[0], prices];
        (long Tokens, Func<PriceSheet, decimal?>[] Rates)[] bill =
        [
            (usage.Input - usage.CachedInput - usage.CacheWrite - usage.CacheWrite1h, [p => p.Input]),
            (usage.CachedInput, [p => p.CachedInput]),
            (usage.CacheWrite, [p => p.CacheWrite]),
            (usage.CacheWrite1h, [p => p.CacheWrite1h]),
            (usage.Output - usage.Reasoning, [p => p.Output]),
            (usage.Reasoning, [p => p.Reasoning, p => p.Output]),
        ];

        var sum = BigInteger.Zero;
        foreach (var (tokens, rates) in bill)
        {
            if (tokens == 0)
            {
                continue;
            }

            var rate = rates.SelectMany(rate => asked.Select(rate)).FirstOrDefault(r => r is not null);
            if (rate is null)
            {
                return null;
            }

            sum += tokens * new BigInteger(rate.Value * 1_000_000m);
        }

        return (decimal)sum / 1_000_000_000_000m;
    }
}
