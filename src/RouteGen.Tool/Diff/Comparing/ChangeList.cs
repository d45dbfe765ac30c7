using RouteGen.Model.Json;
using RouteGen.Model.Problems;
using RouteGen.Model.Reading;
using RouteGen.Tool.Findings;

namespace RouteGen.Tool.Diff.Comparing;

/// <summary>The changes so far, each with its place in the later table.</summary>
internal sealed class ChangeList(TableReading after)
{
    private readonly List<TableChange> _changes = [];
    private readonly Dictionary<(EntrySection Section, string Name), JsonProperty> _entries = after.Places
        .GroupBy(static p => (p.Section, p.Name)).ToDictionary(static g => g.Key, static g => g.First().Property);

    /// <summary>How many there are.</summary>
    public int Count => _changes.Count;

    /// <summary>Adds a change, and finds its place unless it has one.</summary>
    public void Add(TableChange change) => _changes.Add(change.Place is null ? change with { Place = Find(change) } : change);

    /// <summary>All of them: the worst first, then in the order of the table's sections and entries as they were found.</summary>
    public IReadOnlyList<TableChange> WorstFirst() => [.. _changes.OrderByDescending(static c => c.Kind.Level)];

    /// <summary>A place as findings state it.</summary>
    public static FindingPlace PlaceOf(string path, TextRange range) =>
        new(path, range.Line + 1, range.Column + 1, range.EndLine + 1, range.EndColumn + 1);

    private FindingPlace? Find(TableChange change)
    {
        var node = change.Section is not { } section
            ? (after.Tree.Root as JsonObject)?.Find(change.Property.Length > 0 ? change.Property : "table")?.Key
            : _entries.TryGetValue((section, change.Entry!), out var entry)
                ? Deepest(entry, change.Property)
                : (after.Tree.Root as JsonObject)?.Find(Sections.Key(section))?.Key;
        return node is null ? null : PlaceOf(node.Source.Path, node.Range);
    }

    /// <summary>The key of a property, or of the nearest that the file states above it.</summary>
    private static JsonString Deepest(JsonProperty entry, string path)
    {
        foreach (var step in path.Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            if ((entry.Value as JsonObject)?.Find(step) is not { } property)
            {
                break;
            }

            entry = property;
        }

        return entry.Key;
    }
}
