using System.Text.Json.Nodes;
using RouteGen.Model.Fields;
using RouteGen.Model.Reading;
using RouteGen.Model.Tables;
using RouteGen.Model.Tests.Corpus;
using Xunit;
using Known = RouteGen.Model.Fields.Shapes;

namespace RouteGen.Model.Tests.Schema;

public class SchemaAgreementTests
{
    private static readonly JsonObject Root = JsonNode.Parse(RoutesSchema.Text)!.AsObject();

    private static readonly Dictionary<string, Shape> Shapes = new()
    {
        [""] = Known.Table,
        ["model"] = Known.Model,
        ["price"] = Known.Price,
        ["serviceTierPrice"] = Known.ServiceTierPrice,
        ["priceChange"] = Known.PriceChange,
        ["tier"] = Known.Tier,
        ["provider"] = Known.Provider,
        ["credits"] = Known.Credits,
        ["target"] = Known.Target,
        ["openRouter"] = Known.OpenRouter,
        ["openRouterPrice"] = Known.OpenRouterPrice,
        ["budget"] = Known.Budget,
        ["budgetLimit"] = Known.BudgetLimit,
        ["route"] = Known.Route,
        ["chainEntry"] = Known.ChainEntry,
        ["options"] = Known.ChainOptions,
        ["on"] = Known.On,
        ["timeouts"] = Known.Timeouts,
        ["limits"] = Known.Limits,
        ["retry"] = Known.Retry,
    };

    public static TheoryData<string> ObjectNames => [.. Shapes.Keys];

    /// <summary>Cases about which a schema can say what the reader says.</summary>
    public static TheoryData<string> Structural => [.. CorpusTests.All.Where(c => c.BeyondSchema is null).Select(c => c.Name)];

    /// <summary>Cases that only the reader can refuse.</summary>
    public static TheoryData<string> Beyond =>
        [.. CorpusTests.All.Where(c => c.BeyondSchema is not (null or TableCase.NotJson or TableCase.ValidatorFault)).Select(c => c.Name)];

    [Fact]
    public void The_corpus_has_enough_of_both_kinds()
    {
        Assert.InRange(CorpusTests.All.Count(c => c.BeyondSchema is null && c.Rules.Count == 0), 15, int.MaxValue);
        Assert.InRange(CorpusTests.All.Count(c => c.BeyondSchema is null && c.Rules.Count > 0), 60, int.MaxValue);
    }

    [Theory]
    [MemberData(nameof(Structural))]
    public void Schema_and_reader_agree(string name)
    {
        var table = CorpusTests.All.Single(c => c.Name == name);

        var errors = RoutesSchema.Errors(table.Text);

        Assert.True((errors.Count == 0) == (table.Read().Problems.Count == 0), $"{table.Text}\nschema: {string.Join("; ", errors)}");
    }

    [Theory]
    [MemberData(nameof(Beyond))]
    public void Schema_never_refuses_what_it_cannot_judge(string name) =>
        // Where one of these begins to fail the schema has learnt to say it: it belongs to the cases above then.
        Assert.Empty(RoutesSchema.Errors(CorpusTests.All.Single(c => c.Name == name).Text));

    [Theory]
    [MemberData(nameof(ObjectNames))]
    public void Schema_and_reader_know_the_same_properties_and_require_the_same(string name)
    {
        var schema = SchemaOf(name);

        Assert.Equal(
            Shapes[name].Names.Order(StringComparer.Ordinal),
            schema["properties"]!.AsObject().Select(p => p.Key).Order(StringComparer.Ordinal));
        Assert.False((bool)schema["additionalProperties"]!);
        var required = schema["required"] ?? (name.Length == 0 ? Root["anyOf"]![0]!["required"] : new JsonArray());
        Assert.Equal(Shapes[name].Fields.Where(f => f.Required).Select(f => f.Name), required!.AsArray().Select(r => (string)r!));
    }

    [Theory]
    [MemberData(nameof(ObjectNames))]
    public void Every_property_is_described_and_gives_an_example(string name)
    {
        Assert.NotNull(SchemaOf(name)["description"]);
        foreach (var (key, property) in SchemaOf(name)["properties"]!.AsObject())
        {
            if (property!["$ref"] is { } reference)
            {
                Assert.Contains((string)reference!, Shapes.Keys.Select(k => "#/definitions/" + k));
                continue;
            }

            Assert.True(((string?)property["description"])?.Length > 6, key);
            Assert.True(property["examples"] is JsonArray { Count: > 0 }, key);
        }
    }

    [Fact]
    public void Defaults_of_durations_and_retries_are_the_readers()
    {
        var timeouts = new RouteTimeouts();
        var retry = new RouteRetry();

        Assert.Equal([timeouts.Total, timeouts.Attempt, timeouts.FirstToken, timeouts.Idle, timeouts.StreamTotal],
            ((string[])["total", "attempt", "firstToken", "idle", "streamTotal"]).Select(p => Default("timeouts", p)));
        Assert.Equal([retry.Delay, retry.MaxDelay], ((string[])["delay", "maxDelay"]).Select(p => Default("retry", p)));
        Assert.Equal(retry.MaxRetries, (int)SchemaOf("retry")["properties"]!["maxRetries"]!["default"]!);
    }

    [Fact]
    public void The_schema_takes_the_design_table() => Assert.Empty(RoutesSchema.Errors(DesignTable.Text));

    [Theory]
    [InlineData("""{ "models": { } }""", true)]
    [InlineData("""{ "$schema": "x", "about": "x", "reviewed": "2026-11-20", "models": { "m": { "maxInput": 1 } } }""", true)]
    [InlineData("""{ "about": "x" }""", false)]
    [InlineData("""{ "models": { "m": { "maxInput": 0 } } }""", false)]
    [InlineData("""{ "models": { }, "providers": { } }""", false)]
    [InlineData("""{ "models": { }, "oops": 1 }""", false)]
    public void Schema_and_reader_agree_on_files_of_shared_models(string text, bool isGood)
    {
        var table = new TextFile("routes.json", """{ "table": "GoodRoutes", "use": ["x.models.json"], "routes": { } }""");

        Assert.Equal(isGood, RoutesSchema.Errors(text).Count == 0);
        Assert.Equal(isGood, TableReader.Read(table, [new TextFile("x.models.json", text)]).Problems.Count == 0);
    }

    private static JsonNode SchemaOf(string name) => name.Length == 0 ? Root : Root["definitions"]![name]!;

    private static TimeSpan Default(string owner, string property) =>
        Durations.TryParse((string)SchemaOf(owner)["properties"]![property]!["default"]!, out var duration) ? duration : default;
}
