using RouteGen.Generators.Writing;

namespace RouteGen.Generators.Emission;

/// <summary>An entry of a table whose name is a constant.</summary>
internal sealed record NamedEntry(string Identifier, string Name, string Summary);

/// <summary>Writes classes of constants.</summary>
internal static class NamesWriter
{
    public static void Names(this SourceWriter writer, string type, string summary, IEnumerable<NamedEntry> entries)
    {
        writer.Gap();
        writer.Doc("summary", summary);
        writer.Line(Attributes.Generated);
        using var names = writer.Braces($"public static class {type}");
        foreach (var entry in entries)
        {
            writer.Gap();
            writer.Doc("summary", entry.Summary);
            var modifier = MemberName.Modifier(entry.Identifier);
            writer.Line($"public {modifier}const string {MemberName.In(type, entry.Identifier)} = {CSharpText.Literal(entry.Name)};");
        }
    }
}
