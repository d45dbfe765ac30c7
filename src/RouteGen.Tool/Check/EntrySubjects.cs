using RouteGen.Model.Problems;
using RouteGen.Model.Reading;

namespace RouteGen.Tool.Check;

/// <summary>
/// Tells which entry of a file a problem is in. Entries do not overlap, so that one search finds it: a table may have thousands, and a
/// problem in each.
/// </summary>
internal sealed class EntrySubjects(IEnumerable<TableReading> readings)
{
    private readonly Dictionary<string, EntryPlace[]> _places = readings.SelectMany(static reading => reading.Places)
        .GroupBy(static place => place.Property.Key.Source.Path, StringComparer.Ordinal)
        .ToDictionary(
            static ofFile => ofFile.Key, static ofFile => ofFile.OrderBy(static place => place.Property.Key.Start).ToArray(),
            StringComparer.Ordinal);

    /// <summary>The entry's section and name; null for a problem that is in none.</summary>
    public string? Find(Problem problem)
    {
        if (!_places.TryGetValue(problem.Path, out var places))
        {
            return null;
        }

        var (from, to) = (0, places.Length);
        while (from < to)
        {
            var middle = (from + to) / 2;
            (from, to) = places[middle].Property.Key.Start <= problem.Range.Start ? (middle + 1, to) : (from, middle);
        }

        return from > 0 && places[from - 1] is var (section, name, property)
            && problem.Range.Start + problem.Range.Length <= property.Value.Start + property.Value.Length
                ? $"{section.ToString().ToLowerInvariant().TrimEnd('s')} {name}"
                : null;
    }
}
