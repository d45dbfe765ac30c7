using RouteGen.Model.Json;
using RouteGen.Model.Naming;
using RouteGen.Model.Problems;
using RouteGen.Model.Reading;
using RouteGen.Model.Tables;
using RouteGen.Model.Values;

namespace RouteGen.Model.Checks;

/// <summary>
/// What can be wrong between the tables of one project: RG0008 for a table declared twice, RG0006 for types that two tables would generate.
/// </summary>
public static class TableSetCheck
{
    /// <summary>Checks the tables of a project; of two that clash, the later in <paramref name="readings"/> is the one reported.</summary>
    /// <param name="readings">The tables, in an order that is the same on every machine.</param>
    /// <param name="rootNamespace">
    /// The namespace of tables that state none; null where it is not known, which still is the same one for all of them.
    /// </param>
    public static EquatableArray<Problem> Check(IReadOnlyList<TableReading> readings, string? rootNamespace = null)
    {
        if (readings.Count < 2)
        {
            return default;
        }

        var problems = new List<Problem>();
        var tables = new Dictionary<string, TableReading>(StringComparer.Ordinal);
        var types = new Dictionary<(string? Namespace, string Type), Origin>();
        foreach (var reading in readings)
        {
            var table = reading.Table;

            // Whatever the namespace: AddSupportRoutes() is in one namespace for all tables.
            if (tables.TryGetValue(table.ClassName, out var first))
            {
                Add(problems, FileRules.TableDeclaredTwice, PlaceOfTable(reading),
                    $"The table '{PlainText.Escape(table.ClassName)}' is already declared in '{LexicalPath.FileName(first.Path)}'; give " +
                    $"one of the two another name");
                continue;
            }

            tables.Add(table.ClassName, reading);
            CheckTypes(reading, table.Namespace ?? rootNamespace, types, problems);
        }

        return problems.ToEquatableArray();
    }

    private static void CheckTypes(
        TableReading reading, string? ns, Dictionary<(string? Namespace, string Type), Origin> types, List<Problem> problems)
    {
        Take(reading.Table.ClassName, null);
        foreach (var route in reading.Table.Routes)
        {
            foreach (var type in GeneratedNames.TypesOfRoute(route.Identifier))
            {
                // One slip, one problem: the enum clashes wherever the route's type does.
                if (!Take(type, route))
                {
                    break;
                }
            }
        }

        bool Take(string type, RouteEntry? route)
        {
            if (!types.TryGetValue((ns, type), out var first))
            {
                types.Add((ns, type), new Origin(reading, route));
                return true;
            }

            var at = route is null ? PlaceOfTable(reading) : reading.Find(EntrySection.Routes, route.Name)?.Property.Key;
            Add(problems, FileRules.NameCollision, at, $"{Describe(route, reading)} would generate the type '{PlainText.Escape(type)}', "
                + $"as {Describe(first.Route, first.Reading)} does; rename one, or give the tables different namespaces");
            return false;
        }
    }

    private static string Describe(RouteEntry? route, TableReading reading) => route is null
        ? $"the table '{PlainText.Escape(reading.Table.ClassName)}'"
        : $"the route '{PlainText.Escape(route.Name)}' of the table '{PlainText.Escape(reading.Table.ClassName)}'";

    private static JsonNode? PlaceOfTable(TableReading reading) =>
        (reading.Tree.Root as JsonObject)?.Find("table")?.Value;

    private static void Add(List<Problem> problems, ProblemRule rule, JsonNode? at, string message)
    {
        // A table that does not say its name has a problem of its own, which comes first.
        if (at is not null)
        {
            problems.Add(new Problem(rule, at.Source.Path, at.Range, new EquatableArray<string>([Sentence.Begin(message)])));
        }
    }

    private readonly record struct Origin(TableReading Reading, RouteEntry? Route);
}
