using RouteGen.Generators.Projection;
using RouteGen.Generators.Writing;
using static RouteGen.Generators.Emission.RuntimeNames;

namespace RouteGen.Generators.Emission;

/// <summary>The concern "registration": the method that adds the table to an application's services.</summary>
internal static class RegistrationEmitter
{
    public static GeneratedFile Emit(TableSource source)
    {
        var table = source.Table.ClassName;
        var self = source.FullName();
        var writer = SourceFile.Begin(source, "The registration");
        writer.Namespace("Microsoft.Extensions.DependencyInjection");
        writer.Doc("summary", $"Registers the table {DocText.Code(table)}.");
        writer.Lines(Attributes.OfCode);
        using (writer.Braces($"{source.Accessibility()} static class {table}ServiceCollectionExtensions"))
        {
            writer.Doc("summary", "Registers the table, each of its routes, and each route as a keyed client.");
            writer.Doc("param", "The application's services.", " name=\"services\"");
            writer.Doc("param", "Adjusts the registration.", " name=\"configure\"");
            writer.Doc("returns", "<paramref name=\"services\"/>.");
            using (writer.Indented($"public static IServiceCollection Add{table}("))
            {
                writer.Line("this IServiceCollection services,");
                writer.Line($"global::System.Action<{RouteTableBuilder}<{self}>>? configure = null) =>");
                writer.Line($"{RouteTableServiceCollectionExtensions}.AddRouteTable<{self}>(services, configure);");
            }
        }

        return writer.End(source, "Registration");
    }
}
