using System.Collections.Immutable;
using RouteGen.Generators.Inputs;
using RouteGen.Model.Checks;
using RouteGen.Model.Tables;

namespace RouteGen.Generators.Projection;

/// <summary>What stops the tables of a project from being used. Empty for good ones.</summary>
internal static class ProjectProblems
{
    public static EquatableArray<Problem> Of((ImmutableArray<ReadTable> Tables, BuildSettings Settings) project, CancellationToken cancellation)
    {
        // Two tables that use one file of models find the same problems in it.
        return TableSources.InOrder(project.Tables, project.Settings)
            .SelectMany(read => read.Reading.Problems)
            .Where(problem => problem.Rule.IsBlocking)
            .Distinct()
            .ToEquatableArray();
    }
}
