using RouteGen.Costs;
using RouteGen.Model.Checks.Views;
using RouteGen.Model.Json;
using RouteGen.Model.Problems;
using RouteGen.Model.Reading;
using RouteGen.Model.Tables;

namespace RouteGen.Model.Checks.Prices;

/// <summary>
/// RG1016: rates that no known model has, rates far from those that the catalog has of the model, a cache or a cheap service that costs
/// more than it saves, tiers that no request can reach.
/// </summary>
internal static class PlausiblePriceCheck
{
    public static void Check(TableView table, FindingList findings)
    {
        var billed = new HashSet<string>(table.Targets.Where(IsBilledByToken).Select(target => target.Model.Name), StringComparer.Ordinal);
        foreach (var model in table.Table.Models)
        {
            var owner = new Owner(EntrySection.Models, model.Name);
            if (model.Price is { } price && (table.PlaceOf(owner).Value as JsonObject)?.Find("usdPerMTok")?.Value is JsonObject node)
            {
                foreach (var problem in Check(model, price, node, billed.Contains(model.Name)))
                {
                    findings.Add(problem, owner);
                }
            }
        }
    }

    /// <summary>What is implausible about a price that could be read.</summary>
    /// <param name="model">The model.</param>
    /// <param name="price">Its price.</param>
    /// <param name="node">Where the price stands.</param>
    /// <param name="isBilledByToken">Whether a provider bills it, whose prices the catalog can know.</param>
    public static IEnumerable<Problem> Check(ModelEntry model, ModelPrice price, JsonObject node, bool isBilledByToken)
    {
        var changes = Objects(node, "changes");
        return price.Changes.Select((change, i) => (change.Sheet, Node: changes[i])).Prepend((price.Sheet, Node: node))
            .SelectMany(dated => OfSheet(model, dated.Sheet, dated.Node, isBilledByToken));
    }

    /// <summary>Whether requests cost what the model's price says: bought capacity and one's own machines do not.</summary>
    private static bool IsBilledByToken(TargetView target) =>
        !target.Entry.IsProvisioned && KnownKinds.Find(target.Provider.Kind) is not { IsOwnServer: true };

    private static IEnumerable<Problem> OfSheet(ModelEntry model, PriceSheet sheet, JsonObject node, bool isBilledByToken)
    {
        // What the catalog knows better is not guessed at beside it.
        var far = isBilledByToken ? CatalogComparison.Compare(model, sheet, node).ToArray() : [];
        var guessed = OfRates(model, sheet, sheet, node, isSaving: false).Where(problem => far.All(known => known.Range != problem.Range));
        foreach (var problem in far.Concat(guessed).Concat(OfTiers(model, sheet, sheet, node)))
        {
            yield return problem;
        }

        foreach (var (name, service) in new[] { ("flex", sheet.Flex), ("priority", sheet.Priority), ("batch", sheet.Batch) })
        {
            if (service is not null && node.Find(name)?.Value is JsonObject at)
            {
                foreach (var problem in OfRates(model, service, sheet, at, isSaving: name != "priority")
                    .Concat(OfTiers(model, service, sheet, at)))
                {
                    yield return problem;
                }
            }
        }
    }

    private static IEnumerable<Problem> OfTiers(ModelEntry model, PriceSheet sheet, PriceSheet whole, JsonObject rates)
    {
        var tier = sheet.Tier;
        foreach (var node in Objects(rates, "tiers"))
        {
            if (tier is null)
            {
                yield break;
            }

            foreach (var problem in OfRates(model, tier.Rates, whole, node, isSaving: false))
            {
                yield return problem;
            }

            if ((model.MaxInput ?? model.ContextWindow) is { } window && tier.AboveInputTokens >= window)
            {
                yield return TableRules.ImplausiblePrice.At(
                    node.Find("above")!.Value, "above", PlainText.Escape(model.Name),
                    $"begins past the {Shown.Count(window)} tokens that the model takes", "correct it or the window, or remove the tier");
            }

            tier = tier.Next;
        }
    }

    private static IEnumerable<Problem> OfRates(ModelEntry model, PriceSheet sheet, PriceSheet whole, JsonObject rates, bool isSaving)
    {
        var input = sheet.Input ?? whole.Input;
        (string Name, decimal? Rate, decimal Highest, decimal? Below, string Other)[] all =
        [
            ("input", sheet.Input, KnownPrices.HighestInput, isSaving ? whole.Input : null, "standard service"),
            ("cachedInput", sheet.CachedInput, KnownPrices.HighestInput, input, "fresh input"),
            ("cacheWrite", sheet.CacheWrite, KnownPrices.HighestInput, null, ""),
            ("cacheWrite1h", sheet.CacheWrite1h, KnownPrices.HighestInput, null, ""),
            ("audioInput", sheet.AudioInput, KnownPrices.HighestInput, null, ""),
            ("imageInput", sheet.ImageInput, KnownPrices.HighestInput, null, ""),
            ("output", sheet.Output, KnownPrices.HighestOutput, isSaving ? whole.Output : null, "standard service"),
            ("reasoning", sheet.Reasoning, KnownPrices.HighestOutput, null, ""),
            ("audioOutput", sheet.AudioOutput, KnownPrices.HighestOutput, null, ""),
            ("imageOutput", sheet.ImageOutput, KnownPrices.HighestOutput, null, ""),
        ];
        foreach (var (name, rate, highest, below, other) in all)
        {
            if (rates.Find(name)?.Value is { } at && Implausible(rate, highest, below, other) is { } why)
            {
                yield return TableRules.ImplausiblePrice.At(at, name, PlainText.Escape(model.Name), why.What, why.Remedy);
            }
        }

        foreach (var (name, rate) in new[]
        {
            ("usdPerImage", sheet.UsdPerImage),
            ("usdPerRequest", sheet.UsdPerRequest),
            ("usdPerWebSearch", sheet.UsdPerWebSearch)
        })
        {
            if (rates.Find(name)?.Value is { } at && rate > KnownPrices.HighestPiece)
            {
                yield return TableRules.ImplausiblePrice.At(
                    at,
                    name,
                    PlainText.Escape(model.Name),
                    $"is {Shown.Usd(rate.Value)} USD, and no known model costs more than {Shown.Usd(KnownPrices.HighestPiece)} apiece",
                    $"write {Shown.Usd(rate.Value / 1000)} if that is its price for a thousand");
            }
        }
    }

    private static (string What, string Remedy)? Implausible(decimal? rate, decimal highest, decimal? below, string other) => rate switch
    {
        null or 0 => null,
        < KnownPrices.Least => (
            $"is {Shown.Usd(rate.Value)} USD per million tokens, which looks like a price per token",
            $"write {Shown.Usd(rate.Value * KnownPrices.Million)} if so"),
        _ when rate > highest => (
            $"is {Shown.Usd(rate.Value)} USD per million tokens, and no known model costs more than {Shown.Usd(highest)}",
            rate >= 1000
                ? $"write {Shown.Usd(rate.Value / KnownPrices.Million)} if that is its price for a trillion, or correct the unit"
                : "check it against the provider's page"),
        _ when rate > below =>
            ($"is {Shown.Usd(rate.Value)} USD, more than the {Shown.Usd(below.Value)} of {other}", "check whether the two are swapped"),
        _ => null,
    };

    private static JsonObject[] Objects(JsonObject node, string name) =>
        (node.Find(name)?.Value as JsonArray)?.Items.OfType<JsonObject>().ToArray() ?? [];
}
