using RouteGen.Costs;
using RouteGen.Model.Tables;

namespace RouteGen.Generators.Emission;

/// <summary>A price as a reader of hover documentation wants it.</summary>
internal static class PriceText
{
    public static string Of(ModelPrice price)
    {
        var asOf = price.AsOf is null ? "" : $" (as of {DocText.Of(price.AsOf)})";
        return $"{Rates(price.Sheet)} USD per million tokens{Tiers(price.Sheet.Tier)}{asOf}";
    }

    private static string Rates(PriceSheet sheet)
    {
        var rates = new (string Kind, decimal? Rate)[]
        {
            ("input", sheet.Input), ("cached input", sheet.CachedInput), ("cache write", sheet.CacheWrite), ("cache write for an hour", sheet.CacheWrite1h),
            ("output", sheet.Output), ("reasoning", sheet.Reasoning),
        };
        var known = string.Join(", ", rates.Where(rate => rate.Rate is not null).Select(rate => $"{rate.Kind} {CSharpText.Plain(rate.Rate!.Value)}"));
        return known.Length == 0 ? "no rates" : known;
    }

    private static string Tiers(PriceTier? tier) =>
        tier is null ? "" : $"; above {DocText.Count(tier.AboveInputTokens)} input tokens {Rates(tier.Rates)}{Tiers(tier.Next)}";
}
