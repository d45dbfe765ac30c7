using RouteGen.Tool.Findings;

namespace RouteGen.Tool.Diff.Kinds;

/// <summary>A kind of change. Its id never changes meaning, and has one level.</summary>
/// <param name="Id">Such as <c>route-removed</c>; docs/tool.md lists them all.</param>
/// <param name="Level">
/// An error breaks callers, production, or what the table promised about data; a warning is to be looked at; a note is harmless.
/// </param>
/// <param name="Title">A short name.</param>
/// <param name="Meaning">What follows from it, in a sentence.</param>
internal sealed record ChangeKind(string Id, FindingLevel Level, string Title, string Meaning)
{
    public static ChangeKind Error(string id, string title, string meaning) => new(id, FindingLevel.Error, title, meaning);

    public static ChangeKind Warning(string id, string title, string meaning) => new(id, FindingLevel.Warning, title, meaning);

    public static ChangeKind Note(string id, string title, string meaning) => new(id, FindingLevel.Note, title, meaning);
}
