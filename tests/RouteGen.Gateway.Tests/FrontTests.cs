using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using RouteGen.Testing;

namespace RouteGen.Gateway.Tests;

/// <summary>A table whose provider is a gateway of ours: who calls travels on, and what it cost comes back, once.</summary>
public sealed class FrontTests
{
    private static readonly Dictionary<string, string> Tags = new() { ["team"] = "desk, night", ["größe"] = "50%" };

    [Fact]
    public async Task Caller_operation_and_tags_travel_on_and_cost_and_record_come_back()
    {
        await using var bench = await GatewayBench.StartAsync();
        await using var front = Front(bench);

        var reply = await Routes(front).Ask.For(user: "zoë@example.com", agent: "triage", tenant: "acme", operationId: "loop-1", tags: Tags)
            .GetResponseAsync("Say hello.", cancellationToken: TestContext.Current.CancellationToken);

        var inner = Assert.Single(bench.Records.All);
        Assert.Equal(("zoë@example.com", "triage", "loop-1", "bench"), (
            inner.Caller.User, inner.Caller.Agent, inner.Caller.OperationId, inner.Caller.Key));
        Assert.Equal(Tags.OrderBy(t => t.Key), inner.Caller.Tags!.OrderBy(t => t.Key));
        Assert.Null(inner.Caller.Tenant);
        var attempt = Assert.Single(reply.Record.Attempts);
        Assert.Equal((inner.CostUsd, CostSource.Provider, inner.Id), (attempt.CostUsd, attempt.CostSource, attempt.RequestId));
        Assert.True(inner.CostUsd > 0);
        Assert.NotEqual(attempt.ComputedCostUsd, attempt.CostUsd);
    }

    [Fact]
    public async Task A_stream_states_its_cost_at_its_end()
    {
        await using var bench = await GatewayBench.StartAsync();
        await using var front = Front(bench);
        var seen = front.GetRequiredService<SeenRecords>();

        var text = "";
        await foreach (var update in Routes(front).Ask.For(user: "zoe").GetStreamingResponseAsync(
            "Say hello.", cancellationToken: TestContext.Current.CancellationToken))
        {
            text += update.Text;
        }

        await bench.UntilAsync(() => bench.Records.All.Count == 1 && seen.All.Count == 1);
        var (inner, outer) = (Assert.Single(bench.Records.All), Assert.Single(seen.All));
        Assert.NotEmpty(text);
        Assert.Equal((inner.CostUsd, CostSource.Provider, inner.Id), (
            outer.CostUsd, outer.CostSource, Assert.Single(outer.Attempts).RequestId));
        Assert.Equal("zoe", inner.Caller.User);
    }

    [Fact]
    public async Task Responses_and_vectors_state_their_cost_too()
    {
        await using var bench = await GatewayBench.StartAsync();
        await using var front = Front(bench);

        var reply = await Routes(front).Ponder.GetResponseAsync("Say hello.", cancellationToken: TestContext.Current.CancellationToken);
        var vectors = await Routes(front).Find.GenerateAsync(["a text"], cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(
            bench.Records.All.Select(r => (r.CostUsd, (string?)r.Id)),
            [(reply.Record.CostUsd, reply.Record.Attempts[0].RequestId), (vectors.Record.CostUsd, vectors.Record.Attempts[0].RequestId)]);
    }

    [Fact]
    public async Task A_chain_that_has_been_asked_there_is_not_asked_again_from_here()
    {
        await using var bench = await GatewayBench.StartAsync();
        await using var front = Front(bench);
        bench.Providers.On("gpt").Always(SimulatedReply.Failing(SimulatedFailure.ServerError));
        bench.Providers.On("claude").Always(SimulatedReply.Failing(SimulatedFailure.ServerError));

        var e = await Assert.ThrowsAnyAsync<RouteException>(
            () => Routes(front).Ask.GetResponseAsync("Say hello.", cancellationToken: TestContext.Current.CancellationToken));

        var inner = Assert.Single(bench.Records.All);
        var attempt = Assert.Single(e.Record.Attempts);
        Assert.Equal((502, inner.Id, inner.CostUsd), (attempt.StatusCode, attempt.RequestId, attempt.CostUsd));
    }

    [Fact]
    public async Task The_gateway_is_told_how_long_it_may_take_and_what_the_table_says_itself_stands()
    {
        await using var providers = await SimulatedProviders.StartAsync<FrontRoutes>(TestContext.Current.CancellationToken);
        await using var front = new ServiceCollection().AddFrontRoutes(providers.Use).BuildServiceProvider();

        await Routes(front).Ask.For(user: "a\r\nx-evil: 1", agent: new string('a', 129)).GetResponseAsync(
            "Say hello.", cancellationToken: TestContext.Current.CancellationToken);

        var headers = Assert.Single(providers.GetProvider("desk").Requests).Headers;
        Assert.InRange(int.Parse(headers["x-routegen-timeout-ms"], System.Globalization.CultureInfo.InvariantCulture), 1, 8_000);
        Assert.Equal("a%0D%0Ax-evil:%201", headers["x-routegen-user"]);
        Assert.DoesNotContain("x-routegen-agent", headers.Keys);
        Assert.DoesNotContain("x-evil", headers.Keys);
    }

    private static FrontRoutes Routes(IServiceProvider services) => services.GetRequiredService<FrontRoutes>();

    private static ServiceProvider Front(GatewayBench bench) => new ServiceCollection()
        .AddSingleton<SeenRecords>().AddSingleton<IRouteObserver>(s => s.GetRequiredService<SeenRecords>())
        .AddFrontRoutes(table => table.Configure(settings =>
        {
            foreach (var name in (string[])["desk", "desk-responses"])
            {
                var provider = settings.GetOrAddProvider(name);
                (provider.Endpoint, provider.ApiKey) = (new Uri(bench.Address, "v1").AbsoluteUri, GatewayBench.Token);
            }
        }))
        .BuildServiceProvider();
}
