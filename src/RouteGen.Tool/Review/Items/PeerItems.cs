using RouteGen.Costs;
using RouteGen.Model.Reading;
using RouteGen.Model.Tables;
using RouteGen.Tool.Findings;
using RouteGen.Tool.Review.Subject;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Review.Items;

/// <summary>Models of the catalog that can do all that one in use can, and cost less or take more.</summary>
internal static class PeerItems
{
    private const int MostPeers = 3;
    private const decimal Cheaper = 0.75m;
    private const decimal Larger = 1.5m;

    // Of input as of output: what chat requests mostly are.
    private const decimal InputShare = 0.75m;

    public static IEnumerable<Finding> Find(ReviewedTable review)
    {
        foreach (var model in review.Table.Models)
        {
            if (Blend(model) is not { } cost || cost == 0m || model.ContextWindow is not { } window)
            {
                continue;
            }

            var needs = (model.Features ?? ModelFeatures.None) | review.Table.Routes
                .Where(r => r.Reach().Any(e => review.Table.TargetNamed(e.Target)?.Model == model.Name))
                .Aggregate(ModelFeatures.None, static (all, route) => all | route.Requires);
            var peers = review.Catalog.Models
                .Where(p => p.Name != model.Name && review.Catalog.Find(model.Name)?.Name != p.Name && p.Dimensions == model.Dimensions)
                .Where(p => p.Features is { } features && (features & needs) == needs && p.ContextWindow >= window
                    && !(p.MaxOutput < model.MaxOutput) && !IsOver(p, review.Today))
                .Select(static p => (Model: p, Cost: Blend(p)))
                .Where(static p => p.Cost is > 0m)
                .ToArray();
            if (Item(review, model, "cheaper-peer", "Cheaper peers",
                peers.Where(p => p.Cost <= Cheaper * cost)
                    .OrderBy(static p => p.Cost).ThenBy(static p => p.Model.Name, StringComparer.Ordinal),
                p => $"{p.Model.Name} ({Wording.Percent(decimal.Round(1m - (p.Cost!.Value / cost), 2))} less)") is { } cheaper)
            {
                yield return cheaper;
            }

            if (Item(review, model, "larger-peer", "Larger peers at no higher price",
                peers.Where(p => p.Cost <= cost && p.Model.ContextWindow >= Larger * window)
                    .OrderByDescending(static p => p.Model.ContextWindow).ThenBy(static p => p.Model.Name, StringComparer.Ordinal),
                static p => $"{p.Model.Name} ({Wording.Tokens(p.Model.ContextWindow!.Value)})") is { } larger)
            {
                yield return larger;
            }
        }
    }

    private static Finding? Item(
        ReviewedTable review, ModelEntry model, string id, string title, IEnumerable<(ModelEntry Model, decimal? Cost)> peers,
        Func<(ModelEntry Model, decimal? Cost), string> shown)
    {
        string[] names = [.. peers.Take(MostPeers).Select(shown)];
        return names.Length == 0 ? null : new(id, FindingLevel.Note, title,
            $"With the features and the window of '{model.Name}', {review.Catalog.Name} has {Wording.Listed(names)}. Whether they are as "
            + "good is for your evaluation to say.")
        {
            Subject = $"model {model.Name}",
            Place = review.PlaceOf(EntrySection.Models, model.Name),
        };
    }

    private static decimal? Blend(ModelEntry model) =>
        model.Price?.Sheet is { Input: { } input, Output: { } output } ? (InputShare * input) + ((1m - InputShare) * output) : null;

    private static bool IsOver(ModelEntry model, DateOnly today) => model.Retires is { } day
        && string.CompareOrdinal(day, today.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)) <= 0;
}
