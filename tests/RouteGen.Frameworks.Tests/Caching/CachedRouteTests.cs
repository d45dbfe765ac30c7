using Microsoft.Extensions.AI;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection;
using RouteGen.Testing;
using SupportApp;

namespace RouteGen.Frameworks.Tests.Caching;

/// <summary>Microsoft.Extensions.AI's cache around routes.</summary>
public sealed class CachedRouteTests
{
    [Fact]
    public async Task A_hit_costs_nothing_and_another_tenant_s_request_is_none()
    {
        await using var bench = await FrameworkBench.StartAsync();
        await using var services = bench.Services(static s =>
            s.AddDistributedMemoryCache().AddSupportRoutes().AddSingleton<CachedSummaries>());
        var summaries = services.GetRequiredService<CachedSummaries>();

        var first = await summaries.SummarizeAsync("acme", "a ticket");
        var again = await summaries.SummarizeAsync("acme", "a ticket");
        var other = await summaries.SummarizeAsync("globex", "a ticket");

        Assert.Matches(@" USD\)$", first);
        Assert.EndsWith("(from the cache, for nothing)", again, StringComparison.Ordinal);
        Assert.Matches(@" USD\)$", other);
        Assert.Equal(2, bench.OpenAI.Count);
        Assert.Equal(["acme", "globex"], (await bench.RecordsAsync(2)).Select(r => r.Caller.Tenant));
    }

    [Fact]
    public async Task Two_routes_share_replies_only_where_their_key_is_left_out()
    {
        await using var bench = await FrameworkBench.StartAsync();
        await using var services = bench.Services(static s => s.AddDistributedMemoryCache().AddSupportRoutes());
        var routes = services.GetRequiredService<SupportRoutes>();
        var cache = services.GetRequiredService<IDistributedCache>();

        await AskAsync(routes.Summarize, routes.Summarize.CacheKey);
        await AskAsync(routes.Assist, routes.Assist.CacheKey);
        Assert.Equal(2, bench.OpenAI.Count);
        await AskAsync(routes.Summarize);
        await AskAsync(routes.Assist);
        Assert.Equal(3, bench.OpenAI.Count);

        async Task AskAsync(IChatClient route, params object[] key)
        {
            using var client = new DistributedCachingChatClient(route, cache) { CacheKeyAdditionalValues = key };
            await client.GetResponseAsync("a ticket");
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_client_of_the_container_is_cached_whole_and_streamed(bool streamed)
    {
        await using var bench = await FrameworkBench.StartAsync();
        await using var services = bench.Services(static s => s.AddCachedSummaries());
        var client = services.GetRequiredKeyedService<IChatClient>("cached summaries");

        var first = await AskAsync(client, streamed);
        var again = await AskAsync(client, streamed);

        Assert.Equal(first.Text, again.Text);
        Assert.Equal("mini", first.GetRouteRecord()!.ServedBy);
        Assert.Null(again.GetRouteRecord());
        Assert.Equal(first.Usage!.InputTokenCount, again.Usage!.InputTokenCount);
        Assert.Single(bench.OpenAI);
    }

    [Theory]
    [InlineData(SimulatedFailure.UnsupportedParameter, false, "haiku mini cache")]
    [InlineData(SimulatedFailure.UnsupportedParameter, true, "haiku mini cache")]
    [InlineData(SimulatedFailure.InvalidApiKey, false, "haiku haiku haiku")]
    public async Task A_cache_can_keep_what_the_first_choice_says_and_nothing_else(
        SimulatedFailure failure, bool streamed, string expected)
    {
        await using var bench = await FrameworkBench.StartAsync();
        bench.Providers.On("mini").Reply(SimulatedReply.Failing(failure));
        await using var services = bench.Services(static s => s.AddDistributedMemoryCache().AddSupportRoutes());
        var route = services.GetRequiredService<SupportRoutes>().Summarize;
        using var client = new FirstChoiceCache(route, services.GetRequiredService<IDistributedCache>())
        {
            CacheKeyAdditionalValues = [route.CacheKey],
        };

        var served = $"{await ServedByAsync()} {await ServedByAsync()} {await ServedByAsync()}";

        Assert.Equal(expected, served);

        async Task<string> ServedByAsync() => (await AskAsync(client, streamed)).GetRouteRecord()?.ServedBy ?? "cache";
    }

    [Fact]
    public async Task Inside_function_invocation_a_hit_saves_the_model_and_runs_the_tool()
    {
        await using var bench = await FrameworkBench.StartAsync();
        bench.Providers.On("mini").Reply(SimulatedReply.Calling("FindOrder", """{"order":"A-1001"}"""));
        await using var services = bench.Services(static s => s.AddDistributedMemoryCache().AddSupportRoutes());
        var route = services.GetRequiredService<SupportRoutes>().Assist;
        var orders = new OrderSystem();
        var options = new ChatOptions { Tools = [AIFunctionFactory.Create(orders.FindOrder)] };
        using var client = route.AsBuilder()
            .UseFunctionInvocation()
            .UseDistributedCache(services.GetRequiredService<IDistributedCache>(), c => c.CacheKeyAdditionalValues = [route.CacheKey])
            .Build();

        var first = await client.GetResponseAsync("Where is A-1001?", options);
        var again = await client.GetResponseAsync("Where is A-1001?", options);

        Assert.Equal(first.Text, again.Text);
        Assert.Equal((2, 2), (bench.OpenAI.Count, orders.Lookups.Count));
    }

    private static async Task<ChatResponse> AskAsync(IChatClient client, bool streamed) => streamed
        ? await client.GetStreamingResponseAsync("a ticket").ToChatResponseAsync()
        : await client.GetResponseAsync("a ticket");
}
