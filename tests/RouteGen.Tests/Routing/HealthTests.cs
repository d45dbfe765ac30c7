using System.Net;
using RouteGen.TestSupport.Doubles;

namespace RouteGen.Tests.Routing;

public sealed class HealthTests
{
    [Fact]
    public async Task Health_shows_breakers_faults_and_latency_per_target()
    {
        await using var bench = new TestBench(r => r.With(maxRetries: 0));
        bench.First.Then(Step.Fails(HttpStatusCode.Unauthorized));
        await bench.Route.GetResponseAsync("a ticket");

        var targets = bench.Table.Health.Targets;

        Assert.Equal(["first", "second"], targets.Select(t => t.Target));
        Assert.Equal((SkipReason.CircuitOpen, Fault.Unauthorized), (targets[0].SkipReason, targets[0].LastFault));
        Assert.Equal(bench.Time.GetUtcNow() + TimeSpan.FromMinutes(5), targets[0].AvailableAt);
        Assert.Equal(bench.Time.GetUtcNow(), targets[0].LastFaultAt);
        Assert.True(targets[1].IsAvailable);
        Assert.Equal((1, 0, TimeSpan.Zero), (targets[1].RecentAttempts, targets[1].RecentFailures, targets[1].Latency));
        Assert.Equal(targets, bench.Table.Health.GetTargets(bench.Route));
    }

    [Fact]
    public async Task Faults_of_requests_leave_no_trace_in_it()
    {
        await using var bench = new TestBench();
        bench.First.Then(Step.Fails(HttpStatusCode.BadRequest));
        await Assert.ThrowsAsync<RouteException>(() => bench.Route.GetResponseAsync("a bad one"));

        var first = bench.Table.Health.Targets[0];

        Assert.Equal((true, Fault.None, 0), (first.IsAvailable, first.LastFault, first.RecentAttempts));
    }
}
