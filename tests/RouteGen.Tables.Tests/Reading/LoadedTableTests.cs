using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace RouteGen.Tables.Tests.Reading;

/// <summary>A table that was read serves calls as a compiled one does.</summary>
public sealed class LoadedTableTests
{
    private const string Table = """
        {
          "table": "DeskRoutes",
          // Both are simulated.
          "models": { "m": {
            "contextWindow": 1000, "maxOutput": 100, "features": ["streaming"], "usdPerMTok": { "input": 1, "output": 2 } } },
          "providers": {
            "first": { "kind": "openai", "apiKeyEnv": "FIRST_KEY" },
            "second": { "kind": "anthropic", "apiKeyEnv": "SECOND_KEY" }
          },
          "targets": { "one": { "provider": "first", "model": "m" }, "two": { "provider": "second", "model": "m" } },
          "budgets": { "daily": { "per": "user", "limit": { "usd": 1 }, "calendar": "day" } },
          "routes": {
            "ask": { "chain": ["one", "two"], "limits": { "inputTokens": 500, "outputTokens": 50 } },
            "own": { "chain": ["two", "one"], "budgets": ["daily"], "limits": { "inputTokens": 500, "outputTokens": 50 } }
          }
        }
        """;

    [Fact]
    public void A_route_is_found_by_its_name_and_a_scoped_one_needs_a_caller()
    {
        using var services = Services();
        var table = services.GetRequiredService<LoadedRouteTable>();

        Assert.IsAssignableFrom<IChatClient>(table.Find("ask"));
        Assert.False(table.Find("own") is IChatClient);
        Assert.Null(table.Find("Ask"));
        Assert.Same(table.Find("ask"), services.GetRequiredKeyedService<IChatClient>("DeskRoutes/ask"));
    }

    [Fact]
    public void A_broken_table_has_problems_and_no_definition()
    {
        var file = RouteTableFile.Read("a/routes.json", Table.Replace("\"two\": {", "\"two\": { \"regoin\": 1,", StringComparison.Ordinal),
            Options());

        var problem = Assert.Single(file.Problems);
        Assert.Equal(("RG0002", "a/routes.json", 10, 71), (problem.RuleId, problem.Path, problem.Line, problem.Column));
        Assert.Contains("RG0002", Assert.Throws<InvalidOperationException>(() => file.Definition).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => new ServiceCollection().AddRouteTable(file));
    }

    [Fact]
    public void A_kind_without_an_adapter_is_said()
    {
        var file = RouteTableFile.Read("routes.json", Table,
            new() { Adapters = new ProviderAdapters().Add("openai", RouteGen.OpenAI.OpenAIAdapter.Instance) });

        Assert.Equal("RG0010", Assert.Single(file.Problems).RuleId);
    }

    [Theory]
    [InlineData("company.models.json", "company.models.json")]
    [InlineData("../shared/company.models.json", "/shared/company.models.json")]
    public void Shared_models_are_found_from_the_table(string use, string opened)
    {
        var paths = new List<string>();
        var path = use.StartsWith("..", StringComparison.Ordinal) ? "/app/routes.json" : "routes.json";
        var options = Options();
        options.OpenModels = p =>
        {
            paths.Add(p);
            return """{ "models": { "n": { "contextWindow": 7 } } }""";
        };

        var file = RouteTableFile.Read(path, Table
            .Replace("\"models\"", $"\"use\": [\"{use}\"], \"models\"", StringComparison.Ordinal)
            .Replace("\"second\", \"model\": \"m\"", "\"second\", \"model\": \"n\"", StringComparison.Ordinal), options);

        Assert.Equal([opened], paths);
        Assert.Equal(7, file.Definition.Targets[1].Model.ContextWindow);
    }

    [Fact]
    public void The_packed_catalog_is_there_and_another_takes_its_place()
    {
        var table = Table
            .Replace("\"models\"", "\"use\": [\"RouteGen.Catalog\"], \"models\"", StringComparison.Ordinal)
            .Replace("\"second\", \"model\": \"m\"", "\"second\", \"model\": \"gpt-5-mini\"", StringComparison.Ordinal);
        var options = Options();

        Assert.Equal(400_000, RouteTableFile.Read("routes.json", table, options).Definition.Targets[1].Model.ContextWindow);
        options.Catalog = """{ "models": { "gpt-5-mini": { "contextWindow": 9 } } }""";
        Assert.Equal(9, RouteTableFile.Read("routes.json", table, options).Definition.Targets[1].Model.ContextWindow);
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("2026-11-29", true)]
    public void The_calendar_counts_where_a_day_is_said(string? today, bool isRetired)
    {
        var options = Options();
        options.Today = today is null ? null : DateOnly.Parse(today, System.Globalization.CultureInfo.InvariantCulture);

        var file = RouteTableFile.Read(
            "routes.json", Table.Replace("\"contextWindow\": 1000", "\"retires\": \"2026-01-31\", \"contextWindow\": 1000",
                StringComparison.Ordinal), options);

        Assert.Equal(isRetired, file.Problems.Any(static p => p.RuleId == "RG1018"));
        Assert.True(file.IsUsable);
    }

    private static RouteTableFileOptions Options() => new() { Adapters = Kinds.Adapters };

    private static ServiceProvider Services()
    {
        var services = new ServiceCollection();
        services.AddRouteTable(RouteTableFile.Read("routes.json", Table, Options()), static s => s.SkipsUnset = true);
        return services.BuildServiceProvider();
    }
}
