using RouteGen.Model.Reading;
using Xunit;

namespace RouteGen.Model.Tests.Checks.Rules;

public class PriceRuleTests
{
    private const string Target = """ "v": { "provider": "p", "model": "v" } """;
    private const string Limited = """ "r": { "chain": ["v", "u"], "limits": { "inputTokens": 1, "outputTokens": 1, "costUsd": 1 } } """;
    private const string Unlimited = """ "r": { "chain": ["v", "u"], "limits": { "inputTokens": 1 } } """;

    [Theory]
    [InlineData(Limited, """ ⟦RG1014:"v"⟧: { } """, "Model 'v' has no price for input and output, so the cost limit of route 'r' cannot " +
        "be enforced; add it to the model's 'usdPerMTok' (0 if it is free)")]
    [InlineData(Limited, """ ⟦RG1014:"v"⟧: { "usdPerMTok": { "input": 1 } } """, "Model 'v' has no price for output, so the cost limit " +
        "of route 'r' cannot be enforced; add it to the model's 'usdPerMTok' (0 if it is free)")]
    [InlineData(Limited, """ "v": { "usdPerMTok": { "input": 0, "output": 0 } } """, null)]
    [InlineData(Limited, """ "v": { "suppress": { "RG1014": "billed by seat" } } """, null)]
    [InlineData(Unlimited, """ ⟦RG1015:"v"⟧: { } """, "Model 'v' has no price for input and output, so what route 'r' costs is unknown; " +
        "add it to the model's 'usdPerMTok' (0 if it is free)")]
    [InlineData(
        Unlimited,
        """ ⟦RG1015:"v"⟧: { "usdPerMTok": { "output": 1 } } """,
        "Model 'v' has no price for input, so what route 'r' costs is unknown; add it to the model's 'usdPerMTok' (0 if it is free)")]
    [InlineData(Unlimited, """ "v": { "suppress": { "RG1015": "billed by seat" } } """, null)]
    public void A_model_in_use_has_a_price(string routes, string models, string? message) =>
        Assert.Equal(message, RuleTable.Finds(RuleTable.With(routes, Target, models: models)).SingleOrDefault()?.Message);

    [Fact]
    public void A_shared_model_without_a_price_is_reported_in_its_own_file() => RuleTable.Finds(
        RuleTable.With(Limited, Target, root: """ "use": ["../all.models.json"], """),
        new TextFile("/all.models.json", """{ "models": { ⟦RG1014:"v"⟧: { }, "unused-by-this-table": { } } }"""));

    [Theory]
    [InlineData(""" "input": ⟦RG1016:0.0005⟧, "output": 2 """)]
    [InlineData(""" "input": 0.001, "output": 2 """)]
    [InlineData(""" "input": 0, "output": 0 """)]
    [InlineData(""" "input": 150, "output": 600 """)]
    [InlineData(""" "input": ⟦RG1016:150.01⟧, "output": ⟦RG1016:601⟧ """)]
    [InlineData(""" "input": ⟦RG1016:250000⟧, "output": ⟦RG1016:1000000⟧ """)]
    [InlineData(""" "input": 1, "cachedInput": ⟦RG1016:2⟧, "output": 2 """)]
    [InlineData(""" "input": 1, "cachedInput": 1, "output": 2 """)]
    [InlineData(""" "input": 1, "cacheWrite": 1.25, "cacheWrite1h": 2, "output": 5, "reasoning": ⟦RG1016:700⟧ """)]
    [InlineData(""" "input": 1, "output": 5, "tiers": [ { "above": 200000, "input": 2 }, { "above": ⟦RG1016:272000⟧, "input": 3 } ] """)]
    [InlineData(""" "input": 1, "output": 5, "tiers": [ { "above": 200000, "cachedInput": ⟦RG1016:3⟧, "output": ⟦RG1016:0.0001⟧ } ] """)]
    [InlineData(""" "input": 1, "output": 5, "tiers": [ { "above": 200000, "input": 3, "cachedInput": 2 } ] """)]
    public void A_price_is_one_that_models_have(string price) =>
        RuleTable.Finds(RuleTable.With(
            Unlimited, Target, models: $$""" "v": { "contextWindow": 400000, "maxInput": 272000, "usdPerMTok": { {{price}} } } """));

    [Theory]
    [InlineData("0.0005", "'input' of model 'v' is 0.0005 USD per million tokens, which looks like a price per token; write 500 if so")]
    [InlineData("250000", "'input' of model 'v' is 250000 USD per million tokens, and no known model costs more than 150; write 0.25 if " +
        "that is its price for a trillion, or correct the unit")]
    [InlineData(
        "200",
        "'input' of model 'v' is 200 USD per million tokens, and no known model costs more than 150; check it against the provider's page")]
    public void A_slip_of_unit_is_reported_with_what_was_probably_meant(string input, string message) => Assert.Equal(
        message,
        Assert.Single(RuleTable.Finds(RuleTable.With(
            Unlimited, Target, models: $$""" "v": { "usdPerMTok": { "input": ⟦RG1016:{{input}}⟧, "output": 9 } } """))).Message);

    [Fact]
    public void An_implausible_price_that_is_true_can_be_kept() => RuleTable.Finds(RuleTable.With(
        Unlimited,
        Target,
        models: """ "v": { "usdPerMTok": { "input": 500, "output": 900 }, "suppress": { "RG1016": "a human answers" } } """));
}
