using System.Text.Json;

namespace RouteGen.Tool.Findings;

/// <summary>What a verb found, ready to be written in any format.</summary>
/// <param name="Verb">The verb, such as <c>check</c>.</param>
/// <param name="Findings">What it found, in the order in which it found it.</param>
internal sealed record FindingReport(string Verb, IReadOnlyList<Finding> Findings)
{
    /// <summary>The tables and files that were looked at, whether something was found in them or not.</summary>
    public IReadOnlyList<FindingSubject> Subjects { get; init; } = [];

    /// <summary>What to say where nothing was found, such as <c>2 tables, no findings.</c></summary>
    public string Clean { get; init; } = "Nothing found.";

    /// <summary>What the verb has to say besides, after the findings.</summary>
    public IReadOnlyList<ReportSection> Sections { get; init; } = [];

    /// <summary>The texts of files by the paths that findings name, for excerpts and for fingerprints.</summary>
    public IReadOnlyDictionary<string, string> Texts { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>A comment in Markdown that is not seen, by which a later run finds its own comment and updates it; null for none.</summary>
    public string? MarkdownTag { get; init; }

    /// <summary>The findings, the worst first and else as they are.</summary>
    public IEnumerable<Finding> WorstFirst => Findings.OrderByDescending(static f => f.Level);

    /// <summary>Such as <c>2 errors, 1 warning in 2 files.</c></summary>
    public string Summary
    {
        get
        {
            if (Findings.Count == 0)
            {
                return Clean;
            }

            var counts = new[] { FindingLevel.Error, FindingLevel.Warning, FindingLevel.Note }
                .Select(level => (Level: level, Count: Count(level)))
                .Where(static c => c.Count > 0)
                .Select(static c => $"{c.Count} {FindingLevels.Word(c.Level)}{(c.Count == 1 ? "" : "s")}");
            var files = Findings.Select(static f => f.Place?.Path).OfType<string>().Distinct(StringComparer.Ordinal).Count();
            return $"{string.Join(", ", counts)}{(files == 0 ? "" : files == 1 ? " in 1 file" : $" in {files} files")}.";
        }
    }

    /// <summary>How many findings there are of a level.</summary>
    public int Count(FindingLevel level) => Findings.Count(f => f.Level == level);
}

/// <summary>A file that a verb looked at.</summary>
/// <param name="Path">Its path, as the command line wrote it.</param>
/// <param name="Table">The table's name; null for a file of shared models.</param>
internal sealed record FindingSubject(string Path, string? Table);

/// <summary>What a verb has to say besides findings. What a format has no text for is left out of it.</summary>
/// <param name="Name">Its name in JSON, in camelCase.</param>
internal sealed record ReportSection(string Name)
{
    /// <summary>For people, on a screen or in a pipe; as it is, so its maker escapes what comes from files.</summary>
    public string? Text { get; init; }

    /// <summary>For a comment, a page or a step's summary, with its own heading.</summary>
    public string? Markdown { get; init; }

    /// <summary>Writes one JSON value.</summary>
    public Action<Utf8JsonWriter>? Json { get; init; }
}

/// <summary>Levels as they are written; SARIF has the same words.</summary>
internal static class FindingLevels
{
    public static string Word(FindingLevel level) => level switch
    {
        FindingLevel.Error => "error",
        FindingLevel.Warning => "warning",
        _ => "note",
    };
}
