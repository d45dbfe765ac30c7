using System.Text.Json;
using RouteGen.Docs.Tests.Pages;

namespace RouteGen.Docs.Tests;

/// <summary>docs/routes-json.md says of every property what the schema says of it: its tables are written from the schema.</summary>
public sealed class SchemaReferenceTests
{
    /// <summary>Set to a folder, such as the repository's, to have the page written into its docs.</summary>
    private const string ReceiveVariable = "ROUTEGEN_RECEIVE";

    private const string PageName = "docs/routes-json.md";

    private static readonly JsonElement Schema = JsonDocument.Parse(
        File.ReadAllText(Path.Combine(Page.Repository, "routes.schema.json"))).RootElement;

    private static readonly Dictionary<string, string> Headings = new()
    {
        ["model"] = "A model",
        ["price"] = "The price of a model",
        ["serviceTierPrice"] = "Prices of a service tier",
        ["priceChange"] = "A change of a price",
        ["tier"] = "A tier of a price",
        ["provider"] = "A provider",
        ["credits"] = "A provider's free credit",
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

    [Fact]
    public void The_reference_has_every_object_and_property_of_the_schema()
    {
        var page = Page.Read(PageName).Text;
        var tables = new PropertyTable(Schema, Headings);
        var written = With(page, "The table", tables.Of(Table()));
        foreach (var definition in Schema.GetProperty("definitions").EnumerateObject())
        {
            Assert.True(Headings.TryGetValue(definition.Name, out var heading), $"{PageName} has no heading for '{definition.Name}'.");
            written = With(written, heading, tables.Of(definition.Value));
            Assert.Contains(
                $"## {heading} {definition.Value.GetProperty("description").GetString()} ", Plain(written), StringComparison.Ordinal);
        }

        if (Environment.GetEnvironmentVariable(ReceiveVariable) is { Length: > 0 } folder)
        {
            File.WriteAllText(Path.Combine(folder, PageName), written);
        }

        Assert.True(
            written == page,
            $"{PageName} says something else than routes.schema.json: set {ReceiveVariable} to the repository's folder, run again, and " +
            $"read the change.");
    }

    /// <summary>A page's words in a row, without marks for code.</summary>
    private static string Plain(string page) =>
        string.Join(' ', page.Replace("`", "", StringComparison.Ordinal).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>The root of the schema, which is a table or a file of models; what a table must have is in the first of the two.</summary>
    private static JsonElement Table() => JsonSerializer.SerializeToElement(new Dictionary<string, JsonElement>
    {
        ["properties"] = Schema.GetProperty("properties"),
        ["required"] = Schema.GetProperty("anyOf")[0].GetProperty("required"),
    });

    /// <summary>The page with a table under a heading instead of the one that stands there.</summary>
    private static string With(string page, string heading, string table)
    {
        var section = page.IndexOf($"\n## {heading}\n", StringComparison.Ordinal);
        Assert.True(section >= 0, $"{PageName} has no heading '## {heading}'.");
        var start = page.IndexOf("\n| Property |", section, StringComparison.Ordinal) + 1;
        var end = page.IndexOf("\n\n", start, StringComparison.Ordinal);
        Assert.True(
            start > 0 && !page[(section + 1)..start].Contains("\n## ", StringComparison.Ordinal),
            $"'## {heading}' has no table of properties.");
        return page[..start] + table + page[end..];
    }
}
