using Microsoft.Extensions.AI;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RouteGen.Definitions;
using RouteGen.TestSupport.Doubles;
using RouteGen.Tests.Embeddings;
using static RouteGen.TestSupport.Budgets.BudgetBench;

namespace RouteGen.Tests.Hosting;

/// <summary>What a route says of itself to caches, agents and spans: it is the route, and no target of it.</summary>
public sealed class RouteMetadataTests
{
    [Fact]
    public async Task A_route_is_named_by_its_key_and_its_table_s_version_and_by_no_target()
    {
        await using var bench = new TestBench();
        await using var scoped = Make(Daily(BudgetScope.User, calls: 5));
        await using var embedding = new EmbedBench();

        var plain = ((IChatClient)bench.Route).GetService<ChatClientMetadata>()!;
        var attributed = ((IChatClient)bench.Route.For(user: "ada")).GetService<ChatClientMetadata>()!;
        var keyed = scoped.Services.GetRequiredKeyedService<IChatClient>("TestTable/ask").GetService<ChatClientMetadata>()!;
        var vectors = (EmbeddingGeneratorMetadata)embedding.Services
            .GetRequiredKeyedService<IEmbeddingGenerator<string, Embedding<float>>>("EmbedTable/embed")
            .GetService(typeof(EmbeddingGeneratorMetadata))!;

        Assert.All(
            [plain, attributed, keyed],
            m => Assert.Equal(
                ("routegen", "TestTable/ask", "hash.routegen.invalid"), (m.ProviderName, m.DefaultModelId, m.ProviderUri?.Host)));
        Assert.Equal(
            ("routegen", "EmbedTable/embed", "hash.routegen.invalid", 4),
            (vectors.ProviderName, vectors.DefaultModelId, vectors.ProviderUri?.Host, vectors.DefaultModelDimensions));
        Assert.Equal("TestTable/ask@hash", bench.Route.CacheKey);
    }

    [Fact]
    public async Task A_cache_around_two_versions_of_a_table_has_no_stale_hit()
    {
        var cache = new MemoryDistributedCache(Options.Create(new MemoryDistributedCacheOptions()));

        Assert.Equal(("one", 1), await AskTwiceAsync("v1", "one", cache));
        Assert.Equal(("two", 1), await AskTwiceAsync("v2", "two", cache));
        Assert.Equal(("one", 0), await AskTwiceAsync("v1", "another", cache));
    }

    private static async Task<(string Text, int Asked)> AskTwiceAsync(string hash, string reply, IDistributedCache cache)
    {
        await using var bench = new TestBench();
        var table = TestTable.Definition;
        TestTable.Current.Value = new RouteTableDefinition
        {
            Name = table.Name,
            Hash = hash,
            Providers = table.Providers,
            Targets = table.Targets,
            Routes = table.Routes,
        };
        var target = new ScriptedClient().Then(Step.Says(reply), Step.Says("not from the cache"));
        await using var services = new ServiceCollection()
            .AddRouteTable<TestTable>(o => o.UseChatClient("first", _ => target).UseChatClient("second", _ => new ScriptedClient()))
            .BuildServiceProvider();
        var route = services.GetRequiredKeyedService<IChatClient>("TestTable/ask");
        using var cached = new DistributedCachingChatClient(route, cache)
        {
            CacheKeyAdditionalValues = [route.GetService<ModelRoute>()!.CacheKey],
        };

        var first = await cached.GetResponseAsync("a ticket");
        var second = await cached.GetResponseAsync("a ticket");

        Assert.Equal(first.Text, second.Text);
        return (second.Text, target.Requests.Count);
    }
}
