using RouteGen.Model.Tables;
using Xunit;

namespace RouteGen.Model.Tests.Checks.Rules;

/// <summary>The rules count targets that only <c>on</c> leads to.</summary>
public class OnRuleTests
{
    private const string Third = """ "v": { "provider": "p", "model": "k" } """;

    [Theory]
    [InlineData(""" "r": { "chain": ["t", "u"], "limits": { "inputTokens": 8000 }, "on": { "contextTooLong": ["v"] } } """)]
    [InlineData(""" "r": { "chain": ["t", { "target": "u", "on": { "timeout": [⟦RG1006:"v"⟧] } }], "limits": { "inputTokens": """ +
        """8000 }, "requires": ["streaming"] } """)]
    [InlineData(
        """ "r": { "chain": ["t", "u"], "limits": { "inputTokens": 8000, "attempts": ⟦RG1010:4⟧ }, "on": { "contextTooLong": ["v"] } } """)]
    public void Targets_of_on_are_checked_like_those_of_the_chain(string routes) =>
        RuleTable.Finds(RuleTable.With(
            routes,
            Third,
            models: """ "k": { "contextWindow": 900000, "features": ["tools"], "usdPerMTok": { "input": 1, "output": 1 } } """));

    [Theory]
    [InlineData("""["t", "u"]""", """ "contextTooLong": [⟦RG1023:"v"⟧] """, 200000)]
    [InlineData("""["t", "u"]""", """ "contextTooLong": [⟦RG1023:"v"⟧] """, 100000)]
    [InlineData("""["t", "u"]""", """ "contextTooLong": ["v"] """, 200001)]
    [InlineData("""["t", "u"]""", """ "contextTooLong": ["v"] """, null)]
    [InlineData("""["t", { "target": "u", "on": { "contextTooLong": "stop" } }]""", """ "contextTooLong": [⟦RG1023:"v"⟧] """, 272000)]
    [InlineData("""["t", { "target": "u", "on": { "contextTooLong": [⟦RG1023:"v"⟧, "t"] } }]""", """ "timeout": ["v"] """, 150000)]
    [InlineData("""["t", { "target": "u", "on": { "contextTooLong": [⟦RG1023:"v"⟧] } }]""", """ "timeout": ["v"] """, 150000)]
    public void What_is_too_long_goes_to_a_larger_window(string chain, string on, int? window) => RuleTable.Finds(RuleTable.With(
        $$""" "r": { "chain": {{chain}}, "limits": { "inputTokens": 8000 }, "on": { {{on}} } } """, Third,
        models: $$""" "k": { {{(window is { } tokens ? $"\"contextWindow\": {tokens}," : "")}} "features": """ +
            $$"""["streaming", "tools"], "usdPerMTok": { "input": 1, "output": 1 } } """));

    [Theory]
    [InlineData(""" "chain": ["t"], "on": { "connectionFailed": ["u"], "overloaded": ["u"], "serverError": ["u"], "timeout": ["u"] } """)]
    [InlineData(""" "chain": ⟦RG1001:["t"]⟧, "on": { "overloaded": ["u"] } """)]
    [InlineData(""" "chain": ⟦RG1001:["t"]⟧, "on": { "rateLimited": ["u"], "connectionFailed": "stop" } """)]
    [InlineData(
        """ "chain": ⟦RG1002:["t"]⟧, "on": { "connectionFailed": ["v"], "overloaded": ["v"], "serverError": ["v"], "timeout": ["v"] } """)]
    [InlineData(""" "chain": ⟦RG1002:["t", "v"]⟧, "on": { "contextTooLong": ["u"] } """)]
    [InlineData(""" "chain": ["t", "v"], "on": { "overloaded": ["u"] } """)]
    public void An_outage_is_judged_by_where_it_leads(string route) => RuleTable.Finds(RuleTable.With(
        $$""" "r": { {{route}}, "limits": { "inputTokens": 8000 } }, "used": { "chain": ["v", "u"], "limits": { "inputTokens": 8000 } } """,
        Third,
        models: """ "k": { "usdPerMTok": { "input": 1, "output": 1 } } """));

    [Theory]
    [InlineData(""" "chain": ["t", "u"], "on": { "timeout": ["t2"] }, "limits": { "inputTokens": 8000 } """)]
    [InlineData(""" "chain": ["t", { "target": "u", "on": { "timeout": ["t2"] } }], "limits": { "inputTokens": 8000 } """)]
    [InlineData(""" "chain": [{ "target": "t", "on": { "timeout": [⟦RG1004:"t2"⟧] } }, "u"], "limits": { "inputTokens": 8000 } """)]
    [InlineData(""" "chain": ["t", { "target": "u", "on": { "timeout": [⟦RG1004:"t2"⟧] } }], "retry": { "maxRetries": 0 }, "limits": """ +
        """{ "inputTokens": 8000, "attempts": ⟦RG1010:2⟧ } """)]
    [InlineData(""" "chain": ["t", { "target": "u", "on": { "contextTooLong": ["t2"] } }], "retry": { "maxRetries": 0 }, "limits": """ +
        """{ "inputTokens": 8000, "attempts": ⟦RG1010:2⟧ } """)]
    public void A_target_of_on_that_adds_nothing_is_reported(string route) =>
        RuleTable.Finds(RuleTable.With($$""" "r": { {{route}} } """, """ "t2": { "provider": "p", "model": "m" } """));

    // A fault leads to the last of the chain, or on to one beside it, in fewer attempts than the chain does.
    [Theory]
    [InlineData("""["t", "u", "v"]""", """ "malformedOutput": ["v"] """, "⟦RG1010:2⟧")]
    [InlineData("""["t", "u", ⟦RG1004:"v"⟧]""", """ "malformedOutput": ["t", "u", "v"] """, "2")]
    [InlineData("""[{ "target": "t", "on": { "timeout": ["v"] } }, "u", { "target": "v", "on": { "conflict": ["w"] } }]""",
        """ "unknown": "stop" """, "⟦RG1010:3⟧")]
    [InlineData("""["t", "u", { "target": "v", "on": { "conflict": [⟦RG1004:"w"⟧] } }]""", """ "unknown": "stop" """, "⟦RG1010:3⟧")]
    public void A_target_is_in_reach_where_a_fault_leads_to_it_within_the_attempts(string chain, string on, string attempts) =>
        RuleTable.Finds(RuleTable.With(
            $$""" "r": { "chain": {{chain}}, "on": { {{on}} }, "retry": { "maxRetries": 0 }, "limits": { "inputTokens": 8000, """ +
                $$""" "attempts": {{attempts}} } }, "used": { "chain": ["w", "t"], "limits": { "inputTokens": 8000 } } """,
            Third + """ , "w": { "provider": "q", "model": "m" } """,
            models: """ "k": { "usdPerMTok": { "input": 1, "output": 1 } } """));

    [Fact]
    public void A_target_that_only_a_fault_leads_to_is_priced()
    {
        const string Routes = """ "r": { "chain": ["t", "u"], "limits": { "inputTokens": 8000, "outputTokens": 100, "costUsd": """ +
            """0.1 }, "on": { "contextTooLong": ["v"] } } """;

        RuleTable.Finds(RuleTable.With(Routes, Third, models: """ ⟦RG1014:"k"⟧: { "contextWindow": 900000 } """));
    }

    [Fact]
    public void Reach_is_the_chain_then_the_targets_of_on_in_order_of_appearance()
    {
        var route = RuleTable.Read(RuleTable.With(
            """ "r": { "on": { "unknown": ["x", "t"] }, "chain": ["t", { "target": "u", "on": { "timeout": ["w", "x"] } }] } """,
            """ "w": { "provider": "p", "model": "m" }, "x": { "provider": "p", "model": "m" } """)).Table.Routes[1];

        Assert.Equal(["t", "u", "w", "x"], route.Reach().Select(entry => entry.Target));
        Assert.Equal(((1, Fault.Timeout), (0, Fault.Unknown), null), (route.WayTo("w"), route.WayTo("x"), route.WayTo("t")));
    }
}
