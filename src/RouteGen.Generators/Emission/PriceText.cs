using RouteGen.Costs;
using RouteGen.Model.Tables;

namespace RouteGen.Generators.Emission;

/// <summary>A price as a reader of hover documentation wants it.</summary>
internal static class PriceText
{
    public static string Of(ModelPrice price)
    {
        var asOf = price.AsOf is null ? "" : $" (as of {DocText.Of(price.AsOf)})";
        var changes = string.Concat(price.Changes.Select(change => $"; from {DocText.Of(change.From)} {Sheet(change.Sheet)}"));
        return $"{Sheet(price.Sheet)}{asOf}{changes}";
    }

    /// <summary>What a target costs.</summary>
    public static string Of(ModelPrice? price, TargetEntry target, decimal factor) =>
        target.IsProvisioned ? "provisioned, so that a request costs nothing more"
        : price is null ? "no price is stated, so every cost is unknown"
        : factor == 1 ? Of(price)
        : $"{CSharpText.Plain(factor)} times {Of(price)}";

    private static string Sheet(PriceSheet sheet) =>
        $"{Rates(sheet)} USD per million tokens{Tiers(sheet.Tier)}{Pieces(sheet)}{Service("flex", sheet.Flex)}{Service("priority", sheet.Priority)}{Service("batch", sheet.Batch)}";

    private static string Service(string name, PriceSheet? sheet) => sheet is null ? "" : $"; {name} {Rates(sheet)}{Tiers(sheet.Tier)}{Pieces(sheet)}";

    private static string Rates(PriceSheet sheet)
    {
        var known = Listed(
            ("input", sheet.Input), ("cached input", sheet.CachedInput), ("cache write", sheet.CacheWrite), ("cache write for an hour", sheet.CacheWrite1h),
            ("audio input", sheet.AudioInput), ("image input", sheet.ImageInput),
            ("output", sheet.Output), ("reasoning", sheet.Reasoning), ("audio output", sheet.AudioOutput), ("image output", sheet.ImageOutput));
        return known.Length == 0 ? "no rates" : known;
    }

    private static string Pieces(PriceSheet sheet)
    {
        var known = Listed(("an image", sheet.UsdPerImage), ("a request", sheet.UsdPerRequest), ("a web search", sheet.UsdPerWebSearch));
        return known.Length == 0 ? "" : $"; USD for {known}";
    }

    private static string Tiers(PriceTier? tier) =>
        tier is null ? "" : $"; above {DocText.Count(tier.AboveInputTokens)} input tokens {Rates(tier.Rates)}{Tiers(tier.Next)}";

    private static string Listed(params (string Kind, decimal? Rate)[] rates) =>
        string.Join(", ", rates.Where(rate => rate.Rate is not null).Select(rate => $"{rate.Kind} {CSharpText.Plain(rate.Rate!.Value)}"));
}
