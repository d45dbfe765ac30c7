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

    /// <summary>
    /// What stops the tables, and the secrets in all of them if anything does: the compiler asks no analyzer once a generator has
    /// reported an error that cannot be configured, and whoever fixes that error has checked the key in meanwhile.
    /// </summary>
    public static IEnumerable<Problem> CollectWithSecrets(IReadOnlyCollection<ReadTable> tables, BuildSettings settings)
    {
        var blocking = Collect(tables, settings);
        return blocking.Count == 0 ? blocking : blocking.Concat(Secrets(tables, settings));
    }

    /// <summary>The secrets in the tables and in the files of models that they use, each once.</summary>
    public static IEnumerable<Problem> Secrets(IEnumerable<ReadTable> tables, BuildSettings settings) =>
        ReadTable.InOrder(tables, settings).SelectMany(table => TableChecks.Secrets(table.Reading)).Distinct();
}
