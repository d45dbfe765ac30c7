using RouteGen.Generators.Projection;
using RouteGen.Model.Problems;
using RouteGen.Model.Tables;

namespace RouteGen.Generators.Emission;

/// <summary>The concern "routes": the table class, a type per route, their names, and their registration.</summary>
internal static class RoutesEmitter
{
    public static GeneratedFile Emit(TableSource source, CancellationToken cancellation)
    {
        var writer = new SourceWriter();
        using (writer.Namespace(source.Namespace))
        {
            WriteTable(writer, source);
            foreach (var route in source.Table.Routes)
            {
                WriteRoute(writer, source, route);
            }
        }

        WriteRegistration(writer, source);
        return writer.ToFile(source, "Routes");
    }

    private static void WriteTable(SourceWriter writer, TableSource source)
    {
        var self = source.TypeName(source.Table.ClassName);
        writer.Line($"/// <summary>{DocText.Sentence(DocText.Of(source.Table.About ?? $"The routes of the table {source.Table.ClassName}"))}</summary>");
        writer.Line(CSharpText.GeneratedCode);
        using var type = writer.Braces($"{source.Accessibility()} sealed partial class {CSharpText.Name(source.Table.ClassName)} : global::RouteGen.Routing.RouteTableBase, global::RouteGen.Routing.IRouteTable<{self}>");
        foreach (var route in source.Table.Routes.Where(_ => !source.IsBroken))
        {
            writer.Line($"private {source.TypeName(route.Identifier + "Route")}? _{route.Identifier};");
        }

        writer.Line($"private {CSharpText.Name(source.Table.ClassName)}(global::RouteGen.Routing.RouteTableRuntime runtime) : base(runtime) {{ {(source.IsBroken ? BrokenTable.Throw(source) : "")} }}");

        writer.Line("/// <inheritdoc/>");
        writer.Line($"public static global::RouteGen.Definitions.RouteTableDefinition Definition => {(source.IsBroken ? BrokenTable.Throw(source) : "__Table.Definition;")}");
        writer.Line("/// <inheritdoc/>");
        writer.Line($"public static {self} Create(global::RouteGen.Routing.RouteTableRuntime runtime) => new {self}(runtime);");
        for (var i = 0; i < source.Table.Routes.Count; i++)
        {
            WriteRouteProperty(writer, source, i);
        }

        writer.Line("/// <inheritdoc/>");
        using (writer.Braces("protected override global::RouteGen.Route GetRoute(int index)"))
        {
            using (writer.Braces("switch (index)"))
            {
                for (var i = 0; i < source.Table.Routes.Count; i++)
                {
                    writer.Line($"case {i}: return {source.Table.Routes[i].Identifier};");
                }

                writer.Line("default: throw new global::System.ArgumentOutOfRangeException(\"index\");");
            }
        }

        WriteNames(writer, "Keys", "The keys under which the routes are registered as chat clients.", "route", source.Table.Routes.Select(route => (route.Identifier, route.Name, source.Table.ClassName + "/" + route.Name)));
        WriteNames(writer, "Targets", "The names of the targets.", "target", source.Table.Targets.Select(target => (target.Identifier, target.Name, target.Name)));
        if (source.Table.Budgets.Count > 0)
        {
            WriteNames(writer, "Budgets", "The names of the budgets.", "budget", source.Table.Budgets.Select(budget => (budget.Identifier, budget.Name, budget.Name)));
        }

        CallersEmitter.WriteCostBuckets(writer, source);
    }

    private static void WriteRouteProperty(SourceWriter writer, TableSource source, int index)
    {
        var route = source.Table.Routes[index];
        var type = source.TypeName(route.Identifier + "Route");
        var made = source.IsBroken
            ? BrokenTable.Throw(source)
            : $"_{route.Identifier} ?? global::System.Threading.Interlocked.CompareExchange(ref _{route.Identifier}, new {type}(Runtime, __Routes._{route.Identifier}), null) ?? _{route.Identifier}!;";
        writer.Line($"/// <summary>{Summary(route)}</summary>");
        writer.Line($"public {type} {route.Identifier} => {made}");
    }

    private static void WriteNames(SourceWriter writer, string name, string summary, string what, IEnumerable<(string Identifier, string Name, string Value)> names)
    {
        writer.Line($"/// <summary>{summary}</summary>");
        using var type = writer.Braces($"public static class {name}");
        foreach (var entry in names)
        {
            writer.Line($"/// <summary>The {what} {DocText.Code(entry.Name)}.</summary>");
            writer.Line($"public {MemberName.Modifier(entry.Identifier)}const string {MemberName.In(name, entry.Identifier)} = {CSharpText.Literal(entry.Value)};");
        }
    }

    private static void WriteRoute(SourceWriter writer, TableSource source, RouteEntry route)
    {
        writer.Line($"/// <summary>{Summary(route)}</summary>");
        writer.Line(CSharpText.GeneratedCode);
        using var type = writer.Braces($"{source.Accessibility()} sealed partial class {route.Identifier}Route : {CallersEmitter.BaseOf(source.Table, route)}<{source.TypeName(route.Identifier + "Target")}>");
        writer.Line($"internal {route.Identifier}Route(global::RouteGen.Routing.RouteTableRuntime runtime, global::RouteGen.Definitions.RouteDefinition definition) : base(runtime, definition) {{ }}");
        CallersEmitter.WriteFor(writer, source, route);
    }

    private static void WriteRegistration(SourceWriter writer, TableSource source)
    {
        const string Services = "global::Microsoft.Extensions.DependencyInjection.IServiceCollection";
        var self = source.TypeName(source.Table.ClassName);
        using var space = writer.Namespace("Microsoft.Extensions.DependencyInjection");
        writer.Line($"/// <summary>Registers the table {DocText.Code(source.Table.ClassName)}.</summary>");
        writer.Line(CSharpText.GeneratedCode);
        using var type = writer.Braces($"{source.Accessibility()} static class {source.Table.ClassName}ServiceCollectionExtensions");
        writer.Line("/// <summary>Registers the table, each of its routes, and each route as a keyed chat client.</summary>");
        writer.Line("/// <param name=\"services\">The application's services.</param>");
        writer.Line("/// <param name=\"configure\">Adjusts the registration.</param>");
        writer.Line("/// <returns><paramref name=\"services\"/>.</returns>");
        writer.Line($"public static {Services} Add{source.Table.ClassName}(this {Services} services, global::System.Action<global::RouteGen.Hosting.RouteTableBuilder<{self}>>? configure = null) => global::RouteGen.Hosting.RouteTableServices.AddRouteTable<{self}>(services, configure);");
    }

    private static string Summary(RouteEntry route) =>
        route.About is null ? $"The route {DocText.Code(route.Name)}." : $"{DocText.Code(route.Name)}: {DocText.Sentence(DocText.Of(route.About))}";
}
