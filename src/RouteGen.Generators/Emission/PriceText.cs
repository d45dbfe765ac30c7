using RouteGen.Costs;
using RouteGen.Generators.Writing;
using RouteGen.Model.Tables;

namespace RouteGen.Generators.Emission;

/// <summary>A price as a reader of hover documentation wants it.</summary>
internal static class PriceText
{
    public static string Describe(ModelPrice price)
    {
        var changes = string.Concat(price.Changes.Select(change => $"; from {DocText.Escape(change.From)} {Sheet(change.Sheet)}"));
        return $"{Sheet(price.Sheet)}{AsOf(price)}{changes}";
    }

    /// <summary>What a target costs: the common rates, as of when, and where all of them stand.</summary>
    public static string Describe(ModelPrice? price, TargetEntry target, decimal factor, string reference)
    {
        if (target.IsProvisioned)
        {
            return "provisioned, so that a request costs nothing more";
        }

        if (price is null)
        {
            return "no price is stated, so every cost is unknown";
        }

        var rates = Listed(("input", price.Sheet.Input), ("cached input", price.Sheet.CachedInput), ("output", price.Sheet.Output));
        var times = factor == 1 ? "" : $"{CSharpText.Plain(factor)} times ";
        return $"{times}{(rates.Length == 0 ? "other rates" : rates)} USD per million tokens{AsOf(price)}{reference}";
    }

    private static string AsOf(ModelPrice price) => price.AsOf is null ? "" : $" (as of {DocText.Escape(price.AsOf)})";

    private static string Sheet(PriceSheet sheet) =>
        $"{Rates(sheet)} USD per million tokens{Tiers(sheet.Tier)}{Pieces(sheet)}{Service("flex", sheet.Flex)}" +
        $"{Service("priority", sheet.Priority)}{Service("batch", sheet.Batch)}";

    private static string Service(string name, PriceSheet? sheet) =>
        sheet is null ? "" : $"; {name} {Rates(sheet)}{Tiers(sheet.Tier)}{Pieces(sheet)}";

    private static string Rates(PriceSheet sheet)
    {
        var known = Listed(
            ("input", sheet.Input),
            ("cached input", sheet.CachedInput), ("cache write", sheet.CacheWrite), ("cache write for an hour", sheet.CacheWrite1h),
            ("audio input", sheet.AudioInput), ("image input", sheet.ImageInput),
            ("output", sheet.Output),
            ("reasoning", sheet.Reasoning), ("audio output", sheet.AudioOutput), ("image output", sheet.ImageOutput));
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
