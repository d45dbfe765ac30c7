using RouteGen.Generators.Projection;
using RouteGen.Generators.Writing;
using RouteGen.Model.Problems;
using RouteGen.Model.Tables;
using static RouteGen.Generators.Emission.RuntimeNames;
using static RouteGen.Generators.Writing.CSharpText;

namespace RouteGen.Generators.Emission;

/// <summary>The concern "routes": the table's class with a property per route, and a class per route.</summary>
internal static class RoutesEmitter
{
    public static GeneratedFile Emit(TableSource source)
    {
        var writer = SourceFile.Begin(source, "The routes");
        writer.Line($"[assembly: {RouteTableAttribute}(typeof({source.FullName()}){Kinds(source.Table)})]");
        writer.Gap();
        writer.Namespace(source.Namespace);
        var summaries = source.Table.Routes.Select(RouteText.Describe).ToArray();
        WriteTable(writer, source, summaries);
        for (var i = 0; i < summaries.Length; i++)
        {
            writer.Gap();
            WriteRoute(writer, source, source.Table.Routes[i], summaries[i]);
        }

        return writer.End(source, "Routes");
    }

    /// <summary>The kinds that a package serves, for rules on code that reaches the same providers past the table.</summary>
    private static string Kinds(RouteTable table)
    {
        var kinds = table.Providers.Select(provider => provider.Kind)
            .Where(kind => kind.Length > 0 && kind != KnownKinds.Custom)
            .Distinct(StringComparer.Ordinal)
            .OrderBy(kind => kind, StringComparer.Ordinal)
            .ToArray();
        return kinds.Length == 0 ? "" : $", Kinds = {Literal(string.Join(",", kinds))}";
    }

    private static void WriteTable(SourceWriter writer, TableSource source, string[] summaries)
    {
        var table = Name(source.Table.ClassName);
        var about = source.Table.About ?? $"The routes of the table {source.Table.ClassName}";
        writer.Doc("summary", DocText.Sentence(DocText.Escape(about)));
        writer.Lines(Attributes.OfCode);
        using (writer.Indented(SourceFile.TablePart(source) + " :"))
        {
            writer.Line($"{RouteTableBase},");
            writer.Line($"{RouteTableInterface}<{table}>");
        }

        using var type = writer.Body();
        if (!source.IsBroken)
        {
            WriteFields(writer, source);
        }

        writer.Line($"private {table}({RouteTableRuntime} runtime)");
        WriteBaseCall(writer, source, "runtime");
        writer.Gap();
        writer.Doc("summary", "The compiled table.");
        writer.Arrow(
            $"public static {RouteTableDefinition} Definition", source.IsBroken ? BrokenTable.Throw(source) : $"{source.Compiled()}.Table");
        WriteProperties(writer, source, summaries);
        writer.Gap();
        writer.Line("/// <inheritdoc/>");
        writer.Line(Attributes.Hidden);
        writer.Line($"public static {table} Create({RouteTableRuntime} runtime) => new(runtime);");
        WriteGetRoute(writer, source);
        writer.Names("Keys", "The keys under which the routes are registered.", source.Table.Routes.Select(route => new NamedEntry(
            route.Identifier, $"{source.Table.ClassName}/{route.Name}", $"The route {DocText.Code(route.Name)}.")));
        if (source.Table.Budgets.Count > 0)
        {
            writer.Names("Budgets", "The names of the budgets.", source.Table.Budgets.Select(budget => new NamedEntry(
                budget.Identifier, budget.Name, BudgetText.Describe(budget))));
        }
    }

    private static void WriteFields(SourceWriter writer, TableSource source)
    {
        foreach (var route in source.Table.Routes)
        {
            writer.Line($"private {route.Identifier}Route? {FieldName(route.Identifier)};");
        }

        writer.Gap();
    }

    private static void WriteProperties(SourceWriter writer, TableSource source, string[] summaries)
    {
        var compiled = source.Compiled();
        for (var i = 0; i < summaries.Length; i++)
        {
            var route = source.Table.Routes[i];
            var field = FieldName(route.Identifier);
            writer.Gap();
            writer.Doc("summary", summaries[i]);
            using var property = writer.Indented($"public {route.Identifier}Route {route.Identifier} =>");
            if (source.IsBroken)
            {
                writer.Line(BrokenTable.Throw(source) + ";");
            }
            else
            {
                using var made = writer.Indented($"{field} ?? {EnsureInitialized}(");
                writer.Line($"ref {field}, () => new(Runtime, {compiled}.{route.Identifier}Route));");
            }
        }
    }

    private static void WriteGetRoute(SourceWriter writer, TableSource source)
    {
        writer.Gap();
        writer.Line("/// <inheritdoc/>");
        using var choice = writer.Braces($"protected override {Route} GetRoute(int index) => index switch", "};");
        for (var i = 0; i < source.Table.Routes.Count; i++)
        {
            writer.Line($"{Literal(i)} => {source.Table.Routes[i].Identifier},");
        }

        writer.Line($"_ => throw new {OutOfRange}(\"index\"),");
    }

    private static void WriteRoute(SourceWriter writer, TableSource source, RouteEntry route, string summary)
    {
        writer.Doc("summary", summary);
        var routeBase = $"{CallersEmitter.BaseOf(source.Table, route)}<{route.Identifier}Target>";
        using var type = writer.Braces($"{SourceFile.RoutePart(source, route.Identifier)} : {routeBase}");
        writer.Lines(Attributes.OfCode);
        writer.Line(Attributes.Hidden);
        using (writer.Indented($"internal {route.Identifier}Route("))
        {
            writer.Line($"{RouteTableRuntime} runtime,");
            writer.Line($"{RouteDefinition} definition)");
        }

        WriteBaseCall(writer, source, "runtime, definition");
    }

    /// <summary>Ends a constructor that does what its base's does.</summary>
    private static void WriteBaseCall(SourceWriter writer, TableSource source, string arguments)
    {
        writer.Line($"    : base({arguments})");
        using var body = writer.Body();
        if (source.IsBroken)
        {
            writer.Line(BrokenTable.Throw(source) + ";");
        }
    }
}
