using System.Globalization;
using RouteGen.Costs;
using RouteGen.Model.Checks.Calendar;
using RouteGen.Model.Reading;
using RouteGen.Model.Tables;
using RouteGen.Tool.Findings;
using RouteGen.Tool.Review.Subject;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Review.Items;

/// <summary>Prices that are old, missing, other than the catalog's, or other than what providers bill.</summary>
internal static class PriceItems
{
    private const decimal Tolerance = 0.01m;

    private static readonly (string Name, Func<PriceSheet, decimal?> In)[] Rates =
    [
        ("input", static s => s.Input), ("cachedInput", static s => s.CachedInput), ("cacheWrite", static s => s.CacheWrite),
        ("cacheWrite1h", static s => s.CacheWrite1h), ("output", static s => s.Output), ("reasoning", static s => s.Reasoning),
        ("audioInput", static s => s.AudioInput), ("imageInput", static s => s.ImageInput), ("audioOutput", static s => s.AudioOutput),
        ("imageOutput", static s => s.ImageOutput), ("usdPerImage", static s => s.UsdPerImage),
        ("usdPerRequest", static s => s.UsdPerRequest), ("usdPerWebSearch", static s => s.UsdPerWebSearch),
    ];

    public static IEnumerable<Finding> Find(ReviewedTable review)
    {
        var ages = PriceAge.Find(review.File.Checked.Reading).ToDictionary(static a => a.Model.Name, StringComparer.Ordinal);
        foreach (var model in review.Table.Models)
        {
            if (model.Price is not { } price)
            {
                if (!review.UsedTargets.Where(t => t.Model == model.Name).All(static t => t.IsProvisioned))
                {
                    yield return Item(review, model, "price-missing", FindingLevel.Warning, "No price",
                        $"The table states no price for '{model.Name}', so that its cost is unknown"
                        + (review.Catalog.Find(model.Name)?.Price is null ? "." : $"; {review.Catalog.Name} has one."));
                }

                continue;
            }

            if (Old(review, model, price, ages.GetValueOrDefault(model.Name)) is { } old)
            {
                yield return old;
            }

            if (review.Catalog.Find(model.Name) is { Price: { } known } && Drift(review, price, known) is { Length: > 0 } drift)
            {
                yield return Item(review, model, "price-drift", FindingLevel.Warning, "Another price in the catalog",
                    $"{review.Catalog.Name} (as of {known.AsOf ?? "an unknown day"}) has other rates for '{model.Name}': {drift}. "
                    + "Look at the provider's page, and take over what is true there.");
            }
        }

        foreach (var old in OldFiles(review, ages.Values))
        {
            yield return old;
        }

        var all = review.Spend?.Stated ?? new Dictionary<string, StatedCost>();
        foreach (var (model, stated) in all.OrderBy(static s => s.Key, StringComparer.Ordinal))
        {
            if (Math.Abs(stated.Usd - stated.TableUsd) > Tolerance * Math.Max(stated.Usd, stated.TableUsd))
            {
                yield return new("stated-cost-differs", FindingLevel.Warning, "Billed otherwise than priced",
                    $"Providers stated {Wording.Usd(stated.Usd)} for {Wording.Counted(stated.Attempts, "attempt")} of '{model}', and the "
                    + $"table makes {Wording.Usd(stated.TableUsd)} of the same usage: its price, a factor or a tier is wrong.")
                {
                    Subject = $"model {model}",
                    Place = review.PlaceOf(EntrySection.Models, model, "usdPerMTok"),
                };
            }
        }

        if (review.Spend is { Attempts: > 0, UnknownAttempts: > 0 } spend)
        {
            yield return new("cost-unknown", FindingLevel.Note, "Costs that nobody knows",
                $"{Wording.Counted(spend.UnknownAttempts, "attempt")} of {Wording.Count(spend.Attempts)} "
                + $"({Wording.Percent(spend.UnknownAttempts / (decimal)spend.Attempts)}) have no known cost: "
                + "a price or a usage is missing.");
        }
    }

    /// <summary>Files of shared models with prices that are old: once for each, as RG1026 has it.</summary>
    private static IEnumerable<Finding> OldFiles(ReviewedTable review, IEnumerable<PriceAge> ages)
    {
        var today = review.Today.ToDateTime(TimeOnly.MinValue);
        var old = ages.Where(a => a.File is not null && a.IsOld(today) && review.UsedTargets.Any(t => t.Model == a.Model.Name)).ToArray();
        foreach (var file in review.File.Checked.Reading.SharedFiles.Where(f => old.Any(a => a.File == f)))
        {
            PriceAge[] here = [.. old.Where(a => a.File == file).OrderBy(static a => a.Day, StringComparer.Ordinal)];
            var range = file.Use.Range;
            yield return new("price-old", FindingLevel.Warning, "Old prices",
                $"{Wording.Counted(here.Length, "price")} of '{file.Use.Value}' that the table uses "
                + $"({Wording.Listed([.. here.Select(static a => a.Model.Name)])}) {(here.Length == 1 ? "is" : "are")} of {here[0].Day}"
                + $"{(here[0].Day == here[^1].Day ? "" : $" to {here[^1].Day}")}. "
                + (file.IsPackage
                    ? "Update the package, or state today's prices in a models file before it in \"use\"."
                    : "Look whether they still hold, and write the day as \"reviewed\" into that file."))
            {
                Subject = $"use {file.Use.Value}",
                Place = new(file.Use.Source.Path, range.Line + 1, range.Column + 1, range.EndLine + 1, range.EndColumn + 1),
            };
        }
    }

    private static Finding? Old(ReviewedTable review, ModelEntry model, ModelPrice price, PriceAge? age)
    {
        if (age is { File: not null, Day: not null })
        {
            return null;
        }

        if (price.AsOf is null)
        {
            return Item(review, model, "price-old", FindingLevel.Note, "Price without a day",
                $"The price of '{model.Name}' does not say of which day it is. Add \"asOf\".");
        }

        var days = DateOnly.TryParseExact(price.AsOf, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? review.Today.DayNumber - day.DayNumber
            : 0;
        return days <= PriceAge.LongestDays ? null : Item(review, model, "price-old", FindingLevel.Warning, "Old price",
            $"The price of '{model.Name}' is of {price.AsOf}, {days} days ago"
            + (price.Source is { } source ? $" ({source})" : "") + ". Look whether it still holds, and write the day.");
    }

    private static string Drift(ReviewedTable review, ModelPrice price, ModelPrice known)
    {
        var (own, other) = (InForce(price, review.Today), InForce(known, review.Today));
        return string.Join(", ", Rates
            .Select(rate => (rate.Name, Own: rate.In(own), Other: rate.In(other)))
            .Where(static r => r.Other is not null && r.Own != r.Other)
            .Select(static r => $"{r.Name} {(r.Own is null ? "not stated" : Wording.Rate(r.Own))} → {Wording.Rate(r.Other)}"));
    }

    private static PriceSheet InForce(ModelPrice price, DateOnly today)
    {
        var day = today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return price.Changes.LastOrDefault(c => string.CompareOrdinal(c.From, day) <= 0)?.Sheet ?? price.Sheet;
    }

    private static Finding Item(ReviewedTable review, ModelEntry model, string id, FindingLevel level, string title, string message) =>
        new(id, level, title, message)
        {
            Subject = $"model {model.Name}",
            Place = review.PlaceOf(EntrySection.Models, model.Name, "usdPerMTok"),
        };
}
