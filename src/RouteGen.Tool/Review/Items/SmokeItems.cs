using RouteGen.Tool.Findings;
using RouteGen.Tool.Smoke;

namespace RouteGen.Tool.Review.Items;

/// <summary>What the latest smoke run found unwell.</summary>
internal static class SmokeItems
{
    public static IEnumerable<Finding> Find(IReadOnlyDictionary<string, EarlierCall>? calls) =>
        (calls ?? new Dictionary<string, EarlierCall>())
            .Where(static c => !c.Value.IsWell && c.Value.Verdict == "unhealthy")
            .OrderBy(static c => c.Key, StringComparer.Ordinal)
            .Select(static c => new Finding("smoke-unhealthy", FindingLevel.Error, "Unwell in the latest smoke run",
                $"'{c.Key}' was unwell. Run routegen smoke again, or read what its log says.")
            {
                Subject = c.Key,
            });

    /// <summary>The targets of which a call went well.</summary>
    public static IReadOnlySet<string> Well(IReadOnlyDictionary<string, EarlierCall>? calls) =>
        (calls ?? new Dictionary<string, EarlierCall>())
            .Where(static c => c.Value.IsWell)
            .Select(static c => c.Key.Split('/', ' ', '#')[0])
            .ToHashSet(StringComparer.Ordinal);
}
