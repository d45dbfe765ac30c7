using RouteGen.Model.Checks.Prices;
using RouteGen.Model.Problems;
using RouteGen.Model.Reading;
using Xunit;

namespace RouteGen.Model.Tests.Checks.Rules;

/// <summary>RG1016 beside the catalog, which has gpt-5-mini at 0.25 for input and 2 for output.</summary>
public class CatalogPriceRuleTests
{
    private const string Route = """ "r": { "chain": ["v", "u"], "limits": { "inputTokens": 1 } } """;
    private const string Meant =
        ", or suppress this and give the reason (a discount is the provider's 'priceFactor', " +
        "capacity paid by the hour is the target's \"billing\": \"provisioned\")";

    private const string Source =
        "RouteGen.Catalog (2026-08-01, LiteLLM model_prices_and_context_window.json of 2026-08-01 (MIT), 'gpt-5-mini')";

    [Theory]
    [InlineData(""" "input": 0.25, "output": 2 """)]
    [InlineData(""" "input": ⟦RG1016:2.5⟧, "output": 2 """)]
    [InlineData(""" "input": 2.499999, "output": 2 """)]
    [InlineData(""" "input": ⟦RG1016:0.025⟧, "output": 2 """)]
    [InlineData(""" "input": 0.025001, "output": 2 """)]
    [InlineData(""" "input": 0.25, "output": ⟦RG1016:20⟧ """)]
    [InlineData(""" "input": 0.25, "output": 19.999999 """)]
    [InlineData(""" "input": 0.25, "output": ⟦RG1016:0.2⟧ """)]
    [InlineData(""" "input": 0.25, "output": 0.200001 """)]
    [InlineData(""" "input": 0, "output": 0 """)]
    [InlineData(""" "input": ⟦RG1016:2⟧, "output": 0.25 """)]
    [InlineData(""" "input": 2, "output": 0.3 """)]
    [InlineData(""" "input": ⟦RG1016:250⟧, "output": ⟦RG1016:2000⟧ """)]
    public void A_rate_ten_times_the_catalogs_or_a_tenth_of_it_is_reported(string price) => Finds("gpt-5-mini", price);

    [Theory]
    [InlineData(""" "input": 0.25, "cachedInput": 0.00251, "output": 2 """)]
    [InlineData(""" "input": 0.25, "cachedInput": ⟦RG1016:0.00025⟧, "output": 2 """)]
    [InlineData(""" "input": 2, "cachedInput": ⟦RG1016:2.5⟧, "output": 2 """)]
    [InlineData(""" "input": 0.25, "cachedInput": 0.025, "cacheWrite": 9, "output": 2 """)]
    [InlineData(""" "input": 0.25, "output": 2, "tiers": [ { "above": 200000, "input": 2.5 } ] """)]
    [InlineData(""" "input": 0.25, "output": 2, "batch": { "input": 0.025, "output": 0.2 } """)]
    public void Caches_differ_more_between_providers_and_tiers_are_not_compared(string price) => Finds("gpt-5-mini", price);

    [Theory]
    [InlineData("openai/gpt-5-mini")]
    [InlineData("GPT-5-Mini")]
    [InlineData("a/b/GPT-5-MINI")]
    [InlineData("gpt-5-mini-2025-08-07")]
    [InlineData("azure/gpt-5-mini-20250807")]
    [InlineData("gpt-5-mini-latest")]
    [InlineData("gpt-5-mini@20250807")]
    public void A_model_is_known_by_its_name_behind_prefixes_and_before_a_version(string model) =>
        Finds(model, """ "input": ⟦RG1016:2.5⟧, "output": 2 """);

    [Theory]
    [InlineData("gpt-5-mini-house")]
    [InlineData("my-gpt-5-mini")]
    [InlineData("gpt-5-mini/v2")]
    [InlineData("gpt-5-mini-2025")]
    public void Another_model_is_not_compared(string model) => Finds(model, """ "input": 2.5, "output": 2 """);

    [Fact]
    public void A_prefix_of_the_catalog_can_be_left_out() => Finds("GPT-OSS-120B", """ "input": ⟦RG1016:1.5⟧, "output": 0.6 """);

    [Theory]
    [InlineData(
        "0.00025",
        "is 0.00025 USD per million tokens, 1/1,000 of the 0.25 of SOURCE, and looks like a price per thousand tokens; write 0.25 if so")]
    [InlineData("0.0025", "is 0.0025 USD per million tokens, 1/100 of the 0.25 of SOURCE; write 0.25 if that is its price")]
    [InlineData(
        "2.5", "is 2.5 USD per million tokens, 10 times the 0.25 of SOURCE, and looks like a slip of the decimal point; write 0.25 if so")]
    [InlineData("25", "is 25 USD per million tokens, 100 times the 0.25 of SOURCE, and looks like a price in cents; write 0.25 if so")]
    [InlineData(
        "250",
        "is 250 USD per million tokens, 1,000 times the 0.25 of SOURCE, and looks like a price per billion tokens; write 0.25 if so")]
    [InlineData("250000", "is 250000 USD per million tokens, 1,000,000 times the 0.25 of SOURCE, and looks like a price per trillion " +
        "tokens; write 0.25 if so")]
    public void It_is_reported_beside_the_catalogs_with_day_source_and_likely_cause(string input, string message)
    {
        var finding = Assert.Single(Finds("gpt-5-mini", $$""" "input": ⟦RG1016:{{input}}⟧, "output": 2 """));

        Assert.Equal(
            "'input' of model 'gpt-5-mini' " + message.Replace("SOURCE", Source, StringComparison.Ordinal) + Meant, finding.Message);
        Assert.Equal("gpt-5-mini", finding.Suggested);
    }

    [Fact]
    public void A_price_per_token_is_known_from_the_catalogs_and_not_guessed_at_besides() => Assert.Equal(
        "'output' of model 'gpt-5-mini' is 0.000002 USD per million tokens, 1/1,000,000 of the 2 of " +
            Source + ", and looks like a price per token; write 2 if so" + Meant,
        Assert.Single(Finds("gpt-5-mini", """ "input": 0.25, "output": ⟦RG1016:0.000002⟧ """)).Message);

    [Fact]
    public void Input_and_output_exchanged_are_reported_once() => Assert.Equal(
        "'input' of model 'gpt-5-mini' looks swapped: input is 2 USD and output 0.25, the reverse of " + Source + "; swap them" + Meant,
        Assert.Single(Finds("gpt-5-mini", """ "input": ⟦RG1016:2⟧, "output": 0.25 """)).Message);

    [Fact]
    public void What_is_only_the_price_of_a_version_is_not_suggested() =>
        Assert.Null(Assert.Single(Finds("gpt-5-mini-2025-08-07", """ "input": ⟦RG1016:2.5⟧, "output": 2 """)).Suggested);

    [Theory]
    [InlineData(""" "input": 0.25, "output": 2, "changes": [ { "from": "2027-01-01", "input": ⟦RG1016:0.0002⟧ }, """ +
        """{ "from": "2027-02-01", "output": 1 } ] """)]
    [InlineData(""" "input": ⟦RG1016:0.00025⟧, "output": 2, "changes": [ { "from": "2027-01-01", "output": 1 }, """ +
        """{ "from": "2027-02-01", "input": 0.3 } ] """)]
    [InlineData(""" "input": 0.25, "output": 2, "changes": [ { "from": "2027-01-01", "input": ⟦RG1016:2⟧, "output": 0.25 } ] """)]
    [InlineData(""" "input": 0.25, "output": 2, "changes": [ { "from": "2027-01-01", "cachedInput": 0.01 } ] """)]
    public void Each_dated_price_is_compared_in_what_it_states(string price) => Finds("gpt-5-mini", price);

    [Fact]
    public void Capacity_that_is_bought_is_not_compared() => RuleTable.Finds(RuleTable.With(
        Route,
        """ "v": { "provider": "p", "model": "gpt-5-mini", "billing": "provisioned" } """,
        models: Model("gpt-5-mini", """ "input": 2.5, "output": 2 """)));

    [Fact]
    public void A_model_of_ones_own_machine_is_not_compared() => RuleTable.Finds(RuleTable.With(
        Route, """ "v": { "provider": "o", "model": "gpt-oss-20b" } """,
        """ "o": { "kind": "ollama" } """, Model("gpt-oss-20b", """ "input": 0.001, "output": 0.002 """)));

    [Fact]
    public void One_target_that_is_billed_is_enough() => RuleTable.Finds(RuleTable.With(
        """ "r": { "chain": ["v", "w"], "limits": { "inputTokens": 1 } } """,
        """ "v": { "provider": "p", "model": "gpt-5-mini", "billing": "provisioned" }, "w": { "provider": "q", "model": "gpt-5-mini" } """,
        models: Model("gpt-5-mini", """ "input": ⟦RG1016:2.5⟧, "output": 2 """)));

    [Fact]
    public void A_discount_of_the_provider_leaves_the_list_price_to_compare()
    {
        const string Cheap = """ "c": { "kind": "openai", "apiKeyEnv": "C_KEY", "priceFactor": 0.05 } """;
        const string AtCheap = """ "v": { "provider": "c", "model": "gpt-5-mini" } """;

        RuleTable.Finds(RuleTable.With(Route, AtCheap, Cheap, Model("gpt-5-mini", """ "input": 0.25, "output": 2 """)));
        RuleTable.Finds(
            RuleTable.With(Route, AtCheap, Cheap, Model("gpt-5-mini", """ "input": ⟦RG1016:0.0125⟧, "output": ⟦RG1016:0.1⟧ """)));
    }

    [Fact]
    public void A_deployment_is_compared_by_its_model() => RuleTable.Finds(RuleTable.With(
        Route,
        """ "v": { "provider": "a", "model": "gpt-5-mini", "deployment": "o1-pro" } """,
        """ "a": { "kind": "azure-openai", "endpoint": "https://house.openai.azure.com", "apiKeyEnv": "A_KEY" } """,
        Model("gpt-5-mini", """ "input": 0.25, "output": ⟦RG1016:0.002⟧ """)));

    [Fact]
    public void A_shared_model_is_reported_in_its_own_file() => RuleTable.Finds(
        RuleTable.With(Route, Target("gpt-5-mini"), root: """ "use": ["../all.models.json"], """),
        new TextFile("/all.models.json", $$"""{ "models": { {{Model("gpt-5-mini", """ "input": ⟦RG1016:0.00025⟧, "output": 2 """)}},""" +
            $$""" {{Model("gpt-5", """ "input": 1, "output": 1000 """)}} } }"""));

    [Fact]
    public void A_far_price_that_is_true_can_be_kept() => RuleTable.Finds(RuleTable.With(
        Route,
        Target("gpt-5-mini"),
        models: """ "gpt-5-mini": { "usdPerMTok": { "input": 2.5, "output": 20 }, "suppress": { "RG1016": "our reseller's price" } } """));

    [Fact]
    public void The_catalog_is_found_by_each_of_its_names()
    {
        var catalog = ModelsFile.Read(new TextFile("c.models.json", Costs.WorkedBillTests.Resource("RouteGen.Catalog.models.json")));

        Assert.All(catalog.Models, model =>
        {
            Assert.Equal(model.Price, CatalogPrices.Find(model.Name)?.Price);
            Assert.Equal(model.Price, CatalogPrices.Find("gateway/" + model.Name.ToUpperInvariant())?.Price);
        });
    }

    private static IReadOnlyList<RouteGen.Model.Problems.Problem> Finds(string model, string price) =>
        RuleTable.Finds(RuleTable.With(Route, Target(model), models: Model(model, price)));

    private static string Target(string model) => $$""" "v": { "provider": "p", "model": "{{model}}" } """;

    private static string Model(string name, string price) => $$""" "{{name}}": { "usdPerMTok": { {{price}} } } """;
}
