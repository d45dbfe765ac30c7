using RouteGen.Model.Checks;
using RouteGen.Model.Problems;
using RouteGen.Model.Values;

namespace RouteGen.Roslyn.Files;

/// <summary>What stops the tables of a project from being used. Empty for good ones.</summary>
internal static class ProjectProblems
{
    public static EquatableArray<Problem> Collect(IEnumerable<ReadTable> tables, BuildSettings settings)
    {
        // In the order of emission, so that of two tables that clash the one reported is the one omitted.
        var readings = ReadTable.InOrder(tables, settings).Select(table => table.Reading).ToArray();
        var kinds = settings.Kinds.Names;
        return readings.SelectMany(reading => reading.Problems.Concat(ProviderKindCheck.Check(reading, kinds)))
            .Concat(TableSetCheck.Check(readings, settings.RootNamespace))
            .Where(problem => problem.Rule.IsBlocking)

            // Two tables that use one file of models find the same problems in it.
            .Distinct()
            .ToEquatableArray();
    }
}
