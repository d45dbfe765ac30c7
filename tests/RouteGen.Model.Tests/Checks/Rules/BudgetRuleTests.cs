using Xunit;

namespace RouteGen.Model.Tests.Checks.Rules;

public class BudgetRuleTests
{
    private const string Spend = """ "per": "user", "calendar": "day" """;

    [Theory]
    [InlineData("""{ "inputTokens": 8000, "outputTokens": 600 }""", """ "budgets": ["b"] """, null)]
    [InlineData("""{ "inputTokens": 8000 }""", """ ⟦RG1040:"budgets"⟧: ["b"] """, "Route 'r' is charged to 'b' and does not limit its " +
        "output, so each call reserves all 128,000 tokens that model 'm' can write; add outputTokens to its limits")]
    [InlineData("""{ "inputTokens": 8000 }""", """ "budgets": ["b"], "suppress": { "RG1040": "each call states its output" } """, null)]
    public void A_call_reserves_no_more_than_its_route_allows(string limits, string charged, string? message)
    {
        var route = $$""" "r": { "chain": ["t", "u"], "limits": {{limits}}, {{charged}} } """;

        Assert.Equal(message, RuleTable.Finds(RuleTable.With(route, root: Budget(""" "usd": 90 """))).SingleOrDefault()?.Message);
    }

    [Fact]
    public void A_model_of_unknown_output_reserves_too_little()
    {
        const string Route = """ "r": { "chain": [{ "target": "t", "options": { "maxOutputTokens": 9 } }, "v"], "limits": """ +
            """{ "inputTokens": 9 }, ⟦RG1040:"budgets"⟧: ["b"] } """;

        var finding = Assert.Single(RuleTable.Finds(RuleTable.With(
            Route, """ "v": { "provider": "q", "model": "v" } """,
            models: """ "v": { "usdPerMTok": { "input": 1, "output": 1 } } """, root: Budget(""" "tokens": 90 """))));

        Assert.Contains("reserves nothing for what model 'v' writes", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_budget_of_calls_alone_needs_no_limit_of_output() =>
        RuleTable.Finds(RuleTable.With(
            """ "r": { "chain": ["t", "u"], "limits": { "inputTokens": 9 }, "budgets": ["b"] } """, root: Budget(""" "calls": 9 """)));

    [Theory]
    [InlineData(""" "usd": 0.011 """, "reject", null)]
    [InlineData(""" "usd": ⟦RG1041:0.0109⟧ """, "reject", "Budget 'b' allows 0.0109 USD, but one call of route 'r' may reserve 0.011 " +
        "USD, so such a call is always rejected; raise the budget, or lower the route's inputTokens or outputTokens")]
    [InlineData(""" "usd": ⟦RG1041:0.0109⟧ """, "downgrade", "Budget 'b' allows 0.0109 USD, but one call of route 'r' may reserve 0.011 " +
        "USD, so such a call always loses its most expensive target; raise the budget, or lower the route's inputTokens or outputTokens")]
    [InlineData(""" "tokens": ⟦RG1041:8599⟧ """, "warn", "Budget 'b' allows 8599 tokens, but one call of route 'r' may reserve 8600 " +
        "tokens, so such a call always warns; raise the budget, or lower the route's inputTokens or outputTokens")]
    [InlineData(""" "tokens": 8600 """, "warn", null)]
    public void A_budget_has_room_for_one_call(string limit, string atLimit, string? message)
    {
        const string Route = """ "r": { "chain": ["t", "u"], "limits": { "inputTokens": 8000, "outputTokens": 600 }, "budgets": ["b"] } """;

        Assert.Equal(message, RuleTable.Finds(RuleTable.With(Route, root: Budget(limit, atLimit))).SingleOrDefault()?.Message);
    }

    [Theory]
    [InlineData(""" "tokens": ⟦RG1041:8059⟧ """, "8060 tokens")]
    [InlineData(""" "tokens": 8060 """, null)]
    public void What_is_expected_is_a_tenth_of_what_is_allowed(string limit, string? reserved)
    {
        const string Route = """ "r": { "chain": ["t", "u"], "limits": { "inputTokens": 8000, "outputTokens": 600 }, "budgets": ["b"] } """;

        var message = RuleTable.Finds(RuleTable.With(Route, root: Budget(limit, reserve: "expected"))).SingleOrDefault()?.Message;

        Assert.Equal(reserved is null, message is null);
        Assert.Contains(reserved ?? "", message ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_expected_needs_no_limit_of_output_where_the_model_has_one() =>
        RuleTable.Finds(RuleTable.With(
            """ "r": { "chain": ["t", "u"], "limits": { "inputTokens": 9 }, "budgets": ["b"] } """,
            root: Budget(""" "tokens": 90000 """, reserve: "expected")));

    [Fact]
    public void A_budget_that_no_route_names_is_unused()
    {
        var finding = Assert.Single(
            RuleTable.Finds(RuleTable.With(root: $$""" "budgets": { ⟦RG1008:"b"⟧: { {{Spend}}, "limit": { "usd": 9 } } }, """)));

        Assert.Equal("No route uses the budget 'b'; remove it, or use it", finding.Message);
    }

    [Theory]
    [InlineData(""" "usd": 90 """, """ ⟦RG1014:"v"⟧: { } """, "Model 'v' has no price for input and output, so the budget of route 'r' " +
        "cannot be enforced; add it to the model's 'usdPerMTok' (0 if it is free)")]
    [InlineData(""" "calls": 90 """, """ ⟦RG1015:"v"⟧: { } """, "Model 'v' has no price for input and output, so what route 'r' costs is " +
        "unknown; add it to the model's 'usdPerMTok' (0 if it is free)")]
    public void A_budget_of_money_needs_prices(string limit, string model, string message)
    {
        const string Route = """ "r": { "chain": ["t", "v"], "limits": { "inputTokens": 8000, "outputTokens": 600 }, "budgets": ["b"] } """;

        Assert.Equal(message, Assert.Single(RuleTable.Finds(
            RuleTable.With(Route, """ "v": { "provider": "q", "model": "v" } """, models: model, root: Budget(limit)))).Message);
    }

    private static string Budget(string limit, string atLimit = "reject", string reserve = "worst") =>
        $$""" "budgets": { "b": { {{Spend}}, "limit": { {{limit}} }, "atLimit": "{{atLimit}}", "reserve": "{{reserve}}" } }, """;
}
