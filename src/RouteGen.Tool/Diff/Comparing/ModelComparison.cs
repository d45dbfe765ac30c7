using System.Globalization;
using RouteGen.Model.Fields;
using RouteGen.Model.Reading;
using RouteGen.Model.Tables;
using RouteGen.Tool.Diff.Kinds;

namespace RouteGen.Tool.Diff.Comparing;

/// <summary>Compares what models take; <see cref="PriceComparison"/> compares what they cost.</summary>
internal static class ModelComparison
{
    /// <summary>A quarter, as the rule on reviews has it: prices and retirements are announced about so far ahead.</summary>
    private const int ReachDays = 90;

    public static void Compare(Comparison comparison) => EntryPairs.Compare(
        new Section<ModelEntry>(EntrySection.Models, static m => m.Name)
        {
            Gone = static (changes, model) => changes.Add(ModelKinds.Removed, "", $"model '{Show.Name(model.Name)}' is used no more"),
            Come = (changes, model) => Come(changes, model, comparison.Options.Today),
            Both = (changes, was, now) => Both(changes, was, now, comparison.Options.Today),
            IsSame = static (was, now) => was == now,
        },
        comparison.Before.Table.Models, comparison.After.Table.Models, comparison);

    private static void Come(EntryChanges changes, ModelEntry model, DateOnly? today)
    {
        changes.Add(ModelKinds.Added, "", $"model '{Show.Name(model.Name)}' is used now");
        Retirement(changes, null, model.Retires, today);
        PriceAge(changes, null, model.Price?.AsOf, today);
    }

    private static void Both(EntryChanges changes, ModelEntry was, ModelEntry now, DateOnly? today)
    {
        changes.Compare(TableKinds.IdentifierChanged, "identifier", was.Identifier, now.Identifier);
        changes.Bound(
            ModelKinds.WindowLowered, ModelKinds.WindowRaised, "contextWindow", was.ContextWindow, now.ContextWindow, Show.Count);
        changes.Bound(ModelKinds.WindowLowered, ModelKinds.WindowRaised, "maxInput", was.MaxInput, now.MaxInput, Show.Count);
        changes.Bound(ModelKinds.OutputLowered, ModelKinds.OutputRaised, "maxOutput", was.MaxOutput, now.MaxOutput, Show.Count);
        changes.Compare(
            ModelKinds.VectorLengthChanged, "dimensions", was.Dimensions, now.Dimensions, static d => d is { } n ? Show.Count(n) : null);
        Features(changes, was.Features, now.Features);
        changes.List(
            "unsupported", Show.Words(Words.Options, was.Unsupported), Show.Words(Words.Options, now.Unsupported),
            option => changes.Add(ModelKinds.OptionLost, "unsupported", $"unsupported: + {option}", null, option),
            option => changes.Add(ModelKinds.OptionGained, "unsupported", $"unsupported: - {option}", option));
        Retirement(changes, was.Retires, now.Retires, today);
        PriceComparison.Compare(changes, was, now);
        PriceAge(changes, was.Price?.AsOf, now.Price?.AsOf, today);
    }

    private static void Features(EntryChanges changes, ModelFeatures? was, ModelFeatures? now)
    {
        if (was == now)
        {
            return;
        }

        string[] all = [.. Words.Features.Select(static w => w.Word)];
        var had = was is { } before ? Show.Words(Words.Features, before).ToArray() : all;
        var has = now is { } after ? Show.Words(Words.Features, after).ToArray() : all;
        if (now is null)
        {
            changes.Set(ModelKinds.FeaturesUnstated, "features", Show.Names(had), "not stated");
            return;
        }

        foreach (var lost in had.Except(has, StringComparer.Ordinal))
        {
            changes.Add(ModelKinds.FeatureLost, "features", $"features: - {lost}{(was is null ? ", which was not stated before" : "")}",
                lost);
        }

        foreach (var gained in has.Except(had, StringComparer.Ordinal))
        {
            changes.Add(ModelKinds.FeatureGained, "features", $"features: + {gained}", null, gained);
        }

        if (had.SequenceEqual(has, StringComparer.Ordinal))
        {
            changes.Set(ModelKinds.FeaturesStated, "features", "not stated", Show.Names(has));
        }
    }

    private static void Retirement(EntryChanges changes, string? was, string? now, DateOnly? today)
    {
        if (was == now)
        {
            return;
        }

        var left = now is not null && today is { } day ? Day(now) - day.DayNumber : int.MaxValue;
        changes.Set(left <= 0 ? ModelKinds.Retired : left <= ReachDays ? ModelKinds.Retiring : ModelKinds.RetirementChanged,
            "retires", was, now);
    }

    private static void PriceAge(EntryChanges changes, string? was, string? now, DateOnly? today)
    {
        if (now is not null && was != now && today is { } day && day.DayNumber - Day(now) > ReachDays)
        {
            var age = (day.DayNumber - Day(now)).ToString(CultureInfo.InvariantCulture);
            changes.Add(ModelKinds.PriceOld, "usdPerMTok.asOf", $"the price is of {now}, {age} days ago", was, now);
        }
        else if (was != now && was is not null)
        {
            changes.Set(ModelKinds.PriceDateChanged, "usdPerMTok.asOf", was, now);
        }
    }

    // What is not a day has its finding elsewhere, and is far away here.
    private static int Day(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day.DayNumber : DateOnly.MaxValue.DayNumber;
}
