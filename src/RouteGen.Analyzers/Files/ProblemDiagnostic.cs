using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using RouteGen.Model.Checks;

namespace RouteGen.Analyzers.Files;

/// <summary>Turns a located problem into a diagnostic at its place in the JSON.</summary>
internal static class ProblemDiagnostic
{
    public static Diagnostic Of(Problem problem)
    {
        var range = problem.Range;
        var lines = new LinePositionSpan(new LinePosition(range.Line, range.Column), new LinePosition(range.EndLine, range.EndColumn));
        var location = Location.Create(problem.Path, new TextSpan(range.Start, range.Length), lines);
        return Diagnostic.Create(Rules.Of(problem.Rule.Id), location, problem.Arguments.ToArray<object>());
    }
}
