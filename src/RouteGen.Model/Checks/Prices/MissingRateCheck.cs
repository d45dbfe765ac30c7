using RouteGen.Costs;
using RouteGen.Model.Checks.Views;
using RouteGen.Model.Json;
using RouteGen.Model.Problems;
using RouteGen.Model.Reading;

namespace RouteGen.Model.Checks.Prices;

/// <summary>
/// RG1024: a model under a cost limit or a budget in USD whose replies can hold a kind of token for which its price has no rate, so that
/// calls are charged a bound. Told once, where the rates are to be added; a model without input or output is RG1014's.
/// </summary>
internal static class MissingRateCheck
{
    private static readonly RateKind[] Kinds =
    [
        new("cachedInput", s => s.CachedInput, HasCaches),
        new("cacheWrite", s => s.CacheWrite, target => target.Provider.Kind == "anthropic"),
        new("cacheWrite1h", s => s.CacheWrite1h, target => target.Provider.Kind == "anthropic"),
        new("audioInput", s => s.AudioInput, target => (target.StatedFeatures & ModelFeatures.Audio) != 0),
        new("audioOutput", s => s.AudioOutput, _ => false),
        new("imageOutput", s => s.ImageOutput, _ => false),
    ];

    public static void Check(TableView table, FindingList findings)
    {
        foreach (var model in table.Table.Models)
        {
            // What is free is free in all its parts.
            if (model.Price?.Sheet is not { Input: { } input, Output: { } output } sheet
                || (input == 0 && output == 0)
                || !Kinds.Any(kind => kind.RateIn(sheet) is null))
            {
                continue;
            }

            var routes = table.RoutesBilledFor(model.Name).Where(IsLimited).ToArray();
            var targets = routes.SelectMany(r => r.Reach).Select(link => link.Target)
                .Where(t => t.Model.Name == model.Name && !t.Entry.IsProvisioned).ToArray();
            var missing = targets.Length == 0 ? [] : Missing(model.Name, sheet, targets);
            if (missing.Length > 0)
            {
                var owner = new Owner(EntrySection.Models, model.Name);
                var rates = Rates(model.Name, sheet, missing);
                findings.Add(
                    TableRules.MissingRate.At(
                        table.PlaceOf(owner).Key,
                        PlainText.Escape(model.Name),
                        Shown.Listed(missing.Select(kind => kind.Name).ToArray()),
                        Shown.Names(routes.Select(r => r.Name).ToArray()),
                        rates) with
                    {
                        Suggested = rates,
                    },
                    owner);
            }
        }
    }

    private static bool IsLimited(RouteView route) =>
        route.Route.Type == RouteType.Chat && (route.Route.Limits.CostUsd is not null || route.Budgets.Any(b => b.LimitUsd is not null));

    /// <summary>What a reply can hold and has no rate. Of a model that the catalog has, its price there says what that is.</summary>
    private static RateKind[] Missing(string model, PriceSheet sheet, TargetView[] targets) => CatalogPrices.Find(model) is { } known
        ? Kinds.Where(kind => kind.RateIn(sheet) is null
            && (kind.RateIn(known.Price.Sheet) is not null || (kind.Name == "audioInput" && targets.Any(kind.IsHeldBy)))).ToArray()
        : Kinds.Where(kind => kind.RateIn(sheet) is null && targets.Any(kind.IsHeldBy)).ToArray();

    /// <summary>The catalog's rates where it has the rest of the price too, else what would be charged without them.</summary>
    private static string Rates(string model, PriceSheet sheet, RateKind[] missing)
    {
        var bounds = BoundRates.Complete(EffectiveRates.Resolve(sheet, null, null, null));
        var known = CatalogPrices.Find(model)?.Price.Sheet is { } listed && listed.Input == sheet.Input && listed.Output == sheet.Output
            ? listed
            : bounds;
        return string.Join(
            ", ", missing.Select(kind => $"\"{kind.Name}\": {Shown.Usd(Rounded(kind.RateIn(known) ?? kind.RateIn(bounds)!.Value))}"));
    }

    /// <summary>Rates have six fraction digits at most.</summary>
    private static decimal Rounded(decimal rate) => decimal.Ceiling(rate * 1_000_000) / 1_000_000;

    /// <summary>Ollama counts no cached tokens; all others can, whether or not anybody asks them to cache.</summary>
    private static bool HasCaches(TargetView target) => target.Provider.Kind != "ollama";

    /// <summary>A kind of token.</summary>
    /// <param name="Name">Its rate's name in <c>usdPerMTok</c>.</param>
    /// <param name="RateIn">Its rate; null where there is none.</param>
    /// <param name="IsHeldBy">Whether replies of a target can hold it.</param>
    private sealed record RateKind(string Name, Func<PriceSheet, decimal?> RateIn, Func<TargetView, bool> IsHeldBy);
}
