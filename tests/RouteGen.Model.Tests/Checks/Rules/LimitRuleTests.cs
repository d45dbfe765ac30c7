using Xunit;

namespace RouteGen.Model.Tests.Checks.Rules;

/// <summary>RG1034: limits of which one makes the other meaningless.</summary>
public class LimitRuleTests
{
    [Theory]
    [InlineData("\"contextWindow\": 8000, \"maxOutput\": ⟦RG1034:8001⟧",
        "maxOutput of model 'x' is 8,001, but its contextWindow of 8,000 holds input and output together, so it never counts; correct " +
        "the one that is wrong")]
    [InlineData("\"contextWindow\": 8000, \"maxInput\": ⟦RG1034:9000⟧, \"maxOutput\": 8000", null)]
    [InlineData("\"contextWindow\": 8000, \"maxInput\": 8000, \"maxOutput\": 8000", null)]
    [InlineData("\"maxInput\": 9000, \"maxOutput\": 9000", null)]
    public void A_model_holds_input_and_output_in_its_window(string model, string? message) => Finds(
        message, RuleTable.With(Route("""["x"]""", """ "inputTokens": 8000 """), Target, models: Model(model)));

    [Theory]
    [InlineData("""[{ "target": "x", "options": { "maxOutputTokens": ⟦RG1034:601⟧ } }]""", """ "outputTokens": 600 """,
        "maxOutputTokens of target 'x' in route 'r' is 601, but the route's limits.outputTokens is 600, so it never counts; remove it, " +
        "or raise limits.outputTokens to 601")]
    [InlineData("""[{ "target": "x", "options": { "maxOutputTokens": 600 } }]""", """ "outputTokens": 600 """, null)]
    [InlineData("""[{ "target": "x", "options": { "maxOutputTokens": 601 } }]""", """ "inputTokens": 600 """, null)]
    [InlineData("""["x"]""", """ "inputTokens": ⟦RG1034:8001⟧ """,
        "limits.inputTokens of route 'r' is 8,001, but model 'x' of its only target takes at most 8,000, so it never counts; lower it to " +
        "8000, or use a model with a larger window")]
    [InlineData("""["x"]""", """ "outputTokens": ⟦RG1034:8000⟧ """,
        "limits.outputTokens of route 'r' is 8,000, but the contextWindow of model 'x' of target 'x' is 8,000 for input and output " +
        "together, which leaves no room for any input; lower it, or correct the window")]
    [InlineData("""[{ "target": "x", "options": { "maxOutputTokens": ⟦RG1034:9000⟧ } }]""", """ "inputTokens": 600 """, null)]
    [InlineData("""["x"]""", """ "outputTokens": 7999 """, null)]
    public void A_route_asks_for_what_another_limit_leaves(string chain, string limits, string? message) =>
        Finds(message, RuleTable.With(Route(chain, limits), Target, models: Model("\"contextWindow\": 8000")));

    [Theory]
    [InlineData("⟦RG1034:600⟧", "tpm of target 'x' is 600, but a call of route 'r' may write 600 tokens, so it always skips the target; " +
        "raise it, or lower the output that the route allows there")]
    [InlineData("601", null)]
    public void A_target_has_room_for_the_output_of_one_call_a_minute(string tpm, string? message) => Finds(
        message, RuleTable.With(
            Route("""["x"]""", """ "outputTokens": 600 """) + Route("""["x"]""", """ "outputTokens": 600 """, "s"),
            $$""" "x": { "provider": "p", "model": "m", "tpm": {{tpm}} } """));

    [Theory]
    [InlineData("\"usd\": ⟦RG1034:20⟧", "hour", "\"usd\": 10", "day",
        "usd of budget 'a' is 20, but budget 'b' allows the same callers 10 in a longer period, so it never counts; correct the one that " +
        "is wrong, or remove the budget")]
    [InlineData("\"calls\": ⟦RG1034:20⟧", "day", "\"calls\": 10, \"usd\": 1", "month", null)]
    [InlineData("\"usd\": 10", "hour", "\"usd\": 10", "day", null)]
    [InlineData("\"usd\": 20", "day", "\"usd\": 10", "hour", null)]
    [InlineData("\"usd\": 20", "week", "\"usd\": 10", "month", null)]
    [InlineData("\"usd\": 20, \"calls\": 5", "hour", "\"usd\": 10", "day", null)]
    public void A_budget_allows_no_more_in_a_part_of_a_period(string part, string a, string whole, string b, string? message) =>
        Finds(message, Budgets(Budget(part, $"\"calendar\": \"{a}\""), Budget(whole, $"\"calendar\": \"{b}\"")));

    [Theory]
    [InlineData("\"per\": \"tenant\"", "")]
    [InlineData("", "\"atLimit\": \"warn\"")]
    [InlineData("", "\"reserve\": \"expected\"")]
    public void Budgets_that_count_otherwise_are_not_compared(string part, string whole) => Finds(null, Budgets(
        Budget("\"usd\": 20", "\"calendar\": \"hour\"" + (part.Length > 0 ? "" : ", \"expired\": \"charge\"")).Replace(
            "\"per\": \"table\"", part.Length > 0 ? part : "\"per\": \"table\"", StringComparison.Ordinal),
        Budget("\"usd\": 10", "\"calendar\": \"day\"" + (whole.Length > 0 ? ", " + whole : ""))));

    [Fact]
    public void A_budget_of_more_routes_than_the_wider_one_counts_for_the_others() => Finds(null, Budgets(
        Budget("\"usd\": 20", "\"calendar\": \"hour\""), Budget("\"usd\": 10", "\"calendar\": \"day\""), """["a"]"""));

    [Theory]
    [InlineData("⟦RG1034:\"2m\"⟧", "waitForRoom of budget 'a' is 2m, but timeouts.total of route 'r' is 60s, which ends its calls first; " +
        "lower it to 60s, or raise timeouts.total")]
    [InlineData("\"60s\"", null)]
    public void A_wait_for_room_ends_with_the_call(string wait, string? message) => Finds(message, Budgets(
        Budget("\"usd\": 20", $"\"sliding\": \"1h\", \"waitForRoom\": {wait}"), Budget("\"usd\": 30", "\"sliding\": \"1d\"")));

    private const string Target = """ "x": { "provider": "p", "model": "x" } """;

    private static void Finds(string? message, string marked)
    {
        foreach (var finding in RuleTable.Finds(marked))
        {
            Assert.Equal(message ?? finding.Message, finding.Message);
        }
    }

    private static string Model(string limits) => $$""" "x": { {{limits}}, "usdPerMTok": { "input": 1, "output": 5 } } """;

    private static string Route(string chain, string limits, string name = "r") => $$"""
        "{{name}}": { "chain": {{chain}}, "limits": { {{limits}} }, "suppress": { "RG1001": "a test" } },
        """;

    private static string Budget(string limit, string rest) => $$"""{ "per": "table", "limit": { {{limit}} }, {{rest}} }""";

    private static string Budgets(string a, string b, string others = """["a", "b"]""") => RuleTable.With(
        $$"""
        "r": { "chain": ["t", "u"], "budgets": ["a", "b"], "limits": { "inputTokens": 9, "outputTokens": 9 } },
        "s": { "chain": ["t", "u"], "budgets": {{others}}, "limits": { "inputTokens": 9, "outputTokens": 9 } }
        """,
        root: $$""" "budgets": { "a": {{a}}, "b": {{b}} }, """);
}
