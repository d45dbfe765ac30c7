using System.Net;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RouteGen.Costs;
using RouteGen.Hosting;
using RouteGen.Targets;
using RouteGen.TestSupport.Doubles;
using RouteGen.Wire;

namespace RouteGen.Tests.Routing;

public sealed class ProbeTests
{
    [Theory]
    [InlineData(ModelFeatures.None)]
    [InlineData(ModelFeatures.Streaming)]
    [InlineData(ModelFeatures.Tools | ModelFeatures.JsonSchema | ModelFeatures.Vision)]
    public async Task Every_target_is_asked_once_in_the_routes_shape_and_what_it_answered_is_reported(ModelFeatures requires)
    {
        await using var bench = new TestBench(r => r.With(requires: requires));
        bench.First.Then(Step.Says("""{"ok":true}"""));
        bench.Second.Then(Step.Fails(HttpStatusCode.InternalServerError));

        var probe = await bench.Table.ProbeAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["first", "second"], probe.Targets.Select(t => t.Target));
        var first = probe.Targets[0];
        Assert.Equal((true, "ask", requires & ~ModelFeatures.Vision, Fault.None), (first.IsHealthy, first.Route, first.Shape, first.Fault));
        Assert.Equal(
            (new TokenUsage { Input = 100, Output = 20, Requests = 1 }, 0.0003m, CostSource.Computed),
            (first.Usage, first.CostUsd, first.CostSource));
        Assert.Equal(requires.HasFlag(ModelFeatures.Streaming), first.TimeToFirstToken is not null);
        Assert.Equal((false, Fault.ServerError, 500), (probe.Targets[1].IsHealthy, probe.Targets[1].Fault, probe.Targets[1].StatusCode));
        Assert.Single(bench.Second.Requests);
        var options = bench.First.Requests[0].Options!;
        Assert.Equal(requires.HasFlag(ModelFeatures.Tools), options.Tools is { Count: 1 });
        Assert.Equal(requires.HasFlag(ModelFeatures.JsonSchema), options.ResponseFormat is ChatResponseFormatJson { Schema: not null });
        Assert.Equal((512, "deployed-0"), (options.MaxOutputTokens, options.ModelId));
    }

    [Fact]
    public async Task A_probe_leaves_a_record_under_its_own_bucket_and_its_result_in_health()
    {
        await using var bench = new TestBench();
        bench.Second.Then(Step.Fails(HttpStatusCode.BadRequest));

        var probe = await bench.Table.ProbeAsync(TestContext.Current.CancellationToken);

        Assert.All(bench.Route.Records, r => Assert.Equal("probe", r.CostBucket));
        Assert.Equal([RouteOutcome.Served, RouteOutcome.Failed], bench.Route.Records.Select(r => r.Outcome));
        Assert.Equal(probe.Targets, bench.Table.Health.Targets.Select(t => t.LastProbe!));
        Assert.Equal(
            (true, false, probe.At),
            (bench.Table.Health.Routes[0].CanServe, bench.Table.Health.Routes[0].IsFullyAvailable, bench.Table.Health.ProbedAt));
    }

    [Fact]
    public async Task A_target_that_is_well_again_is_asked_again_after_a_probe()
    {
        await using var bench = new TestBench();
        bench.First.Then(Step.Fails(HttpStatusCode.Unauthorized), Step.Says("fixed"));
        await bench.Route.GetResponseAsync("a ticket");
        Assert.Equal(BreakerState.Open, bench.Table.Health.Targets[0].Breaker);

        await bench.Table.ProbeAsync(TestContext.Current.CancellationToken);

        Assert.Equal(BreakerState.Closed, bench.Table.Health.Targets[0].Breaker);
        Assert.Equal(TestTarget.First, (await bench.Route.GetResponseAsync("a ticket")).ServedBy);
    }

    [Fact]
    public async Task A_revoked_key_is_found_before_anybody_waits_for_it()
    {
        await using var bench = new TestBench();
        bench.Second.Then(Step.Fails(HttpStatusCode.Unauthorized));

        await bench.Table.ProbeAsync(TestContext.Current.CancellationToken);

        Assert.Equal(SkipReason.CircuitOpen, bench.Table.Health.Targets[1].SkipReason);
    }

    [Fact]
    public async Task One_failure_of_a_probe_does_not_open_a_breaker_that_five_would()
    {
        await using var bench = new TestBench();
        bench.First.Then(Step.Fails(HttpStatusCode.InternalServerError));

        await bench.Table.ProbeAsync(TestContext.Current.CancellationToken);

        Assert.Equal(BreakerState.Closed, bench.Table.Health.Targets[0].Breaker);
    }

    [Fact]
    public async Task A_target_that_is_taken_out_is_not_asked()
    {
        await using var bench = new TestBench();
        bench.Set(("Targets:first:Enabled", "false"));

        var probe = await bench.Table.ProbeAsync(TestContext.Current.CancellationToken);

        Assert.Equal((SkipReason.Disabled, true), (probe.Targets[0].SkipReason, probe.Targets[0].IsHealthy));
        Assert.Empty(bench.First.Requests);
    }

    [Fact]
    public async Task A_broken_stream_fails_the_probe()
    {
        await using var bench = new TestBench(r => r.With(requires: ModelFeatures.Streaming));
        bench.First.Then(Step.BreaksAfter("half an"));

        var probe = await bench.Table.ProbeAsync(TestContext.Current.CancellationToken);

        Assert.Equal(Fault.StreamBroken, probe.Targets[0].Fault);
        Assert.Equal(1, bench.First.Released);
    }

    [Fact]
    public async Task A_cancelled_probe_says_so_and_punishes_nobody()
    {
        await using var bench = new TestBench();
        bench.First.Then(Step.StallsAfter(""));
        using var source = new CancellationTokenSource();
        Task probe = bench.Table.ProbeAsync(source.Token);
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => probe);
        Assert.Equal((Fault.None, 0), (bench.Table.Health.Targets[0].LastFault, bench.Table.Health.Targets[0].RecentAttempts));
    }

    [Fact]
    public async Task On_a_schedule_targets_are_probed_at_start_and_then_at_the_interval()
    {
        await using var bench = new TestBench(services: s => s.AddRouteTable<TestTable>(o => o.ProbeEvery(TimeSpan.FromMinutes(30))));
        var schedule = bench.Services.GetServices<IHostedService>()
            .Single(s => s.GetType().Name.StartsWith("ProbeSchedule", StringComparison.Ordinal));

        await schedule.StartAsync(TestContext.Current.CancellationToken);
        await ProbedAsync(bench, 1);
        bench.Time.Advance(TimeSpan.FromMinutes(29));
        Assert.Single(bench.First.Requests);
        bench.Time.Advance(TimeSpan.FromMinutes(1));
        await ProbedAsync(bench, 2);
        await schedule.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_probe_may_ask_a_target_that_wants_to_be_left_alone_and_ends_the_wait()
    {
        await using var bench = new TestBench();
        var health = bench.Route.Plan.Entries[0].Slot.Keys.All[0].Health;
        health.CoolDownAfter(new FaultInfo(Fault.RateLimited, 429, null, TimeSpan.FromMinutes(4)));
        Assert.Equal(SkipReason.CoolingDown, health.Peek(out _));

        await bench.Table.ProbeAsync(TestContext.Current.CancellationToken);

        Assert.Null(health.Peek(out _));
        Assert.Equal(TestTarget.First, (await bench.Route.GetResponseAsync("a ticket")).ServedBy);
    }

    private static async Task ProbedAsync(TestBench bench, int times)
    {
        for (var i = 0; i < 30_000 && (bench.First.Requests.Count < times || bench.Table.Health.ProbedAt != bench.Time.GetUtcNow()); i++)
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        Assert.Equal(times, bench.First.Requests.Count);
    }
}
