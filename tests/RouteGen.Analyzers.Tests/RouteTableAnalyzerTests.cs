using RouteGen.Analyzers.Tables;
using RouteGen.Analyzers.Tests.Analyzing;

namespace RouteGen.Analyzers.Tests;

public sealed class RouteTableAnalyzerTests
{
    private const string Good = """
        {
          "table": "SupportRoutes",
          "use": ["../company.models.json"],
          "providers": { "openai": { "kind": "openai" }, "house": { "kind": "custom" } },
          "targets": { "mini": { "provider": "openai", "model": "gpt-5-mini" }, "spare": { "provider": "house", "model": "gpt-5-mini" } },
          "routes": { "summarize": { "chain": ["mini", "spare"] } }
        }
        """;

    private const string Models =
        """{ "models": { "gpt-5-mini": { "contextWindow": 400000, "usdPerMTok": { "input": 0.25, "output": 2 } } } }""";

    [Fact]
    public async Task A_good_table_has_no_findings() =>
        Assert.Empty(await FindingsAsync(("/src/app/routes.json", Good), ("/src/company.models.json", Models)));

    [Fact]
    public async Task A_project_without_a_table_has_no_findings() =>
        Assert.Empty(await FindingsAsync(("/src/app/settings.json", "{"), ("/src/company.models.json", "{")));

    [Theory]
    [InlineData("[\"mini\"", "[\"maxi\"", "RG0007 routes.json(6,40)")]
    [InlineData("\"kind\": \"openai\"", "\"kind\": \"anthropic\"", "RG0010 routes.json(4,38)")]
    [InlineData("../company", "company", "RG0011 routes.json(3,11)")]
    [InlineData("\"chain\"", "\"chains\": 1, \"chain\"", "RG0002 routes.json(6,30)")]
    public async Task A_slip_is_one_finding_at_its_place(string good, string bad, string expected)
    {
        var findings = await FindingsAsync(("/src/app/routes.json", Good.Replace(good, bad)), ("/src/company.models.json", Models));

        Assert.Equal([expected], findings);
    }

    [Fact]
    public async Task A_slip_in_shared_models_is_found_there_once()
    {
        var other = Good.Replace("SupportRoutes", "OtherRoutes").Replace("\"summarize\"", "\"digest\"");

        var findings = await FindingsAsync(
            ("/src/app/routes.json", Good),
            ("/src/app/other.routes.json", other),
            ("/src/company.models.json", Models.Replace("contextWindow", "window")));

        Assert.Equal(["RG0002 company.models.json(1,31)"], findings);
    }

    [Fact]
    public async Task A_table_in_two_files_is_found_in_the_later_one() =>
        Assert.Equal(
            ["RG0008 z.routes.json(2,12)"],
            await FindingsAsync(
                ("/src/app/routes.json", Good), ("/src/app/z.routes.json", Good + "\n"), ("/src/company.models.json", Models)));

    [Fact]
    public async Task A_file_that_is_listed_twice_counts_once() =>
        Assert.Empty(
            await FindingsAsync(("/src/app/routes.json", Good), ("/src/app/routes.json", Good), ("/src/company.models.json", Models)));

    private static Task<IReadOnlyList<string>> FindingsAsync(params (string Path, string Text)[] files) =>
        Analysis.OfAsync(new RouteTableAnalyzer(), "public class C { }", files);
}
