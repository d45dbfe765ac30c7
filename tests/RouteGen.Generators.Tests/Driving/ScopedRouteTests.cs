namespace RouteGen.Generators.Tests.Driving;

/// <summary>A route with a budget per caller is not a chat client; its one entry asks for the caller.</summary>
public sealed class ScopedRouteTests
{
    [Theory]
    [InlineData("user", """routes.Summarize.For("u")""")]
    [InlineData("user", """routes.Summarize.For(user: "u", agent: "a", costBucket: Demo.SupportRoutes.CostBucket.Sales)""")]
    [InlineData("tenant", """routes.Summarize.For(tenant: "t", user: "u")""")]
    [InlineData("agent", """routes.Summarize.For("a", tags: null)""")]
    [InlineData("operation", """routes.Summarize.For(operationId: "o")""")]
    [InlineData("key", """routes.Summarize.For("k")""")]
    [InlineData("key", """routes.Summarize.For(user: "u", key: "k", costBucket: Demo.SupportRoutes.CostBucket.Sales)""")]
    public void A_client_is_had_for_a_caller(string per, string client) =>
        Assert.Empty(Build(per, $"IChatClient Client(Demo.SupportRoutes routes) => {client};"));

    [Theory]
    [InlineData("user", "routes.Summarize", "CS0029")]
    [InlineData("user", "routes.Summarize.For()", "CS7036")]
    [InlineData("user", """routes.Summarize.For(agent: "a")""", "CS7036")]
    [InlineData("tenant", """routes.Summarize.For(user: "u")""", "CS7036")]
    [InlineData("key", """routes.Summarize.For(user: "u")""", "CS7036")]
    [InlineData("user", """routes.Summarize.For(user: "u", key: "k")""", "CS1739")]
    public void Nothing_else_gives_one(string per, string client, string error) =>
        Assert.Contains(
            error, Assert.Single(Build(per, $"IChatClient Client(Demo.SupportRoutes routes) => {client};")), StringComparison.Ordinal);

    [Theory]
    [InlineData("route")]
    [InlineData("target")]
    [InlineData("provider")]
    [InlineData("table")]
    public void A_budget_that_needs_no_caller_leaves_a_chat_client(string per) =>
        Assert.Empty(Build(per, """IChatClient Client(Demo.SupportRoutes routes) => routes.Summarize; IChatClient """ +
            """Other(Demo.SupportRoutes routes) => routes.Summarize.For(Demo.SupportRoutes.CostBucket.Sales, user: "u");"""));

    [Fact]
    public void Names_of_budgets_are_constants() =>
        Assert.Empty(Build("user", """const string Name = Demo.SupportRoutes.Budgets.CustomerDaily; string Of() => Name;"""));

    private static IReadOnlyList<string> Build(string per, string members)
    {
        var text = SupportTable.Text
            .Replace("\"costBuckets\"", $$"""
                "budgets": {
                    "customer-daily": { "per": "{{per}}", "limit": { "usd": 2.5, "tokens": 10000000, "calls": 100 }, "calendar": "day" },
                    "table-hourly": { "per": "table", "limit": { "usd": 90 }, "sliding": "1h", "atLimit": "warn" } },
                  "costBuckets"
                """, StringComparison.Ordinal)
            .Replace(
                "\"costBucket\": \"support\"",
                "\"costBucket\": \"support\", \"budgets\": [\"customer-daily\", \"table-hourly\"]",
                StringComparison.Ordinal);
        var run = new Project(code: $$"""
            #pragma warning disable CS1591
            using Microsoft.Extensions.AI;
            public sealed class Uses { {{members}} }
            """).Write("/app/routes.json", text).Build();
        Assert.Empty(run.Problems);
        return [.. run.Complaints];
    }
}
