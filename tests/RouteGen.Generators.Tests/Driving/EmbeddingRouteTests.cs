namespace RouteGen.Generators.Tests.Driving;

/// <summary>A route of type "embedding" is an embedding generator, and nothing else.</summary>
public sealed class EmbeddingRouteTests
{
    private const string Generator = "Microsoft.Extensions.AI.IEmbeddingGenerator<string, Microsoft.Extensions.AI.Embedding<float>>";

    [Theory]
    [InlineData($"{Generator} Client(Demo.SearchRoutes routes) => routes.Embed;")]
    [InlineData($"{Generator} Client(Demo.SearchRoutes routes) => routes.Embed.For(user: \"u\");")]
    [InlineData("async System.Threading.Tasks.Task<string> Ask(Demo.SearchRoutes routes) => (await routes.Embed.GenerateAsync([\"a\", " +
        "\"b\"])).ServedBy switch { Demo.EmbedTarget.Small => \"first\", Demo.EmbedTarget.SmallAzure => \"second\", _ => \"nobody\" };")]
    [InlineData("async System.Threading.Tasks.Task<decimal?> Ask(Demo.SearchRoutes routes) => (await routes.Embed.For(tenant: " +
        "\"t\").GenerateAsync([\"a\"], new() { Dimensions = 256 })).Cost.Usd;")]
    public void It_is_used_like_this(string member) => Assert.Empty(Build(member));

    [Theory]
    [InlineData("Microsoft.Extensions.AI.IChatClient Client(Demo.SearchRoutes routes) => routes.Embed;", "CS0029")]
    [InlineData("object Ask(Demo.SearchRoutes routes) => routes.Embed.GetResponseAsync(\"a\");", "CS1061")]
    public void It_is_no_chat_client(string member, string error) =>
        Assert.Contains(error, Assert.Single(Build(member)), StringComparison.Ordinal);

    [Theory]
    [InlineData("routes.Embed.For(user: \"u\", costBucket: Demo.SearchRoutes.CostBucket.Search)")]
    [InlineData("routes.Embed.For(\"u\")")]
    public void With_a_budget_per_user_it_asks_for_one(string client) =>
        Assert.Empty(Build($"{Generator} Client(Demo.SearchRoutes routes) => {client};", perUser: true));

    [Fact]
    public void With_a_budget_per_user_it_is_no_generator_itself() =>
        Assert.Contains(
            "CS0029",
            Assert.Single(Build($"{Generator} Client(Demo.SearchRoutes routes) => routes.Embed;", perUser: true)),
            StringComparison.Ordinal);

    [Fact]
    public void Its_hook_takes_options_of_embeddings() => Assert.Empty(Build("", more: """
        namespace Demo
        {
            public sealed partial class EmbedRoute
            {
                partial void ConfigureOptions(EmbedTarget target, Microsoft.Extensions.AI.EmbeddingGenerationOptions options) =>
                    options.AdditionalProperties = null;
            }
        }
        """));

    private static IReadOnlyList<string> Build(string member, bool perUser = false, string more = "")
    {
        var budgets = perUser
            ? """ "budgets": { "daily": { "per": "user", "limit": { "usd": 1 }, "calendar": "day" } }, "costBuckets": ["search"], """
            : "";
        var run = new Project(code: $$"""
            #pragma warning disable CS1591
            public sealed class Uses { {{member}} }
            {{more}}
            """).Write("/app/routes.json", $$"""
            {
              "table": "SearchRoutes", {{budgets}}
              "models": { "text-embedding-3-small": { "maxInput": 8191, "dimensions": 1536, "usdPerMTok": { "input": 0.02 } } },
              "providers": { "openai": { "kind": "openai" }, "azure": { "kind": "custom" } },
              "targets": {
                "small": { "provider": "openai", "model": "text-embedding-3-small", "dimensions": 512 },
                "small-azure": { "provider": "azure", "model": "text-embedding-3-small", "deployment": "embeddings", "dimensions": 512 }
              },
              "routes": { "embed": { "type": "embedding",
                "chain": ["small", "small-azure"]{{(perUser ? """, "budgets": ["daily"]""" : "")}} } }
            }
            """).Build();
        Assert.Empty(run.Problems);
        return [.. run.Complaints];
    }
}
