using RouteGen.Model.Problems;
using RouteGen.Tool.Findings;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Check;

/// <summary>Makes of what the rules find a report.</summary>
internal static class CheckReport
{
    /// <param name="host">The host.</param>
    /// <param name="named">The paths of the command line.</param>
    /// <param name="sets">What they mean.</param>
    /// <param name="today">The day as of which tables are judged.</param>
    public static FindingReport Create(ToolHost host, IReadOnlyList<string> named, IReadOnlyList<TableSet> sets, DateOnly today)
    {
        var runs = sets.Select(set => RuleRun.Check(set, today)).ToArray();
        var findings = runs.SelectMany(static run => run.Problems).DistinctBy(static p => p.Problem).Select(p =>
            FindingOf(p, Shown)).ToArray();
        FindingSubject[] subjects =
        [
            .. runs.SelectMany(static run => run.Readings).DistinctBy(static r => r.Path)
                .Select(r => new FindingSubject(Shown(r.Path), r.Table.ClassName)),
            .. sets.SelectMany(static set => set.ModelsFiles).DistinctBy(static f => f.Path)
                .Select(f => new FindingSubject(Shown(f.Path), null)),
        ];
        return new("check", findings)
        {
            Subjects = subjects,
            Clean = $"{Counted(subjects)}, no findings.",
            Texts = runs.SelectMany(static run => run.Texts).DistinctBy(static f => f.Path)
                .ToDictionary(f => Shown(f.Path), static f => f.Text, StringComparer.Ordinal),
        };

        // As the command line writes paths, so that what is printed can be opened from where one is.
        string Shown(string path) => !Path.IsPathRooted(path) || named.Any(static n => Path.IsPathRooted(n))
            ? path
            : Path.GetRelativePath(host.Folder, path);
    }

    /// <summary>A finding of a problem.</summary>
    public static Finding FindingOf(RuleProblem found, Func<string, string> shown)
    {
        var (problem, level, subject) = found;
        var range = problem.Range;
        return new(problem.Rule.Id, level, problem.Rule.Title, problem.Message)
        {
            Place = new(shown(problem.Path), range.Line + 1, range.Column + 1, range.EndLine + 1, range.EndColumn + 1),
            Subject = subject is null ? null : PlainText.Escape(subject),
            Details = problem.Suggested is { } suggested ? [new("suggested", suggested)] : [],
        };
    }

    private static string Counted(IReadOnlyList<FindingSubject> subjects)
    {
        var tables = subjects.Count(static s => s.Table is not null);
        var models = subjects.Count - tables;
        string?[] counts =
        [
            tables == 0 ? null : $"{tables} {(tables == 1 ? "table" : "tables")}",
            models == 0 ? null : $"{models} {(models == 1 ? "file of models" : "files of models")}",
        ];
        return string.Join(", ", counts.OfType<string>());
    }
}
