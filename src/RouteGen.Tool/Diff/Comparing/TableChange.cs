using RouteGen.Model.Reading;
using RouteGen.Tool.Diff.Kinds;
using RouteGen.Tool.Findings;

namespace RouteGen.Tool.Diff.Comparing;

/// <summary>One difference between two tables.</summary>
/// <param name="Kind">What kind of change.</param>
/// <param name="Section">The section of the entry; null for the table as a whole.</param>
/// <param name="Entry">The entry's name, of two names the later; null for the table as a whole.</param>
/// <param name="What">What changed, on one line: <c>limits.attempts: 4 → 2</c>. It has no character that cannot be seen.</param>
internal sealed record TableChange(ChangeKind Kind, EntrySection? Section, string? Entry, string What)
{
    /// <summary>The property, as a path within the entry; empty for the entry as a whole.</summary>
    public string Property { get; init; } = "";

    /// <summary>The value before, as it is said to a person; null for none.</summary>
    public string? Before { get; init; }

    /// <summary>The value after; null for none.</summary>
    public string? After { get; init; }

    /// <summary>Where it is in the later table; null where that has no place for it.</summary>
    public FindingPlace? Place { get; init; }

    /// <summary>What programs want besides.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Details { get; init; } = [];

    /// <summary>What it is about, such as <c>route draft</c>.</summary>
    public string Subject => Section is { } section ? $"{Sections.Word(section)} {Entry}" : "table";

    /// <summary>What changed and what follows from it.</summary>
    public string Message => $"{What}. {Kind.Meaning}";
}

/// <summary>Sections as they are said and written.</summary>
internal static class Sections
{
    /// <summary>One of its entries: <c>route</c>.</summary>
    public static string Word(EntrySection section) => Key(section)[..^1];

    /// <summary>Its key in the file: <c>routes</c>.</summary>
    public static string Key(EntrySection section) => section switch
    {
        EntrySection.Models => "models",
        EntrySection.Providers => "providers",
        EntrySection.Targets => "targets",
        EntrySection.Budgets => "budgets",
        _ => "routes",
    };
}
