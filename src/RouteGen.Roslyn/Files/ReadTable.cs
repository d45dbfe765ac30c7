using RouteGen.Model.Reading;
using RouteGen.Model.Values;

namespace RouteGen.Roslyn.Files;

/// <summary>A table's text and what reading it gave. Equal only to itself: what later steps compare are its parts.</summary>
internal sealed class ReadTable(string text, TableReading reading)
{
    public TableReading Reading { get; } = reading;

    public static ReadTable From(TextFile table, EquatableArray<TextFile> models) => new(table.Text, TableReader.Read(table, models));

    /// <summary>
    /// The tables of a project, ordered by what they say, since paths differ between machines. A file
    /// that reaches the compiler twice counts once.
    /// </summary>
    public static IReadOnlyList<ReadTable> InOrder(IEnumerable<ReadTable> tables, BuildSettings settings) =>
    [
        .. tables
            .GroupBy(table => table.Reading.Path, StringComparer.Ordinal)
            .Select(group => group.First())
            .OrderBy(table => settings.NamespaceOf(table.Reading.Table), StringComparer.Ordinal)
            .ThenBy(table => table.Reading.Table.ClassName, StringComparer.Ordinal)
            .ThenBy(table => table.Text, StringComparer.Ordinal),
    ];

    private string Text { get; } = text;
}
