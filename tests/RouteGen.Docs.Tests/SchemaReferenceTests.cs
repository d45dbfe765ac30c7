using System.Text.Json;
using RouteGen.Docs.Tests.Pages;

namespace RouteGen.Docs.Tests;

/// <summary>docs/routes-json.md says of every property what the schema says of it.</summary>
public sealed class SchemaReferenceTests
{
    private static readonly JsonElement Schema = JsonDocument.Parse(File.ReadAllText(Path.Combine(Page.Repository, "routes.schema.json"))).RootElement;

    private static readonly Dictionary<string, string> Headings = new()
    {
        ["model"] = "A model",
        ["price"] = "The price of a model",
        ["serviceTierPrice"] = "Prices of a service tier",
        ["priceChange"] = "A change of a price",
        ["tier"] = "A tier of a price",
        ["provider"] = "A provider",
        ["target"] = "A target",
        ["openRouter"] = "OpenRouter's preferences",
        ["openRouterPrice"] = "The highest price at OpenRouter",
        ["budget"] = "A budget",
        ["budgetLimit"] = "The limit of a budget",
        ["route"] = "A route",
        ["chainEntry"] = "An entry of a chain",
        ["options"] = "The options of a chain entry",
        ["on"] = "Faults",
        ["timeouts"] = "Timeouts",
        ["limits"] = "Limits",
        ["retry"] = "Retry",
    };

    public static TheoryData<string> Definitions => [.. Schema.GetProperty("definitions").EnumerateObject().Select(d => d.Name)];

    [Fact]
    public void The_reference_has_every_property_of_a_table() => AssertRows("The table", Schema);

    [Theory]
    [MemberData(nameof(Definitions))]
    public void The_reference_has_every_property_of_an_entry(string definition)
    {
        Assert.True(Headings.TryGetValue(definition, out var heading), $"docs/routes-json.md has no heading for '{definition}'.");
        AssertRows(heading, Schema.GetProperty("definitions").GetProperty(definition));
    }

    private static void AssertRows(string heading, JsonElement shape)
    {
        var section = Section(heading);
        foreach (JsonProperty property in shape.GetProperty("properties").EnumerateObject())
        {
            var row = section.Split('\n').SingleOrDefault(l => l.StartsWith($"| `{property.Name}`", StringComparison.Ordinal));
            Assert.True(row is not null, $"'## {heading}' has no row for '{property.Name}'.");
            Assert.Contains($"| {Description(property.Value)} |", row, StringComparison.Ordinal);
        }
    }

    private static string Description(JsonElement property) => property.TryGetProperty("$ref", out JsonElement reference)
        ? Schema.GetProperty("definitions").GetProperty(reference.GetString()!.Split('/')[^1]).GetProperty("description").GetString()!
        : property.GetProperty("description").GetString()!;

    private static string Section(string heading)
    {
        var text = Page.Read("docs/routes-json.md").Text;
        var start = text.IndexOf($"\n## {heading}\n", StringComparison.Ordinal);
        Assert.True(start >= 0, $"docs/routes-json.md has no heading '## {heading}'.");
        var end = text.IndexOf("\n## ", start + 1, StringComparison.Ordinal);
        return end < 0 ? text[start..] : text[start..end];
    }
}
