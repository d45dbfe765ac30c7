using RouteGen.Costs;
using RouteGen.Model.Plans;
using RouteGen.Model.Tables;
using RouteGen.Tool.Diff.Kinds;

namespace RouteGen.Tool.Diff.Comparing;

/// <summary>Compares what models cost: by the rates that hold for a request, whichever sheet, tier or service tier states them.</summary>
internal static class PriceComparison
{
    private static readonly (string Name, Func<EffectiveRates, decimal?> In)[] Rates =
    [
        ("input", static r => r.Input), ("cachedInput", static r => r.CachedInput), ("cacheWrite", static r => r.CacheWrite),
        ("cacheWrite1h", static r => r.CacheWrite1h), ("audioInput", static r => r.AudioInput), ("imageInput", static r => r.ImageInput),
        ("output", static r => r.Output), ("reasoning", static r => r.Reasoning), ("audioOutput", static r => r.AudioOutput),
        ("imageOutput", static r => r.ImageOutput), ("usdPerImage", static r => r.UsdPerImage),
        ("usdPerRequest", static r => r.UsdPerRequest), ("usdPerWebSearch", static r => r.UsdPerWebSearch),
    ];

    public static void Compare(EntryChanges changes, ModelEntry was, ModelEntry now)
    {
        switch (was.Price, now.Price)
        {
            case (null, null):
                return;
            case (null, { } stated):
                changes.Add(ModelKinds.PriceStated, "usdPerMTok", $"usdPerMTok: none → {Say(stated.Sheet)}", null, Say(stated.Sheet));
                return;
            case ({ } lost, null):
                changes.Add(ModelKinds.PriceLost, "usdPerMTok", $"usdPerMTok: {Say(lost.Sheet)} → none", Say(lost.Sheet));
                return;
            case ({ } before, { } after):
                Sheets(changes, was, now, before, after);
                Schedule(changes, before, after);
                Regions(changes, before, after);
                changes.Compare(ModelKinds.PriceSourceChanged, "usdPerMTok.source", before.Source, after.Source);
                if (before.AsOf is null && after.AsOf is not null)
                {
                    changes.Set(ModelKinds.PriceDateChanged, "usdPerMTok.asOf", null, after.AsOf);
                }

                return;
        }
    }

    /// <summary>
    /// The rates that differ between two sheets: each once, at the lowest threshold and the first service tier where it does.
    /// </summary>
    public static IReadOnlyList<RateChange> Differences(PriceSheet before, PriceSheet after)
    {
        var found = new List<RateChange>();
        var thresholds = new[] { before, after }.SelectMany(Thresholds).Distinct().Order().ToArray();
        foreach (var tier in new[] { ServiceTier.Standard, ServiceTier.Flex, ServiceTier.Priority, ServiceTier.Batch })
        {
            if (tier != ServiceTier.Standard && before.ForServiceTier(tier) is null && after.ForServiceTier(tier) is null)
            {
                continue;
            }

            foreach (var above in thresholds)
            {
                var (was, now) = (EffectiveRates.Resolve(before, tier, above + 1), EffectiveRates.Resolve(after, tier, above + 1));
                foreach (var (name, of) in Rates)
                {
                    var change = new RateChange(name, tier, above, of(was), of(now));
                    if (change.Before != change.After
                        && !found.Any(f => f.Name == name && (f.Before, f.After) == (change.Before, change.After)))
                    {
                        found.Add(change);
                    }
                }
            }
        }

        // Reasoning that is billed as output, and images as input, rise with them; saying so once is enough.
        found.RemoveAll(c => c.Follows is { } other && found.Any(f => f.Name == other && (f.Before, f.After) == (c.Before, c.After)));
        return found;
    }

    private static IEnumerable<int> Thresholds(PriceSheet sheet)
    {
        yield return 0;
        foreach (var part in new[] { sheet, sheet.Flex, sheet.Priority, sheet.Batch })
        {
            for (var tier = part?.Tier; tier is not null; tier = tier.Next)
            {
                yield return tier.AboveInputTokens;
            }
        }
    }

    private static void Sheets(EntryChanges changes, ModelEntry was, ModelEntry now, ModelPrice before, ModelPrice after)
    {
        var different = Differences(before.Sheet, after.Sheet);
        KeyValuePair<string, string>[] ids =
        [
            new("priceIdBefore", DefinitionPlan.PriceId(was, before.Sheet)), new("priceIdAfter", DefinitionPlan.PriceId(now, after.Sheet)),
        ];
        Add(ModelKinds.PriceLost, static c => c.After is null);
        Add(ModelKinds.PriceRaised, static c => c.Before is not null && c.After > c.Before);
        Add(ModelKinds.PriceLowered, static c => c.After < c.Before);
        Add(ModelKinds.PriceStated, static c => c.Before is null);
        if (different.Count == 0 && before.Sheet != after.Sheet)
        {
            changes.Add(ModelKinds.PriceRestated, "usdPerMTok", "usdPerMTok is stated otherwise", null, null, ids);
        }

        void Add(ChangeKind kind, Func<RateChange, bool> isOne)
        {
            if (different.Where(isOne).ToArray() is { Length: > 0 } ofKind)
            {
                changes.Add(
                    kind, "usdPerMTok", $"usdPerMTok: {string.Join(", ", ofKind.Select(static c => c.ToString()))}",
                    string.Join(", ", ofKind.Select(static c => $"{c.Label} {(c.Before is { } b ? Show.Number(b) : "unknown")}")),
                    string.Join(", ", ofKind.Select(static c => $"{c.Label} {(c.After is { } a ? Show.Number(a) : "unknown")}")), ids);
            }
        }
    }

    private static void Schedule(EntryChanges changes, ModelPrice before, ModelPrice after)
    {
        if (before.Changes == after.Changes)
        {
            return;
        }

        changes.Set(ModelKinds.PriceScheduleChanged, "usdPerMTok.changes", SayAll(before), SayAll(after));

        static string? SayAll(ModelPrice price) => price.Changes.Count == 0
            ? null : string.Join("; ", price.Changes.Select(static c => $"from {c.From} {Say(c.Sheet)}"));
    }

    private static void Regions(EntryChanges changes, ModelPrice before, ModelPrice after)
    {
        if (before.RegionalMultipliers == after.RegionalMultipliers)
        {
            return;
        }

        var was = before.RegionalMultipliers.GroupBy(static r => r.Region, StringComparer.Ordinal).ToDictionary(static g => g.Key,
            static g => g.First().Factor);
        var now = after.RegionalMultipliers.GroupBy(static r => r.Region, StringComparer.Ordinal).ToDictionary(static g => g.Key,
            static g => g.First().Factor);
        var isSaid = false;
        foreach (var region in was.Keys.Union(now.Keys, StringComparer.Ordinal))
        {
            var (from, to) = (was.GetValueOrDefault(region, 1m), now.GetValueOrDefault(region, 1m));
            if (from != to)
            {
                isSaid = true;
                changes.Set(to > from ? ModelKinds.RegionalPriceRaised : ModelKinds.RegionalPriceLowered,
                    "usdPerMTok.regionalMultipliers", $"{region} × {Show.Number(from)}", $"{region} × {Show.Number(to)}");
            }
        }

        if (!isSaid)
        {
            changes.Add(ModelKinds.PriceRestated, "usdPerMTok.regionalMultipliers", "regionalMultipliers are stated otherwise");
        }
    }

    private static string Say(PriceSheet sheet)
    {
        var rates = EffectiveRates.Resolve(sheet, ServiceTier.Standard, 0);
        string[] known = [.. Rates.Take(7).Where(r => r.Name is "input" or "output").Select(r => r.In(rates) is { } rate
            ? $"{r.Name} {Show.Number(rate)}" : "")];
        return string.Join(", ", known.Where(static k => k.Length > 0)) is { Length: > 0 } said ? said : "other rates";
    }
}

/// <summary>A rate that differs.</summary>
/// <param name="Name">Its name in the table.</param>
/// <param name="Tier">The service tier.</param>
/// <param name="Above">Tokens of input above which it holds.</param>
/// <param name="Before">It before, in USD per million tokens or per piece; null for unknown.</param>
/// <param name="After">It after.</param>
internal sealed record RateChange(string Name, ServiceTier Tier, int Above, decimal? Before, decimal? After)
{
    /// <summary>The rate that it is where it is not stated.</summary>
    public string? Follows => Name switch { "reasoning" => "output", "imageInput" => "input", _ => null };

    public string Label => (Tier == ServiceTier.Standard ? "" : Tier.ToString().ToLowerInvariant() + " ") + Name
        + (Above == 0 ? "" : $" above {Show.Count(Above)}");

    public override string ToString()
    {
        var percent = Before is { } b && After is { } a ? Show.Percent(b, a) : "";
        return $"{Label} {(Before is { } was ? Show.Number(was) : "unknown")} → {(After is { } now ? Show.Number(now) : "unknown")}"
            + (percent.Length == 0 ? "" : $" ({percent})");
    }
}
