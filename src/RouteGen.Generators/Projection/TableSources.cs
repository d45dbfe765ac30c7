using System.Collections.Immutable;
using RouteGen.Generators.Inputs;
using RouteGen.Model.Reading;
using RouteGen.Model.Tables;

namespace RouteGen.Generators.Projection;

/// <summary>Puts the tables of a project in an order that no file system decides, and leaves out what would be declared twice.</summary>
internal static class TableSources
{
    public static IEnumerable<TableSource> Of((ImmutableArray<ReadTable> Tables, BuildSettings Settings) project, CancellationToken cancellation)
    {
        var names = new DeclaredNames();
        var ordinal = 0;
        foreach (var read in InOrder(project.Tables, project.Settings))
        {
            var table = read.Reading.Table;
            var space = NamespaceOf(table, project.Settings);
            if (!names.TryDeclareTable(table.ClassName))
            {
                continue;
            }

            var declared = names.Declare(table, space);
            yield return new TableSource
            {
                Ordinal = ordinal++,
                Namespace = space,
                Table = declared,
                Adapters = declared.Providers.Select(provider => project.Settings.Kinds.AdapterOf(provider.Kind) ?? "").ToEquatableArray(),
                IsBroken = read.Reading.Problems.Any(problem => problem.Rule.IsBlocking) || declared != table,
            };
        }
    }

    /// <summary>By what the tables say, since paths differ between machines.</summary>
    public static IEnumerable<ReadTable> InOrder(ImmutableArray<ReadTable> tables, BuildSettings settings) => tables
        .OrderBy(read => NamespaceOf(read.Reading.Table, settings), StringComparer.Ordinal)
        .ThenBy(read => read.Reading.Table.ClassName, StringComparer.Ordinal)
        .ThenBy(read => read.Text, StringComparer.Ordinal);

    private static string NamespaceOf(RouteTable table, BuildSettings settings) => table.Namespace ?? settings.RootNamespace;
}
