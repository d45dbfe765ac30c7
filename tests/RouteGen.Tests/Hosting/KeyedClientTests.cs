using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using RouteGen.Definitions;
using RouteGen.TestSupport.Doubles;
using RouteGen.Tests.Embeddings;
using static RouteGen.TestSupport.Budgets.BudgetBench;

namespace RouteGen.Tests.Hosting;

/// <summary>Routes with a budget per caller as a container gives them: it makes them for nobody, and each call says whose it is.</summary>
public sealed class KeyedClientTests
{
    private const string Key = "TestTable/ask";

    [Fact]
    public async Task Whoever_asks_for_every_client_gets_one_that_throws_at_the_call_where_no_accessor_is_registered()
    {
        await using var bench = Make(Daily(BudgetScope.User, calls: 5));

        var client = Assert.Single(bench.Services.GetKeyedServices<IChatClient>(KeyedService.AnyKey));
        var whole = await Assert.ThrowsAsync<InvalidOperationException>(() => client.GetResponseAsync("a ticket"));
        var stream = Assert.Throws<InvalidOperationException>(() => client.GetStreamingResponseAsync("a ticket"));

        Assert.Equal("'TestTable/ask' has a budget per caller: register an IRouteCallerAccessor, or call For(…) on the route.",
            whole.Message);
        Assert.Equal(whole.Message, stream.Message);
        Assert.Empty(bench.First.Requests);
        Assert.Same(bench.Table.Scoped, client.GetService<ModelRoute>());
    }

    [Fact]
    public async Task A_call_that_is_nobodys_and_one_that_lacks_what_the_budget_counts_by_are_refused()
    {
        await using var bench = Make(s => s.AddSingleton<IRouteCallerAccessor, AmbientRouteCaller>(), Daily(BudgetScope.User, calls: 5));
        var client = bench.Services.GetRequiredKeyedService<IChatClient>(Key);

        var nobody = await Assert.ThrowsAsync<InvalidOperationException>(() => client.GetResponseAsync("a ticket"));
        using var tenant = AmbientRouteCaller.BeginScope(new RouteCaller { Tenant = "acme" });
        var nameless = await Assert.ThrowsAsync<ArgumentException>(() => client.GetResponseAsync("a ticket"));

        Assert.Equal(
            "The route 'TestTable/ask' has a budget per caller, and the IRouteCallerAccessor knows no caller here.", nobody.Message);
        Assert.Equal("user", nameless.ParamName);
        Assert.Empty(bench.First.Requests);
    }

    [Fact]
    public async Task A_singleton_that_holds_the_client_charges_each_call_to_its_own_caller()
    {
        var budget = Daily(BudgetScope.User, calls: 1);
        await using var bench = Make(
            s => s.AddSingleton<IRouteCallerAccessor, AmbientRouteCaller>().AddSingleton<Agent>(), budget);
        var agent = bench.Services.GetRequiredService<Agent>();

        foreach (var user in (string[])["ada", "bob"])
        {
            using var scope = AmbientRouteCaller.BeginScope(new RouteCaller { User = user, Tenant = "acme" });
            await agent.Client.GetResponseAsync("a ticket");
        }

        using (AmbientRouteCaller.BeginScope(new RouteCaller { User = "ada" }))
        {
            await Assert.ThrowsAsync<BudgetExceededException>(() => agent.Client.GetResponseAsync("a ticket"));
            await Assert.ThrowsAsync<BudgetExceededException>(
                async () => await agent.Client.GetStreamingResponseAsync("a ticket").GetAsyncEnumerator().MoveNextAsync());
        }

        Assert.Equal(
            [("ada", "acme"), ("bob", "acme"), ("ada", null), ("ada", null)],
            bench.Table.Scoped.Records.Select(r => (r.Caller.User, r.Caller.Tenant)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_accessor_of_one_scope_answers_for_nobody_and_is_refused_at_the_call(bool isValidated)
    {
        await using var bench = Make(Daily(BudgetScope.User, calls: 5));
        var services = new ServiceCollection();
        services.AddScoped<IRouteCallerAccessor, FirstCaller>().AddRouteTable<TestTable>(o => o
            .UseChatClient(TestBench.Names[0], _ => bench.First).UseChatClient(TestBench.Names[1], _ => bench.First));
        await using var provided = services.BuildServiceProvider(
            new ServiceProviderOptions { ValidateScopes = isValidated, ValidateOnBuild = isValidated });
        using var scope = provided.CreateScope();

        var client = Assert.Single(scope.ServiceProvider.GetKeyedServices<IChatClient>(KeyedService.AnyKey));
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => client.GetResponseAsync("a ticket"));

        Assert.StartsWith("The IRouteCallerAccessor is registered as scoped", refused.Message, StringComparison.Ordinal);
        Assert.Empty(bench.First.Requests);
    }

    [Fact]
    public async Task The_generator_of_an_embedding_route_asks_at_the_call_too()
    {
        await using var bench = new EmbedBench(
            budgets: [Daily(BudgetScope.User, calls: 1)],
            services: s => s.AddSingleton<IRouteCallerAccessor, AmbientRouteCaller>());

        var generator = Assert.Single(
            bench.Services.GetKeyedServices<IEmbeddingGenerator<string, Embedding<float>>>(KeyedService.AnyKey));
        await Assert.ThrowsAsync<InvalidOperationException>(() => generator.GenerateAsync(["a ticket"]));
        using var scope = AmbientRouteCaller.BeginScope(new RouteCaller { User = "ada" });
        await generator.GenerateAsync(["a ticket"]);

        await Assert.ThrowsAsync<BudgetExceededException>(() => generator.GenerateAsync(["a ticket"]));
    }

    /// <summary>Knows the caller of the scope that it was made in.</summary>
    private sealed class FirstCaller : IRouteCallerAccessor
    {
        public RouteCaller? Caller { get; } = new() { User = "ada" };
    }

    private sealed class Agent([FromKeyedServices(Key)] IChatClient client)
    {
        public IChatClient Client => client;
    }
}
