using RouteGen.Model.Reading;
using Xunit;

namespace RouteGen.Model.Tests.Checks.Rules;

/// <summary>RG1024: what replies can hold has a rate, where what they cost is held to a limit.</summary>
public class RateRuleTests
{
    private const string Limited = """ "r": { "chain": ["v", "u"], "limits": { "inputTokens": 1, "outputTokens": 1, "costUsd": 1 } } """;
    private const string Budgeted =
        """ "r": { "chain": ["v", "u"], "limits": { "inputTokens": 1, "outputTokens": 1 }, "budgets": ["b"] } """;
    private const string Unlimited = """ "r": { "chain": ["v", "u"], "limits": { "inputTokens": 1 } } """;

    [Theory]
    [InlineData("p", """ ⟦RG1024:"v"⟧: { "usdPerMTok": { "input": 1, "output": 5 } } """, "cachedInput", "\"cachedInput\": 1")]
    [InlineData("p", """ "v": { "usdPerMTok": { "input": 1, "cachedInput": 0.1, "output": 5 } } """, null, null)]
    [InlineData(
        "p", """ "v": { "usdPerMTok": { "input": 1, "output": 5 }, "suppress": { "RG1024": "caching is turned off" } } """, null, null)]
    [InlineData("p", """ "v": { "usdPerMTok": { "input": 0, "output": 0 } } """, null, null)]
    [InlineData("p", """ ⟦RG1024:"v"⟧: { "features": ["audio"], "usdPerMTok": { "input": 1, "cachedInput": 0.1, "output": 5 } } """,
        "audioInput", "\"audioInput\": 5")]
    [InlineData("q", """ ⟦RG1024:"v"⟧: { "usdPerMTok": { "input": 0.000001, "output": 5 }, "suppress": { "RG1016": "it is" } } """,
        "cachedInput, cacheWrite and cacheWrite1h", "\"cachedInput\": 0.000001, \"cacheWrite\": 0.000002, \"cacheWrite1h\": 0.000002")]
    [InlineData("q", """ ⟦RG1024:"v"⟧: { "usdPerMTok": { "input": 3, "cachedInput": 0.3, "output": 15 } } """,
        "cacheWrite and cacheWrite1h", "\"cacheWrite\": 3.75, \"cacheWrite1h\": 6")]
    [InlineData("o", """ "v": { "usdPerMTok": { "input": 1, "output": 5 } } """, null, null)]
    public void Each_kind_that_replies_can_hold_has_a_rate(string provider, string models, string? kinds, string? rates)
    {
        foreach (var (routes, root) in new[] { (Limited, ""), (Budgeted, Budget("\"usd\": 9")) })
        {
            var found = RuleTable.Finds(Table(routes, provider, models, root)).SingleOrDefault();
            var message = kinds is null ? null
                : $"Model 'v' has no rate for {kinds}, which its replies can contain, so an upper bound holds calls of 'r' to their " +
                    $"limits; add {rates} to its 'usdPerMTok', or what its provider charges";

            Assert.Equal(message, found?.Message);
            Assert.Equal(rates, found?.Suggested);
        }
    }

    [Theory]
    [InlineData(Unlimited, "")]
    [InlineData(Budgeted, """ "budgets": { "b": { "per": "table", "limit": { "tokens": 9000 }, "calendar": "day" } }, """)]
    public void Where_no_cost_is_limited_none_has_to_be_known(string routes, string root) =>
        RuleTable.Finds(Table(routes, "p", """ "v": { "usdPerMTok": { "input": 1, "output": 5 } } """, root));

    [Fact]
    public void Bought_capacity_has_no_rates() => RuleTable.Finds(RuleTable.With(
        Limited,
        """ "v": { "provider": "p", "model": "v", "billing": "provisioned" } """,
        models: """ "v": { "usdPerMTok": { "input": 1, "output": 5 } } """));

    [Theory]
    [InlineData("gpt-5-mini", """{ "input": 0.25, "output": 2 }""", "\"cachedInput\": 0.025")]
    [InlineData("gpt-5-mini", """{ "input": 0.50, "output": 2 }""", "\"cachedInput\": 0.5")]
    [InlineData("gpt-audio", """{ "input": 2.5, "output": 10 }""", "\"audioInput\": 32, \"audioOutput\": 64")]
    [InlineData("mistral-small-2506", """{ "input": 0.1, "output": 0.3 }""", null)]
    public void Of_a_model_of_the_catalog_its_price_there_says_what_replies_hold_and_what_it_costs(
        string model, string price, string? rates)
    {
        var key = rates is null ? $"\"{model}\"" : $"⟦RG1024:\"{model}\"⟧";
        var table = RuleTable.With(
            Limited, $$""" "v": { "provider": "p", "model": "{{model}}" } """, models: $$""" {{key}}: { "usdPerMTok": {{price}} } """);

        Assert.Equal(rates, RuleTable.Finds(table).SingleOrDefault()?.Suggested);
    }

    [Fact]
    public void A_shared_model_is_reported_in_its_own_file() => RuleTable.Finds(
        RuleTable.With(Limited, """ "v": { "provider": "p", "model": "v" } """, root: """ "use": ["../all.models.json"], """),
        new TextFile("/all.models.json", """{ "models": { ⟦RG1024:"v"⟧: { "usdPerMTok": { "input": 1, "output": 5 } } } }"""));

    private static string Table(string routes, string provider, string models, string root) => RuleTable.With(
        provider == "q" ? routes.Replace("\"u\"", "\"t\"", StringComparison.Ordinal) : routes,
        $$""" "v": { "provider": "{{provider}}", "model": "v" } """,
        provider == "o" ? """ "o": { "kind": "ollama", "endpoint": "https://models.internal" } """ : "",
        models,
        root);

    private static string Budget(string limit) =>
        $$""" "budgets": { "b": { "per": "table", "limit": { {{limit}} }, "calendar": "day" } }, """;
}
