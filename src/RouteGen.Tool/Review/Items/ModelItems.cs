using System.Globalization;
using RouteGen.Model.Reading;
using RouteGen.Model.Tables;
using RouteGen.Tool.Findings;
using RouteGen.Tool.Review.Subject;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Review.Items;

/// <summary>Models that retire, or whose windows and features are others by now.</summary>
internal static class ModelItems
{
    private const int AheadDays = 90;

    public static IEnumerable<Finding> Find(ReviewedTable review)
    {
        foreach (var model in review.Table.Models)
        {
            var known = review.Catalog.Find(model.Name);
            if (Retires(review, model, known) is { } retires)
            {
                yield return retires;
            }

            if (known is not null && Changed(model, known) is { Length: > 0 } changed)
            {
                yield return new("window-differs", FindingLevel.Warning, "Other limits in the catalog",
                    $"{review.Catalog.Name} has other limits for '{model.Name}': {changed}. Look at the provider's page.")
                {
                    Subject = $"model {model.Name}",
                    Place = review.PlaceOf(EntrySection.Models, model.Name, "contextWindow"),
                };
            }

            if (known?.Features is { } features && model.Features is { } own && (features & ~own) is var more and not ModelFeatures.None)
            {
                yield return new("feature-gained", FindingLevel.Note, "More features in the catalog",
                    $"{review.Catalog.Name} says that '{model.Name}' can do more: {Words(more)}.")
                {
                    Subject = $"model {model.Name}",
                    Place = review.PlaceOf(EntrySection.Models, model.Name, "features"),
                };
            }
        }
    }

    private static Finding? Retires(ReviewedTable review, ModelEntry model, ModelEntry? known)
    {
        var (stated, source) = model.Retires is { } own ? (own, "") : (known?.Retires, $" by {review.Catalog.Name}");
        if (!DateOnly.TryParseExact(stated, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            || day.DayNumber - review.Today.DayNumber > AheadDays)
        {
            return null;
        }

        var targets = review.UsedTargets.Where(t => t.Model == model.Name).Select(static t => t.Name).ToArray();
        var isOver = day <= review.Today;
        return targets.Length == 0 ? null : new("model-retires", isOver ? FindingLevel.Error : FindingLevel.Warning,
            isOver ? "Retired model" : "Retiring model",
            $"'{model.Name}' {(isOver ? "was retired" : "retires")} on {stated}{source}; {Wording.Listed(targets)} "
            + $"{(targets.Length == 1 ? "uses" : "use")} it. Move {(targets.Length == 1 ? "it" : "them")} to a successor.")
        {
            Subject = $"model {model.Name}",
            Place = review.PlaceOf(EntrySection.Models, model.Name, "retires"),
        };
    }

    private static string Changed(ModelEntry model, ModelEntry known) => string.Join(", ", new[]
    {
        ("contextWindow", model.ContextWindow, known.ContextWindow), ("maxInput", model.MaxInput, known.MaxInput),
        ("maxOutput", model.MaxOutput, known.MaxOutput), ("dimensions", model.Dimensions, known.Dimensions),
    }.Where(static l => l.Item2 is not null && l.Item3 is not null && l.Item2 != l.Item3)
        .Select(static l => $"{l.Item1} {Wording.Count(l.Item2!.Value)} → {Wording.Count(l.Item3!.Value)}"));

    private static string Words(ModelFeatures features) => string.Join(", ", Enum.GetValues<ModelFeatures>()
        .Where(f => f != ModelFeatures.None && features.HasFlag(f))
        .Select(static f => char.ToLowerInvariant(f.ToString()[0]) + f.ToString()[1..]));
}
