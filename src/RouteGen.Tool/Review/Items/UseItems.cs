using RouteGen.Model.Reading;
using RouteGen.Model.Tables;
using RouteGen.Tool.Findings;
using RouteGen.Tool.Review.Subject;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Review.Items;

/// <summary>Targets that never served, and fallbacks that nobody has tried: whether they work is not known.</summary>
internal static class UseItems
{
    /// <param name="review">The table.</param>
    /// <param name="smoked">Targets that an earlier smoke run found well, which counts as tried.</param>
    public static IEnumerable<Finding> Find(ReviewedTable review, IReadOnlySet<string> smoked)
    {
        if (review.Spend is not { } spend)
        {
            yield break;
        }

        var since = $"since {spend.From.UtcDateTime.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)}";
        foreach (var target in review.UsedTargets)
        {
            var use = spend.Targets.GetValueOrDefault(target.Name);
            var isFirst = review.Table.Routes.Any(r => r.Chain.Count > 0 && r.Chain[0].Target == target.Name);
            if (use.Served > 0 || (use.Asked == 0 && smoked.Contains(target.Name)))
            {
                continue;
            }

            yield return use.Asked > 0
                ? new("never-served", FindingLevel.Error, "Target that never served",
                    $"'{target.Name}' was asked {Wording.Counted(use.Asked, "time")} {since} and never served: "
                    + $"routegen smoke --target {target.Name} says why.")
                {
                    Subject = $"target {target.Name}",
                    Place = review.PlaceOf(EntrySection.Targets, target.Name),
                }
                : new(isFirst ? "never-served" : "never-exercised", FindingLevel.Warning,
                    isFirst ? "Target that never served" : "Fallback that nobody has tried",
                    isFirst
                        ? $"'{target.Name}' comes first in a route and was not asked {since}. Is the route used?"
                        : $"'{target.Name}' was neither needed nor probed {since}, so that whether it works is not known. Probe it "
                        + $"(ProbeEvery), drill it, or try it: routegen smoke --target {target.Name}")
                {
                    Subject = $"target {target.Name}",
                    Place = review.PlaceOf(EntrySection.Targets, target.Name),
                };
        }
    }
}
