using RouteGen.Model.Tables;
using Xunit;

namespace RouteGen.Model.Tests.Checks.Rules;

/// <summary>The rules count targets that only <c>on</c> leads to.</summary>
public class OnRuleTests
{
    private const string Third = """ "v": { "provider": "p", "model": "k" } """;

    [Theory]
    [InlineData(""" "r": { "chain": ["t", "u"], "limits": { "inputTokens": 8000 }, "on": { "contextTooLong": ["v"] } } """)]
    [InlineData(""" "r": { "chain": ["t", { "target": "u", "on": { "timeout": [⟦RG1006:"v"⟧] } }], "limits": { "inputTokens": 8000 }, "requires": ["streaming"] } """)]
    [InlineData(""" "r": { "chain": ["t", "u"], "limits": { "inputTokens": 8000, "attempts": ⟦RG1010:4⟧ }, "on": { "contextTooLong": ["v"] } } """)]
    public void Targets_of_on_are_checked_like_those_of_the_chain(string routes) =>
        RuleTable.Finds(RuleTable.Of(routes, Third, models: """ "k": { "contextWindow": 900000, "features": ["tools"], "usdPerMTok": { "input": 1, "output": 1 } } """));

    [Fact]
    public void A_target_that_only_a_fault_leads_to_is_priced()
    {
        const string Routes = """ "r": { "chain": ["t", "u"], "limits": { "inputTokens": 8000, "outputTokens": 100, "costUsd": 0.1 }, "on": { "contextTooLong": ["v"] } } """;

        RuleTable.Finds(RuleTable.Of(Routes, Third, models: """ ⟦RG1014:"k"⟧: { "contextWindow": 900000 } """));
    }

    [Fact]
    public void Reach_is_the_chain_then_the_targets_of_on_in_order_of_appearance()
    {
        var route = RuleTable.Read(RuleTable.Of(
            """ "r": { "on": { "unknown": ["x", "t"] }, "chain": ["t", { "target": "u", "on": { "timeout": ["w", "x"] } }] } """,
            """ "w": { "provider": "p", "model": "m" }, "x": { "provider": "p", "model": "m" } """)).Table.Routes[1];

        Assert.Equal(["t", "u", "w", "x"], route.Reach().Select(entry => entry.Target));
        Assert.Equal(((1, "timeout"), (0, "unknown"), null), (route.WayTo("w"), route.WayTo("x"), route.WayTo("t")));
    }
}
