using RouteGen.Generators.Projection;
using RouteGen.Generators.Writing;

namespace RouteGen.Generators.Emission;

/// <summary>What stands where a table with errors has nothing to give: code that names the cause, should it ever run.</summary>
internal static class BrokenTable
{
    public static string Throw(TableSource source) =>
        $"throw new {RuntimeNames.InvalidOperation}({CSharpText.Literal(Message(source.Table.ClassName))})";

    private static string Message(string table) => $"The routes.json of {table} has errors: the build lists them.";
}
