using RouteGen.Costs;
using RouteGen.Model.Json;
using RouteGen.Model.Tables;

namespace RouteGen.Model.Reading;

/// <summary>Reads a model's <c>usdPerMTok</c>.</summary>
internal static class PriceReader
{
    /// <summary>Far above any price, and low enough that no bill leaves the range of decimal.</summary>
    private const decimal HighestRate = 1_000_000;

    public static ModelPrice? Read(ObjectReader model)
    {
        if (model.Object("usdPerMTok", Shapes.Price, "the price of ") is not { } price)
        {
            return null;
        }

        var sheet = ReadRates(price) with { Tier = ReadTiers(price) };
        return new ModelPrice(sheet, price.Day("asOf"), price.Text("source"));
    }

    private static PriceSheet ReadRates(ObjectReader rates) => new()
    {
        Input = ReadRate(rates, "input"),
        CachedInput = ReadRate(rates, "cachedInput"),
        CacheWrite = ReadRate(rates, "cacheWrite"),
        CacheWrite1h = ReadRate(rates, "cacheWrite1h"),
        Output = ReadRate(rates, "output"),
        Reasoning = ReadRate(rates, "reasoning"),
    };

    // Ledgers count 1e-12 USD per token, which is 1e-6 USD per million tokens.
    private static decimal? ReadRate(ObjectReader rates, string name) =>
        rates.Number(name, rate => rate is >= 0 and <= HighestRate && ExactDecimal.HasAtMostFractionDigits(rate, 6));

    private static PriceTier? ReadTiers(ObjectReader price)
    {
        var tiers = new List<(int Above, PriceSheet Rates)>();
        var lowest = 1;
        foreach (var item in price.Items("tiers"))
        {
            if (ObjectReader.Open(item, Shapes.Tier, "tiers", new Whereabouts("a tier of ", Of: price), null, price.Problems) is not { } tier)
            {
                continue;
            }

            var rates = ReadRates(tier);
            if (tier.Count("above", lowest) is { } above)
            {
                tiers.Add((above, rates));
                lowest = above == int.MaxValue ? above : above + 1;
            }
        }

        PriceTier? next = null;
        for (var i = tiers.Count - 1; i >= 0; i--)
        {
            next = new PriceTier(tiers[i].Above, tiers[i].Rates, next);
        }

        return next;
    }
}
