using RouteGen.Costs;
using RouteGen.Model.Json;
using RouteGen.Model.Tables;

namespace RouteGen.Model.Reading;

/// <summary>Reads a model's <c>usdPerMTok</c>.</summary>
internal static class PriceReader
{
    /// <summary>Far above any price, and low enough that no bill leaves the range of decimal.</summary>
    private const decimal HighestRate = 1_000_000;

    /// <summary>Far above any uplift, and low enough that no bill leaves the range of decimal.</summary>
    private const decimal HighestMultiplier = 10;

    private static readonly PriceSheet Nothing = new();

    public static ModelPrice? Read(ObjectReader model)
    {
        if (model.Object("usdPerMTok", Shapes.Price, "the price of ") is not { } price)
        {
            return null;
        }

        var sheet = ReadSheet(price, Nothing);
        return new ModelPrice(sheet, price.Day("asOf"), price.Text("source"))
        {
            RegionalMultipliers = ReadMultipliers(price),
            Changes = ReadChanges(price, sheet),
        };
    }

    /// <summary>Whether a total can be multiplied so: exactly, and not to nothing.</summary>
    public static bool IsMultiplier(decimal factor) => factor is > 0 and <= HighestMultiplier && ExactDecimal.HasAtMostFractionDigits(factor, 4);

    private static EquatableArray<RegionalMultiplier> ReadMultipliers(ObjectReader price)
    {
        var found = new List<RegionalMultiplier>();
        foreach (var region in price.Entries("regionalMultipliers"))
        {
            if (!Residency.IsRegion(region.Name))
            {
                price.Refuse("regionalMultipliers", region.Key);
            }
            else if (region.Value is JsonNumber number && ExactDecimal.TryParse(number, out var factor) && IsMultiplier(factor))
            {
                found.Add(new RegionalMultiplier(region.Name, factor));
            }
            else if (region.Value is not JsonMissing)
            {
                price.Refuse("regionalMultipliers", region.Value);
            }
        }

        return found.ToEquatableArray();
    }

    private static EquatableArray<PriceChange> ReadChanges(ObjectReader price, PriceSheet sheet)
    {
        var changes = new List<PriceChange>();
        var latest = "";
        foreach (var change in price.Objects("changes", Shapes.PriceChange, "a change of "))
        {
            sheet = ReadSheet(change, sheet);

            // Days written so are in order as texts are.
            if (change.Day("from", day => string.CompareOrdinal(day, latest) > 0) is { } from)
            {
                changes.Add(new PriceChange(from, sheet));
                latest = from;
            }
        }

        return changes.ToEquatableArray();
    }

    /// <summary>A whole sheet; what it omits stays as it was.</summary>
    private static PriceSheet ReadSheet(ObjectReader price, PriceSheet before) => ReadServiceTier(price, before) with
    {
        Flex = ReadServiceTier(price, "flex") ?? before.Flex,
        Priority = ReadServiceTier(price, "priority") ?? before.Priority,
        Batch = ReadServiceTier(price, "batch") ?? before.Batch,
    };

    private static PriceSheet? ReadServiceTier(ObjectReader price, string name) =>
        price.Object(name, Shapes.ServiceTierPrice, $"{name} of ") is { } tier ? ReadServiceTier(tier, Nothing) : null;

    private static PriceSheet ReadServiceTier(ObjectReader price, PriceSheet before) => ReadRates(price, before) with
    {
        UsdPerImage = ReadPieceRate(price, "usdPerImage") ?? before.UsdPerImage,
        UsdPerRequest = ReadPieceRate(price, "usdPerRequest") ?? before.UsdPerRequest,
        UsdPerWebSearch = ReadPieceRate(price, "usdPerWebSearch") ?? before.UsdPerWebSearch,
        Tier = price["tiers"] is null ? before.Tier : ReadTiers(price),
    };

    private static PriceSheet ReadRates(ObjectReader rates, PriceSheet before) => new()
    {
        Input = ReadRate(rates, "input") ?? before.Input,
        CachedInput = ReadRate(rates, "cachedInput") ?? before.CachedInput,
        CacheWrite = ReadRate(rates, "cacheWrite") ?? before.CacheWrite,
        CacheWrite1h = ReadRate(rates, "cacheWrite1h") ?? before.CacheWrite1h,
        AudioInput = ReadRate(rates, "audioInput") ?? before.AudioInput,
        ImageInput = ReadRate(rates, "imageInput") ?? before.ImageInput,
        Output = ReadRate(rates, "output") ?? before.Output,
        Reasoning = ReadRate(rates, "reasoning") ?? before.Reasoning,
        AudioOutput = ReadRate(rates, "audioOutput") ?? before.AudioOutput,
        ImageOutput = ReadRate(rates, "imageOutput") ?? before.ImageOutput,
    };

    // Ledgers count 1e-12 USD per token, which is 1e-6 USD per million tokens.
    private static decimal? ReadRate(ObjectReader rates, string name) =>
        rates.Number(name, rate => rate is >= 0 and <= HighestRate && ExactDecimal.HasAtMostFractionDigits(rate, 6));

    private static decimal? ReadPieceRate(ObjectReader rates, string name) =>
        rates.Number(name, rate => rate is >= 0 and <= HighestRate && ExactDecimal.HasAtMostFractionDigits(rate, 12));

    private static PriceTier? ReadTiers(ObjectReader price)
    {
        var tiers = new List<(int Above, PriceSheet Rates)>();
        var lowest = 1;
        foreach (var tier in price.Objects("tiers", Shapes.Tier, "a tier of "))
        {
            var rates = ReadRates(tier, Nothing);
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
