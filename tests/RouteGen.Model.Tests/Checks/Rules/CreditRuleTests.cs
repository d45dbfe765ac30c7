using Xunit;

namespace RouteGen.Model.Tests.Checks.Rules;

public class CreditRuleTests
{
    [Theory]
    [InlineData("{ \"usd\": 5 }", "{ \"usd\": 1, \"then\": \"skip\" }", "⟦RG1043:\"chain\"⟧: [\"v\", \"w\"]")]
    [InlineData("{ \"usd\": 5 }", "{ \"usd\": 1, \"then\": \"pay\" }", "\"chain\": [\"v\", \"w\"]")]
    [InlineData("{ \"usd\": 5 }", "{ \"usd\": 5 }", "\"chain\": [\"v\", \"w\", \"t\"], \"timeouts\": { \"attempt\": \"10s\" }")]
    [InlineData("{ \"usd\": 5 }", "{ \"usd\": 5 }", "\"chain\": [\"v\", \"w\"], \"on\": { \"timeout\": [\"t\"] }")]
    [InlineData(
        "{ \"usd\": 5 }", "{ \"usd\": 5 }", "\"chain\": [\"v\", \"w\"], \"suppress\": { \"RG1043\": \"a demo that costs nothing\" }")]
    public void A_route_that_ends_with_its_free_credit_is_reported(string first, string second, string route) =>
        RuleTable.Finds(RuleTable.With(
            $$""" "r": { {{route}}, "limits": { "inputTokens": 8000 } } """,
            """ "v": { "provider": "a", "model": "m" }, "w": { "provider": "b", "model": "n" } """,
            $$""" "a": { "kind": "openai", "credits": {{first}} }, "b": { "kind": "anthropic", "credits": {{second}} } """));

    [Fact]
    public void The_message_names_the_providers()
    {
        var finding = Assert.Single(RuleTable.Finds(RuleTable.With(
            """ "r": { ⟦RG1043:"chain"⟧: ["v", "w"], "limits": { "inputTokens": 8000 } } """,
            """ "v": { "provider": "a", "model": "m" }, "w": { "provider": "b", "model": "n" } """,
            """ "a": { "kind": "openai", "credits": { "usd": 5 } }, "b": { "kind": "anthropic", "credits": { "usd": 5 } } """)));

        Assert.Equal(
            "Every target of route 'r' is skipped once the free credit of providers 'a' and 'b' is used up or has lapsed, so the route " +
            "then fails; add a target that is paid for to its chain, or write \"then\": \"pay\"",
            finding.Message);
    }

    [Fact]
    public void A_suppression_of_lapsed_credit_is_idle_where_none_can_lapse() => RuleTable.Finds(RuleTable.With(
        targets: """ "v": { "provider": "a", "model": "m" }, "w": { "provider": "b", "model": "n" } """,
        routes: """ "r": { "chain": ["v", "w"], "limits": { "inputTokens": 8000 } } """,
        providers: """
            "a": { "kind": "openai", "credits": { "usd": 5 }, "suppress": { ⟦RG1022:"RG1042"⟧: "whatever comes" } },
            "b": { "kind": "anthropic", "credits": { "usd": 5, "until": "2027-01-31", "then": "pay" }, "suppress": { "RG1042": "known" } }
            """));
}
