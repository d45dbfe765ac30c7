using RouteGen.Model.Json;
using RouteGen.Model.Reading;
using RouteGen.Model.Tables;
using RouteGen.Tables;
using RouteGen.Tool.Findings;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Review.Subject;

/// <summary>What a review looks at.</summary>
/// <param name="Host">The host.</param>
/// <param name="File">The table.</param>
/// <param name="Catalog">What it is compared with.</param>
/// <param name="Today">The day of the review.</param>
/// <param name="Spend">What calls have cost; null where no store was named.</param>
internal sealed record ReviewedTable(ToolHost Host, RouteTableFile File, ReviewCatalog Catalog, DateOnly Today, ReviewSpend? Spend)
{
    /// <summary>The table as it was read.</summary>
    public RouteTable Table => File.Checked.Reading.Table;

    /// <summary>The targets that a route can lead to; nobody asks the others.</summary>
    public IEnumerable<TargetEntry> UsedTargets => Table.Targets.Where(
        t => Table.Routes.Any(r => r.Reach().Any(e => e.Target == t.Name)));

    /// <summary>Where an entry stands; of an entry with a member of that name, the member.</summary>
    public FindingPlace? PlaceOf(EntrySection section, string name, string? member = null)
    {
        if (File.Checked.Reading.Find(section, name)?.Property is not { } property)
        {
            return null;
        }

        var node = member is not null && (property.Value as JsonObject)?.Find(member)?.Value is { } value ? value : property.Key;
        var range = node.Range;
        return new(node.Source.Path, range.Line + 1, range.Column + 1, range.EndLine + 1, range.EndColumn + 1);
    }
}
