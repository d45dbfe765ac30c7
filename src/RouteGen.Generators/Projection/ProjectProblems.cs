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
        // In the order of emission, so that of two tables that clash the one reported is the one left out.
        var readings = TableSources.InOrder(project.Tables, project.Settings).Select(read => read.Reading).ToArray();
        var kinds = project.Settings.Kinds.Names;
        return readings.SelectMany(reading => reading.Problems.Concat(ProviderKindCheck.Check(reading, kinds)))
            .Concat(TableSetCheck.Check(readings, project.Settings.RootNamespace))
            .Where(problem => problem.Rule.IsBlocking)

            // Two tables that use one file of models find the same problems in it.
            .Distinct()
            .ToEquatableArray();
    }
}
