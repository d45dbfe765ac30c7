using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using RouteGen.Model.Problems;

namespace RouteGen.Roslyn.Files;

/// <summary>Turns a located problem into a diagnostic at its place in the JSON.</summary>
internal static class ProblemDiagnostic
{
    /// <summary>The property that holds <see cref="Problem.Suggested"/>, for code fixes.</summary>
    public const string Suggested = "Suggested";

    public static Diagnostic Create(Problem problem)
    {
        var range = problem.Range;
        var lines = new LinePositionSpan(new LinePosition(range.Line, range.Column), new LinePosition(range.EndLine, range.EndColumn));
        var location = Location.Create(problem.Path, new TextSpan(range.Start, range.Length), lines);
        var properties = problem.Suggested is null
            ? ImmutableDictionary<string, string?>.Empty
            : ImmutableDictionary<string, string?>.Empty.Add(Suggested, problem.Suggested);
        return Diagnostic.Create(Descriptors.Get(problem.Rule), location, properties, problem.Arguments.ToArray<object>());
    }
}
