using System.Globalization;
using RouteGen.Costs;
using RouteGen.Model.Json;
using RouteGen.Model.Problems;
using RouteGen.Model.Tables;

namespace RouteGen.Model.Checks.Prices;

/// <summary>
/// RG1016 for a model that the catalog has: a standard rate that is ten times the catalog's or a
/// tenth of it, and input exchanged with output.
/// </summary>
/// <remarks>
/// Of LiteLLM's map of 2026-08-01, more than 500 prices are those of a model of the catalog at one provider or another. Their input
/// and output lie within a tenth and ten times of the catalog's, but for slips of unit and one dear host; for cached
/// input hosts differ by up to forty times.
/// </remarks>
internal static class CatalogComparison
{
    private const string Meant =
        "or suppress this and give the reason (a discount is the provider's 'priceFactor', " +
        "capacity paid by the hour is the target's \"billing\": \"provisioned\")";

    /// <summary>From so many times on a rate is no longer another provider's, or another year's.</summary>
    private static readonly ComparedRate[] Rates =
    [
        new("input", s => s.Input, 10), new("output", s => s.Output, 10),
        new("cachedInput", s => s.CachedInput, 100),
        new("cacheWrite", s => s.CacheWrite, 100), new("cacheWrite1h", s => s.CacheWrite1h, 100),
        new("reasoning", s => s.Reasoning, 100), new("audioInput", s => s.AudioInput, 100), new("audioOutput", s => s.AudioOutput, 100),
        new("imageInput", s => s.ImageInput, 100), new("imageOutput", s => s.ImageOutput, 100),
    ];

    /// <summary>What is far from the catalog in the rates that <paramref name="node"/> states.</summary>
    /// <param name="model">The model.</param>
    /// <param name="sheet">Its price from some day on.</param>
    /// <param name="node">Where that stands.</param>
    public static IEnumerable<Problem> Compare(ModelEntry model, PriceSheet sheet, JsonObject node)
    {
        var exact = CatalogPrices.Find(model.Name);
        if ((exact ?? CatalogPrices.FindOfSnapshot(model.Name)) is not { } known)
        {
            yield break;
        }

        if (known.Price.Sheets.Any(s => AreExchanged(sheet, s)) && (node.Find("input") ?? node.Find("output")) is { } stated)
        {
            yield return Exchanged(model, sheet, stated, known) with { Suggested = exact?.Model };
            yield break;
        }

        foreach (var compared in Rates)
        {
            if (compared.RateIn(sheet) is { } rate && rate > 0 && node.Find(compared.Name) is { } at
                && Nearest(rate, compared, known) is { } nearest && Times(rate, nearest) >= compared.Far)
            {
                yield return Far(model, rate, nearest, at, known) with { Suggested = exact?.Model };
            }
        }
    }

    /// <summary>Of all that the catalog has, whatever the day from which it holds: no clock decides.</summary>
    private static decimal? Nearest(decimal rate, ComparedRate compared, CatalogPrice price)
    {
        decimal? nearest = null;
        foreach (var sheet in price.Price.Sheets)
        {
            if (compared.RateIn(sheet) is { } known && known > 0 && !(nearest is { } so && Times(rate, so) <= Times(rate, known)))
            {
                nearest = known;
            }
        }

        return nearest;
    }

    private static Problem Far(ModelEntry model, decimal rate, decimal known, JsonProperty at, CatalogPrice price)
    {
        var isLess = rate < known;
        var times = Times(rate, known);
        var shown = times.ToString("#,0.#", CultureInfo.InvariantCulture);
        var cause = Cause(times, isLess);
        return TableRules.ImplausiblePrice.At(
            at.Value,
            at.Name,
            PlainText.Escape(model.Name),
            $"is {Shown.Usd(rate)} USD per million tokens, {(isLess ? "1/" + shown + " of" : shown + " times")} the {Shown.Usd(known)} " +
            $"of {Named(price)}{(cause is null ? "" : ", and looks like " + cause)}",
            $"write {Shown.Usd(known)} if {(cause is null ? "that is its price" : "so")}, {Meant}");
    }

    /// <summary>The slip of unit that it looks like, give or take half where providers may differ besides.</summary>
    private static string? Cause(decimal times, bool isLess) => times switch
    {
        10 => "a slip of the decimal point",
        100 when !isLess => "a price in cents",
        >= 500 and <= 2_000 => isLess ? "a price per thousand tokens" : "a price per billion tokens",
        >= 500_000 and <= 2_000_000 => isLess ? "a price per token" : "a price per trillion tokens",
        _ => null,
    };

    private static Problem Exchanged(
        ModelEntry model, PriceSheet sheet, JsonProperty stated, CatalogPrice price) => TableRules.ImplausiblePrice.At(
        stated.Value,
        stated.Name,
        PlainText.Escape(model.Name),
        $"looks swapped: input is {Shown.Usd(sheet.Input!.Value)} USD and output {Shown.Usd(sheet.Output!.Value)}, the reverse of " +
        $"{Named(price)}",
        $"swap them, {Meant}");

    private static bool AreExchanged(PriceSheet sheet, PriceSheet known) =>
        sheet.Input is not null && sheet.Input == known.Output && sheet.Output == known.Input && sheet.Input != sheet.Output;

    /// <summary>How many times the larger is the smaller.</summary>
    private static decimal Times(decimal one, decimal other) => one > other ? one / other : other / one;

    private static string Named(CatalogPrice price) => $"RouteGen.Catalog ({price.Price.AsOf}, {price.Price.Source})";

    /// <summary>A rate that both state.</summary>
    private sealed class ComparedRate(string name, Func<PriceSheet, decimal?> of, decimal far)
    {
        public string Name => name;

        public Func<PriceSheet, decimal?> RateIn => of;

        public decimal Far => far;
    }
}
