using RouteGen.Tool.Diff.Comparing;
using RouteGen.Tool.Findings;

namespace RouteGen.Tool.Diff.Writing;

/// <summary>A comparison in plain lines, for a pipe, a log, or what serves a table that was read again.</summary>
internal static class DiffText
{
    /// <summary>Such as <c>1 error, 2 warnings, 3 notes</c>; <c>no changes</c> for none.</summary>
    public static string Summary(TableDiff diff) => diff.Changes.Count == 0 ? "no changes" : string.Join(
        ", ",
        new[] { FindingLevel.Error, FindingLevel.Warning, FindingLevel.Note }
            .Select(l => (Level: l, Count: diff.Count(l))).Where(static l => l.Count > 0)
            .Select(static l => $"{l.Count} {l.Level.ToString().ToLowerInvariant()}{(l.Count == 1 ? "" : "s")}"));

    /// <summary>A line for each change, the worst first: <c>warning route draft: limits.attempts: 4 → 2 [attempts-lowered]</c>.</summary>
    public static IEnumerable<string> Lines(TableDiff diff) => diff.Changes.Select(static c =>
        $"{c.Kind.Level.ToString().ToLowerInvariant(),-7} {Show.Name(c.Subject)}: {c.What} [{c.Kind.Id}]");
}
