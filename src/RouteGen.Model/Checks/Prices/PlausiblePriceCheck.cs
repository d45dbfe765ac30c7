using RouteGen.Costs;
using RouteGen.Model.Checks.Views;
using RouteGen.Model.Json;
using RouteGen.Model.Naming;
using RouteGen.Model.Reading;
using RouteGen.Model.Tables;

namespace RouteGen.Model.Checks.Prices;

/// <summary>RG1016: rates that no known model has, a cache that costs more than it saves, tiers that no request can reach.</summary>
internal static class PlausiblePriceCheck
{
    public static void Check(TableView table, FindingList findings)
    {
        foreach (var model in table.Table.Models)
        {
            var owner = new Owner(EntrySection.Models, model.Name);
            if (model.Price is { Sheet: var sheet } && (table.PlaceOf(owner).Value as JsonObject)?.Find("usdPerMTok")?.Value is JsonObject rates)
            {
                CheckRates(model, sheet, sheet, rates, owner, findings);
                CheckTiers(model, sheet, rates, owner, findings);
            }
        }
    }

    private static void CheckTiers(ModelEntry model, PriceSheet sheet, JsonObject rates, Owner owner, FindingList findings)
    {
        var tiers = (rates.Find("tiers")?.Value as JsonArray)?.Items.OfType<JsonObject>().ToArray() ?? [];
        var tier = sheet.Tier;
        for (var i = 0; i < tiers.Length && tier is not null; i++, tier = tier.Next)
        {
            CheckRates(model, tier.Rates, sheet, tiers[i], owner, findings);
            if ((model.MaxInput ?? model.ContextWindow) is { } window && tier.AboveInputTokens >= window)
            {
                Report("above", tiers[i], $"begins past the {Shown.Count(window)} tokens that the model takes", "correct it or the window, or remove the tier");
            }
        }

        void Report(string name, JsonObject at, string what, string remedy) =>
            findings.Add(TableRules.ImplausiblePrice.At(at.Find(name)!.Value, name, PlainText.Of(model.Name), what, remedy), owner);
    }

    private static void CheckRates(ModelEntry model, PriceSheet sheet, PriceSheet whole, JsonObject rates, Owner owner, FindingList findings)
    {
        Check("input", sheet.Input, KnownPrices.DearestInput);
        Check("cachedInput", sheet.CachedInput, KnownPrices.DearestInput);
        Check("cacheWrite", sheet.CacheWrite, KnownPrices.DearestInput);
        Check("cacheWrite1h", sheet.CacheWrite1h, KnownPrices.DearestInput);
        Check("output", sheet.Output, KnownPrices.DearestOutput);
        Check("reasoning", sheet.Reasoning, KnownPrices.DearestOutput);

        void Check(string name, decimal? rate, decimal dearest)
        {
            if (rates.Find(name)?.Value is not { } at || Implausible(name, rate, dearest, sheet.Input ?? whole.Input) is not { } why)
            {
                return;
            }

            findings.Add(TableRules.ImplausiblePrice.At(at, name, PlainText.Of(model.Name), why.What, why.Remedy), owner);
        }
    }

    private static (string What, string Remedy)? Implausible(string name, decimal? rate, decimal dearest, decimal? input) => rate switch
    {
        null or 0 => null,
        < KnownPrices.Least => ($"is {Shown.Usd(rate.Value)} USD per million tokens, which looks like a price per token", $"write {Shown.Usd(rate.Value * KnownPrices.Million)} if so"),
        _ when rate > dearest => (
            $"is {Shown.Usd(rate.Value)} USD per million tokens, and no known model costs more than {Shown.Usd(dearest)}",
            rate >= 1000 ? $"write {Shown.Usd(rate.Value / KnownPrices.Million)} if that is its price for a trillion, or correct the unit" : "check it against the provider's page"),
        _ when name == "cachedInput" && rate > input => ($"is {Shown.Usd(rate.Value)} USD, dearer than the {Shown.Usd(input.Value)} of fresh input", "check whether the two are swapped"),
        _ => null,
    };
}
