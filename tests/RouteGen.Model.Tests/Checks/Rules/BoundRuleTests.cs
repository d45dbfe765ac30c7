using Xunit;

namespace RouteGen.Model.Tests.Checks.Rules;

public class BoundRuleTests
{
    [Theory]
    [InlineData("""{ "attempts": ⟦RG1010:3⟧ }""", 1, "Route 'r' can need 4 attempts (2 targets with 1 retry each) but may make 3, so 'u' " +
        "gets only 1 of its 2; raise limits.attempts to 4, or lower retry.maxRetries")]
    [InlineData("""{ "attempts": ⟦RG1010:2⟧ }""", 1, "Route 'r' can need 4 attempts (2 targets with 1 retry each) but may make 2, so 'u' " +
        "gets none when all before it fail; raise limits.attempts to 4, or lower retry.maxRetries")]
    [InlineData("""{ "attempts": 4 }""", 1, null)]
    [InlineData("""{ "attempts": 2 }""", 0, null)]
    [InlineData("""{ }""", 3, null)]
    public void A_chain_may_make_the_attempts_that_it_can_need(string limits, int retries, string? message)
    {
        var bounded = limits.Replace("}", """ , "inputTokens": 1 }""", StringComparison.Ordinal)
            .Replace("{  ,", "{", StringComparison.Ordinal);
        var route = $$"""
            "r": { "chain": ["t", "u"], "limits": {{bounded}}, "retry": { "maxRetries": {{retries}} }, "timeouts": { "attempt": "5s" } }
            """;

        Assert.Equal(message, RuleTable.Finds(RuleTable.With(route)).SingleOrDefault()?.Message);
    }

    [Theory]
    [InlineData(""" "timeouts": { "total": ⟦RG1011:"10s"⟧, "attempt": "6s" } """)]
    [InlineData(""" "timeouts": { "total": "12s", "attempt": "6s" } """)]
    [InlineData(""" "timeouts": { "total": "10s", "attempt": "6s" }, "retry": { "maxRetries": 0 } """)]
    [InlineData(""" "timeouts": { "attempt": ⟦RG1011:"40s"⟧ } """)]
    [InlineData(""" "timeouts": { "total": ⟦RG1011:"5s"⟧ }, "retry": { "maxRetries": 0 } """)]
    [InlineData(""" "about": "all defaults" """)]
    [InlineData(""" "timeouts": { "total": "10s", "attempt": "6s" }, "suppress": { "RG1011": "late answers are worthless" } """)]
    public void Every_target_can_run_within_the_whole_time(string properties) =>
        RuleTable.Finds(RuleTable.With($$""" "r": { "chain": ["t", "u"], "limits": { "inputTokens": 1 }, {{properties}} } """));

    [Fact]
    public void A_chain_of_three_with_the_default_times_is_reported_at_the_target_that_starves()
    {
        var finding = Assert.Single(RuleTable.Finds(RuleTable.With(
            """ "r": { "chain": ["t", "u", ⟦RG1011:"v"⟧], "limits": { "inputTokens": 1 } } """,
            """ "v": { "provider": "v", "model": "n" } """,
            """ "v": { "kind": "custom" } """)));

        Assert.Equal("Route 'r' may take 60s in total, but the targets before 'v' can take 120s, so it may never run; raise " +
            "timeouts.total above 120s, or lower timeouts.attempt or retry.maxRetries", finding.Message);
    }

    [Theory]
    [InlineData("""{ "inputTokens": 8000, "outputTokens": 600, "costUsd": ⟦RG1012:0.0283⟧ }""")]
    [InlineData("""{ "inputTokens": 8000, "outputTokens": 600, "costUsd": 0.0284 }""")]
    [InlineData("""{ "inputTokens": 8000, "outputTokens": 600 }""")]
    public void A_chain_costs_no_more_than_its_limit(string limits) =>
        RuleTable.Finds(RuleTable.With($$""" "r": { "chain": ["t", "u"], "limits": {{limits}} } """));

    [Fact]
    public void The_worst_cost_is_reported_in_full()
    {
        const string Route =
            """ "r": { "chain": ["t", "u"], "limits": { "inputTokens": 8000, "outputTokens": 600, "costUsd": ⟦RG1012:0.02⟧ } } """;

        Assert.Equal(
            "Route 'r' can cost 0.0284 USD at worst (4 attempts billed in full), above its limit of 0.02 USD; raise limits.costUsd, or " +
            "lower limits.attempts, inputTokens or outputTokens",
            Assert.Single(RuleTable.Finds(RuleTable.With(Route))).Message);
    }

    [Theory]
    [InlineData("""{ "inputTokens": 10, ⟦RG1013:"costUsd"⟧: 9 }""")]
    [InlineData("""{ "outputTokens": 10, ⟦RG1013:"costUsd"⟧: 9, "attempts": 4 }""")]
    [InlineData("""{ ⟦RG1013:"costUsd"⟧: 9 }""")]
    [InlineData("""{ "inputTokens": 10, "outputTokens": 10, "costUsd": 9 }""")]
    public void A_limit_of_cost_stands_beside_limits_of_tokens(string limits) =>
        RuleTable.Finds(RuleTable.With($$""" "r": { "chain": ["u", "t"], "limits": {{limits}} } """));
}
