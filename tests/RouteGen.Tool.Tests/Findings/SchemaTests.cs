using NJsonSchema;
using RouteGen.Tool.Findings;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Tests.Findings;

/// <summary>What is written for programs is valid by its schema: ours, and that of the OASIS for SARIF.</summary>
public sealed class SchemaTests
{
    private const string SarifSchema = "/work/shared/data/sarif-schema-2.1.0.json";

    private static readonly string Folder = Path.GetTempPath();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Json_is_valid_by_the_schema_that_is_packed(bool isClean)
    {
        var schema = await JsonSchema.FromFileAsync(Repository.File("src/RouteGen.Tool/schema/findings.schema.json"),
            TestContext.Current.CancellationToken);

        var (output, _) = Reports.Write(OutputFormat.Json, isClean ? Reports.Clean : Reports.Mixed, Folder);

        Assert.Empty(schema.Validate(output));
    }

    [Fact]
    public async Task The_schema_of_findings_refuses_what_is_not_one()
    {
        var schema = await JsonSchema.FromFileAsync(Repository.File("src/RouteGen.Tool/schema/findings.schema.json"),
            TestContext.Current.CancellationToken);
        var (output, _) = Reports.Write(OutputFormat.Json, Reports.Mixed, Folder);

        Assert.NotEmpty(schema.Validate(output.Replace("\"warning\",", "\"Warning\",", StringComparison.Ordinal)));
        Assert.NotEmpty(schema.Validate(output.Replace("\"line\": 4", "\"line\": 0", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Sarif_is_valid_by_its_schema(bool isClean)
    {
        Assert.SkipUnless(File.Exists(SarifSchema), $"The schema of SARIF is not at {SarifSchema}.");
        var schema = await JsonSchema.FromFileAsync(SarifSchema, TestContext.Current.CancellationToken);

        var (output, _) = Reports.Write(OutputFormat.Sarif, isClean ? Reports.Clean : Reports.Mixed, Folder);

        Assert.Empty(schema.Validate(output));
        Assert.NotEmpty(schema.Validate(output.Replace("utf16CodeUnits", "bytes", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Sarif_of_a_real_run_is_valid_and_has_the_pages_of_its_rules()
    {
        Assert.SkipUnless(File.Exists(SarifSchema), $"The schema of SARIF is not at {SarifSchema}.");
        var schema = await JsonSchema.FromFileAsync(SarifSchema, TestContext.Current.CancellationToken);
        using var tool = new ToolRun();
        tool.Write("routes.json", Check.SpoiltTables.Table.Replace("NAME", "T", StringComparison.Ordinal));
        tool.Write("all.models.json", Check.SpoiltTables.Models);

        var result = await tool.RunAsync("check", "--format", "sarif");

        Assert.Empty(schema.Validate(result.Output));
        using var json = System.Text.Json.JsonDocument.Parse(result.Output);
        var rules = json.RootElement.GetProperty("runs")[0].GetProperty("tool").GetProperty("driver").GetProperty("rules");
        Assert.InRange(rules.GetArrayLength(), 5, 40);
        Assert.All(rules.EnumerateArray(), static rule => Assert.StartsWith(
            $"# {rule.GetProperty("id").GetString()}: {rule.GetProperty("shortDescription").GetProperty("text").GetString()}",
            rule.GetProperty("help").GetProperty("markdown").GetString(),
            StringComparison.Ordinal));
    }
}
