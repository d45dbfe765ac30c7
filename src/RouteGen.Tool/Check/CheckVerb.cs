using System.CommandLine;
using RouteGen.Tables;
using RouteGen.Tool.Findings;
using RouteGen.Tool.Tables;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Check;

/// <summary>The verb <c>check</c>.</summary>
internal static class CheckVerb
{
    public static Command Create(ToolHost host)
    {
        var table = TableArgument.Create();
        var format = FormatOption.Create(FindingOutput.Formats);
        var failOn = FailOnOption.Create();
        var verb = new Verb("check", "Checks a table by all rules.") { table, format, failOn }
            .Example("routegen check routes.json", "what a build would report, without a build");
        verb.SetAction(result =>
        {
            var file = TableArgument.Load(host, result.GetRequiredValue(table));
            var report = new FindingReport("check", [.. file.Problems.Select(FindingOf)])
            {
                Subjects = [new(file.Path, file.Name)],
                Clean = "1 table, no findings.",
                Texts = file.Checked.Models.Append(file.Checked.Text).ToDictionary(static f => f.Path, static f => f.Text, StringComparer.Ordinal),
            };
            FindingOutput.Write(host, result.GetRequiredValue(format), report);
            return FailOnOption.ExitCodeOf(result.GetRequiredValue(failOn), report.Findings);
        });
        return verb;
    }

    private static Finding FindingOf(RouteTableProblem problem) => new(
        problem.RuleId,
        problem.Severity == RouteTableProblemSeverity.Error ? FindingLevel.Error : FindingLevel.Warning,
        problem.Title,
        problem.Message)
    {
        Place = new(problem.Path, problem.Line, problem.Column, problem.EndLine, problem.EndColumn),
    };
}
