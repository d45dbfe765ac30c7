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

    [Fact]
    public void It_has_at_least_eighty_models_each_complete_with_source_and_day()
    {
        Assert.Empty(Catalog.Problems);
        Assert.InRange(Catalog.Models.Count(), 80, int.MaxValue);
        Assert.All(Catalog.Models, model =>
        {
            Assert.NotNull(model.ContextWindow);
            Assert.NotNull(model.MaxOutput);
            Assert.NotNull(model.Price?.Sheet.Input);
            Assert.NotNull(model.Price?.Sheet.Output);
            Assert.Equal("2026-08-01", model.Price?.AsOf);
            Assert.Contains("LiteLLM", model.Price?.Source, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Its_prices_are_plausible_and_the_plausibility_rules_know_them()
    {
        Assert.Empty(ModelsFileChecks.Run(Catalog));
        Assert.All(Catalog.Models.SelectMany(m => m.Price!.Sheets), sheet =>
        {
            Assert.InRange(sheet.Input!.Value, KnownPrices.Least, KnownPrices.HighestInput);
            Assert.InRange(sheet.Output!.Value, KnownPrices.Least, KnownPrices.HighestOutput);
        });
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
