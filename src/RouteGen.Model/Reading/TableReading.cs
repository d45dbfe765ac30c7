using RouteGen.Model.Fields;
using RouteGen.Model.Json;
using RouteGen.Model.Problems;
using RouteGen.Model.Tables;
using RouteGen.Model.Values;

namespace RouteGen.Model.Reading;

/// <summary>A file and its text. Paths are compared as text; none is opened.</summary>
public sealed record TextFile(string Path, string Text);

/// <summary>What reading a routes.json gave: always a table, and what is wrong with it.</summary>
public sealed class TableReading
{
    /// <summary>The file's path as it was given.</summary>
    public required string Path { get; init; }

    /// <summary>What could be read.</summary>
    public required RouteTable Table { get; init; }

    /// <summary>What is wrong: first in this file in order of place, then in the files of shared models.</summary>
    public required EquatableArray<Problem> Problems { get; init; }

    /// <summary>The file's text as parsed, for checks that locate what they find.</summary>
    public required JsonTree Tree { get; init; }

    /// <summary>The places of the entries, models of shared files included; the first of a name only.</summary>
    public required IReadOnlyList<EntryPlace> Places { get; init; }

    /// <summary>Models of shared files that do not count, because the table has one of that name itself.</summary>
    public required IReadOnlyList<EntryPlace> Overridden { get; init; }

    /// <summary>The files of shared models that the table uses and the build sees, in order of use.</summary>
    public required IReadOnlyList<SharedFile> SharedFiles { get; init; }

    /// <summary>The suppressions that the entries state.</summary>
    public required IReadOnlyList<Suppression> Suppressions { get; init; }

    /// <summary>The place of an entry, or null where the file has none of that name.</summary>
    public EntryPlace? Find(EntrySection section, string name) => Places.FirstOrDefault(p => p.Section == section && p.Name == name);
}

/// <summary>A section of the table whose entries have names.</summary>
public enum EntrySection
{
    /// <summary><c>models</c>.</summary>
    Models,

    /// <summary><c>providers</c>.</summary>
    Providers,

    /// <summary><c>targets</c>.</summary>
    Targets,

    /// <summary><c>budgets</c>.</summary>
    Budgets,

    /// <summary><c>routes</c>.</summary>
    Routes,
}

/// <summary>Where an entry stands.</summary>
/// <param name="Section">Its section.</param>
/// <param name="Name">Its key.</param>
/// <param name="Property">Its key and value, with their file and places.</param>
public sealed record EntryPlace(EntrySection Section, string Name, JsonProperty Property);

/// <summary>A file of shared models that a table uses.</summary>
/// <param name="Use">Where the table names it.</param>
/// <param name="IsPackage">Whether a package brings it, so that nobody edits it where it is.</param>
/// <param name="Tree">What it says; its text is that of its entries' places.</param>
/// <param name="Reviewed">The day of its last review, as yyyy-MM-dd; null when it does not say.</param>
/// <param name="Entries">Its models.</param>
public sealed record SharedFile(
    JsonString Use, bool IsPackage, JsonTree Tree, string? Reviewed, IReadOnlyList<JsonProperty> Entries);

/// <summary>An entry's word that a finding is fine.</summary>
/// <param name="Section">The section of the entry.</param>
/// <param name="Entry">The entry's key.</param>
/// <param name="RuleId">The rule that is suppressed, such as RG1003.</param>
/// <param name="Reason">Why that is fine.</param>
/// <param name="Property">Where it stands.</param>
public sealed record Suppression(EntrySection Section, string Entry, string RuleId, string Reason, JsonProperty Property);
