using System.Collections.Immutable;
using RouteGen.Model.Values;
using RouteGen.Roslyn.Files;

namespace RouteGen.Generators.Projection;

/// <summary>Puts the tables of a project in an order that no file system decides, and omits what would be declared twice.</summary>
internal static class TableSources
{
    public static IEnumerable<TableSource> Order(
        (ImmutableArray<ReadTable> Tables, BuildSettings Settings) project, CancellationToken cancellation)
    {
        var names = new DeclaredNames();
        var files = new FileNames();
        foreach (var read in ReadTable.InOrder(project.Tables, project.Settings))
        {
            var table = read.Reading.Table;
            var space = project.Settings.NamespaceOf(table);
            if (!names.TryDeclareTable(table.ClassName))
            {
                continue;
            }

            var declared = names.Declare(table, space);
            yield return new TableSource
            {
                FileName = files.Take(table.ClassName),
                Namespace = space,
                Table = declared,
                Adapters = declared.Providers.Select(
                    provider => project.Settings.Kinds.AdapterOf(declared, provider) ?? "").ToEquatableArray(),
                IsBroken = read.Reading.Problems.Any(problem => problem.Rule.IsBlocking) || declared != table,
            };
        }
    }
}
