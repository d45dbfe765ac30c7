using RouteGen.Model.Problems;
using RouteGen.Tables;
using RouteGen.Tool.Diff.Comparing;
using RouteGen.Tool.Diff.Writing;
using RouteGen.Tool.Findings;

namespace RouteGen.Tool.Diff;

/// <summary>What is said of a later table that cannot be used: what is wrong with it, and that nothing was compared.</summary>
internal static class BrokenTable
{
    public static FindingReport Report(RouteTableFile file, string before, string after)
    {
        var said = $"{Show.Name(after)} cannot be used, so it was not compared with {Show.Name(before)}.";
        return new("diff", [.. file.Checked.Problems.Select(FindingOf)])
        {
            Subjects = [new(file.Path, file.Name)],
            MarkdownTag = DiffResult.TagOf(file.Name),
            Texts = file.Checked.Models.Prepend(file.Checked.Text)
                .DistinctBy(static f => f.Path).ToDictionary(static f => f.Path, static f => f.Text, StringComparer.Ordinal),
            Sections = [new("notCompared") { Text = said, Markdown = said, Json = json => json.WriteStringValue(said) }],
        };
    }

    private static Finding FindingOf(Problem problem) => new(
        problem.Rule.Id, problem.Rule.Severity == ProblemSeverity.Error ? FindingLevel.Error : FindingLevel.Warning, problem.Rule.Title,
            problem.Message)
    {
        Place = ChangeList.PlaceOf(problem.Path, problem.Range),
    };
}
