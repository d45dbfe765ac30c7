using System.Text.Json;
using RouteGen.Generators.Tests.Compiling;

namespace RouteGen.Generators.Tests.Emission;

/// <summary>What the generator makes of the table of README.md, and of one that uses everything, has been read by a person.</summary>
public sealed class ApprovedTableTests
{
    [Theory]
    [InlineData("Readme", "Routes", "Targets", "Definition", "Hooks", "Registration", "Prices")]
    [InlineData("Everything", "Routes", "Targets", "Definition", "Hooks", "Registration", "Prices", "Callers")]
    public void A_table_becomes_what_was_approved(string table, params string[] concerns)
    {
        var run = ApprovedTables.Run(table);

        Assert.Empty(run.Problems);
        Assert.Empty(run.Complaints);
        Assert.Equal(concerns.Order(), run.Sources.Keys.Select(file => file.Split('.')[1]).Order());
        Assert.All(
            run.Sources, source => Approved.Equal($"{table}/{source.Key.Replace(".g.cs", "", StringComparison.Ordinal)}", source.Value));
    }

    [Fact]
    public void Everything_is_everything()
    {
        using var schema = JsonDocument.Parse(ApprovedTables.Resource("routes.schema.json"));
        var definitions = schema.RootElement.GetProperty("definitions").EnumerateObject()
            .Where(definition => definition.Name != "on")
            .Select(definition => definition.Value);
        foreach (var properties in definitions.Prepend(schema.RootElement).Where(shape => shape.TryGetProperty("properties", out _)))
        {
            Assert.All(properties.GetProperty("properties").EnumerateObject(), property =>
                Assert.Contains($"\"{property.Name}\":", ApprovedTables.Everything, StringComparison.Ordinal));
        }
    }
}
