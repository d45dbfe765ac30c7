using RouteGen.Costs;
using RouteGen.Model.Checks;
using RouteGen.Model.Checks.Prices;
using RouteGen.Model.Reading;
using RouteGen.Model.Tables;
using Xunit;

namespace RouteGen.Model.Tests.Costs;

/// <summary>RouteGen.Catalog: a models file like any other, complete and plausible, and used only where a table says so.</summary>
public class CatalogTests
{
    private static readonly TextFile File = new(
        "/packages/routegen.catalog/1.0.0/models/RouteGen.Catalog.models.json", WorkedBillTests.Resource("RouteGen.Catalog.models.json"));
    private static readonly ModelsFile Catalog = ModelsFile.Read(File);

    private static readonly ModelEntry[] Chat = [.. Catalog.Models.Where(m => m.ContextWindow is not null)];
    private static readonly ModelEntry[] Embeddings = [.. Catalog.Models.Where(m => m.ContextWindow is null)];

    [Fact]
    public void It_has_at_least_a_hundred_models_each_complete_with_source_and_day()
    {
        Assert.Empty(Catalog.Problems);
        Assert.InRange(Chat.Length, 100, int.MaxValue);
        Assert.InRange(Embeddings.Length, 10, int.MaxValue);
        Assert.All(Catalog.Models, model =>
        {
            Assert.NotNull(model.Price?.Sheet.Input);
            Assert.InRange(string.CompareOrdinal(model.Price?.AsOf, "2026-01-01"), 0, int.MaxValue);
            Assert.NotNull(model.Price?.Source);
        });
        Assert.All(Chat, model =>
        {
            Assert.NotNull(model.MaxOutput);
            Assert.NotNull(model.Price?.Sheet.Output);
            Assert.Null(model.Dimensions);
        });
        Assert.All(Embeddings, model =>
        {
            Assert.NotNull(model.MaxInput);
            Assert.NotNull(model.Dimensions);
            Assert.Null(model.Price?.Sheet.Output);
        });
    }

    [Theory]
    [InlineData("gpt-5.4", 2.5, 11.25)]
    [InlineData("gpt-5.5", 5, 22.5)]
    [InlineData("gpt-5.6-sol", 4, 15)]
    [InlineData("gpt-6-astra", 10, 37.5)]
    public void A_long_request_at_the_flex_tier_costs_half_of_a_long_one_and_not_of_a_short_one(string name, double input, double output)
    {
        var flex = Assert.Single(Catalog.Models, m => m.Name == name).Price!.Sheet.Flex!;

        Assert.Equal(272_000, flex.Tier?.AboveInputTokens);
        Assert.Equal(((decimal)input, (decimal)output), (flex.Tier!.Rates.Input, flex.Tier.Rates.Output));
    }

    [Fact]
    public void No_service_tier_bills_a_long_request_as_a_short_one()
    {
        var tiered = Catalog.Models.Select(m => m.Price!.Sheet).Where(sheet => sheet.Tier is not null);
        Assert.All(
            tiered.SelectMany(sheet => (PriceSheet?[])[sheet.Flex, sheet.Batch]),
            service => Assert.True(service is null || service.Tier is not null));
        Assert.All(Catalog.Models, m => Assert.True(m.Price!.Sheet.Reasoning is null || m.Price.Sheet.Reasoning != m.Price.Sheet.Output));
    }

    [Theory]
    [InlineData("gpt-5.1-codex", "2026-07-23")]
    [InlineData("o3-deep-research", "2026-07-23")]
    [InlineData("qwen/qwen3-32b", "2026-07-17")]
    [InlineData("magistral-medium-2509", "2026-07-31")]
    [InlineData("mistral-medium-2508", "2026-08-31")]
    [InlineData("kimi-k2.5", "2026-08-31")]
    [InlineData("qwen3-max", "2026-10-10")]
    [InlineData("MiniMax-M2.5", "2026-11-18")]
    public void What_has_retired_says_when(string name, string day) =>
        Assert.Equal(day, Assert.Single(Catalog.Models, m => m.Name == name).Retires);

    [Fact]
    public void Its_prices_are_plausible_and_the_plausibility_rules_know_them()
    {
        Assert.Empty(ModelsFileChecks.Run(Catalog));
        Assert.All(Catalog.Models.SelectMany(m => m.Price!.Sheets), sheet =>
            Assert.InRange(sheet.Input!.Value, KnownPrices.Least, KnownPrices.HighestInput));
        Assert.All(Chat.SelectMany(m => m.Price!.Sheets), sheet =>
            Assert.InRange(sheet.Output!.Value, KnownPrices.Least, KnownPrices.HighestOutput));
        Assert.Contains(
            Catalog.Models, m => m.Price!.Sheet.Input == KnownPrices.HighestInput && m.Price.Sheet.Output == KnownPrices.HighestOutput);
    }

    [Fact]
    public void A_table_takes_it_by_the_name_of_its_package_and_never_without()
    {
        var used = TableReader.Read(new TextFile("/app/routes.json", Table("""["RouteGen.Catalog"]""")), [File]);
        var silent = TableReader.Read(new TextFile("/app/routes.json", Table("[]")), [File]);

        Assert.Empty(used.Problems);
        Assert.Equal(0.25m, Assert.Single(used.Table.Models).Price!.Sheet.Input);
        Assert.Equal("RG0007", Assert.Single(silent.Problems).Rule.Id);
    }

    [Fact]
    public void A_package_that_is_not_referenced_is_reported_as_one()
    {
        var problem = Assert.Single(TableReader.Read(new TextFile("/app/routes.json", Table("""["Contoso.Models"]""")), [File]).Problems);

        Assert.Equal(
            "No package provides 'Contoso.Models.models.json': reference the package of that name, or write the path of a file",
            problem.Message);
    }

    [Fact]
    public void One_bump_of_a_package_reprices_every_service_that_uses_it()
    {
        const string Before = """{ "models": { "gpt-5-mini": { "maxOutput": 1000, "usdPerMTok": { "input": 0.25, "output": 2 } } } }""";
        const string After = """{ "models": { "gpt-5-mini": { "maxOutput": 1000, "usdPerMTok": { "input": 0.20, "output": 1 } } } }""";
        decimal?[] costs =
        [
            .. from models in (string[])[Before, After]
               from service in Enumerable.Range(0, 10)
               let table = TableReader.Read(
                   new TextFile($"/service-{service}/routes.json", Table("""["Contoso.Models"]""")),
                   [new TextFile("/packages/Contoso.Models.models.json", models)]).Table
               select WorstCase.Compute(table, table.Routes[0]).CostUsd,
        ];

        Assert.Equal([.. Enumerable.Repeat<decimal?>(2 * 0.0032m, 10), .. Enumerable.Repeat<decimal?>(2 * 0.0022m, 10)], costs);
    }

    [Fact]
    public void Models_that_no_target_uses_can_have_names_that_collide_in_code()
    {
        var models = new TextFile("/app/x.models.json", """{ "models": { "gpt-5-mini": { }, "a-b": { }, "a.b": { }, "1": { } } }""");

        Assert.Empty(TableReader.Read(new TextFile("/app/routes.json", Table("""["x.models.json"]""")), [models]).Problems);
    }

    private static string Table(string use) => $$"""
        { "table": "ServiceRoutes", "use": {{use}}, "providers": { "openai": { "kind": "openai" } },
          "targets": { "mini": { "provider": "openai", "model": "gpt-5-mini" } },
          "routes": { "ask": { "chain": ["mini"], "limits": { "inputTokens": 8000, "outputTokens": 600 } } } }
        """;
}
