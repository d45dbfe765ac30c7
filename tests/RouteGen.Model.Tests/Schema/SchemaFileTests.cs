using RouteGen.Model.Fields;
using Xunit;

namespace RouteGen.Model.Tests.Schema;

/// <summary>routes.schema.json is written from the lists of properties, not by hand.</summary>
public class SchemaFileTests
{
    /// <summary>Set to a folder, such as the repository's, to have the file written there.</summary>
    private const string ReceiveVariable = "ROUTEGEN_RECEIVE";

    [Fact]
    public void The_schema_is_the_one_of_the_properties()
    {
        var written = SchemaWriter.Write();
        if (Environment.GetEnvironmentVariable(ReceiveVariable) is { Length: > 0 } folder)
        {
            File.WriteAllText(Path.Combine(folder, "routes.schema.json"), written);
        }

        Assert.True(
            written == RoutesSchema.Text.ReplaceLineEndings("\n"),
            $"routes.schema.json says something else than src/RouteGen.Model/Fields: set {ReceiveVariable} to the repository's folder, " +
            $"run again, and read the change.");
    }

    [Fact]
    public void What_a_property_means_is_said_once_and_well()
    {
        foreach (var field in Shapes.Defined.Prepend(Shapes.Table).SelectMany(shape => shape.Fields))
        {
            // An object is described where its properties are.
            Assert.Equal(field.Form.Definition is null, field.Description is not null);
            Assert.True(field.Description?.EndsWith('.') ?? true, field.Name);
            Assert.Contains(field.Form.Definition ?? "model", Shapes.Defined.Select(shape => shape.Name));
        }
    }
}
