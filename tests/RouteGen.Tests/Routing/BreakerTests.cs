using System.Net;
using RouteGen.TestSupport.Doubles;

namespace RouteGen.Tests.Routing;

public sealed class BreakerTests
{
    [Fact]
    public async Task Five_straight_failures_open_the_breaker_and_a_probe_closes_it()
    {
        await using var bench = new TestBench(r => r.With(maxRetries: 0));
        bench.First.Then(Step.Fails(HttpStatusCode.InternalServerError));
        for (var i = 0; i < 5; i++)
        {
            await bench.Route.GetResponseAsync("a ticket");
        }

        await bench.Route.GetResponseAsync("a ticket");
        Assert.Equal(5, bench.First.Requests.Count);
        Assert.Equal([new SkippedTarget("first", SkipReason.CircuitOpen)], bench.Route.Records[^1].Skipped);

        bench.Time.Advance(TimeSpan.FromSeconds(15));
        bench.First.Then(Step.Says("well again"));
        var probe = await bench.Route.GetResponseAsync("a ticket");
        var after = await bench.Route.GetResponseAsync("a ticket");

        Assert.Equal((TestTarget.First, TestTarget.First), (probe.ServedBy, after.ServedBy));
    }

    [Fact]
    public async Task A_failed_probe_doubles_the_break()
    {
        await using var bench = new TestBench(r => r.With(maxRetries: 0));
        bench.First.Then(Step.Fails(HttpStatusCode.InternalServerError));
        for (var i = 0; i < 5; i++)
        {
            await bench.Route.GetResponseAsync("a ticket");
        }

        bench.Time.Advance(TimeSpan.FromSeconds(15));
        await bench.Route.GetResponseAsync("probe fails");
        bench.Time.Advance(TimeSpan.FromSeconds(29));
        await bench.Route.GetResponseAsync("still open");
        Assert.Equal(6, bench.First.Requests.Count);

        bench.Time.Advance(TimeSpan.FromSeconds(1));
        await bench.Route.GetResponseAsync("second probe");
        Assert.Equal(7, bench.First.Requests.Count);
    }

    [Fact]
    public async Task Half_of_ten_failures_open_it_without_five_in_a_row()
    {
        await using var bench = new TestBench(r => r.With(maxRetries: 0));
        for (var i = 0; i < 5; i++)
        {
            bench.First.Then(Step.Says("well"), Step.Fails(HttpStatusCode.InternalServerError));
        }

        for (var i = 0; i < 11; i++)
        {
            await bench.Route.GetResponseAsync("a ticket");
        }

        Assert.Equal(10, bench.First.Requests.Count);
    }

    [Theory]
    [InlineData(HttpStatusCode.Unauthorized)]
    [InlineData(HttpStatusCode.PaymentRequired)]
    [InlineData(HttpStatusCode.Forbidden)]
    [InlineData(HttpStatusCode.NotFound)]
    public async Task A_target_that_is_set_up_wrongly_is_left_alone_for_five_minutes_at_once(HttpStatusCode status)
    {
        await using var bench = new TestBench();
        bench.First.Then(Step.Fails(status), Step.Says("fixed"));
        await bench.Route.GetResponseAsync("a ticket");

        bench.Time.Advance(TimeSpan.FromSeconds(299));
        await bench.Route.GetResponseAsync("a ticket");
        Assert.Single(bench.First.Requests);

        bench.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(TestTarget.First, (await bench.Route.GetResponseAsync("a ticket")).ServedBy);
    }

    [Fact]
    public async Task A_fault_of_the_request_never_counts_against_the_target()
    {
        await using var bench = new TestBench();
        bench.First.Then(Step.Fails(HttpStatusCode.BadRequest));
        for (var i = 0; i < 20; i++)
        {
            await Assert.ThrowsAsync<RouteException>(() => bench.Route.GetResponseAsync("a bad one"));
        }

        Assert.Equal(20, bench.First.Requests.Count);
    }

    [Fact]
    public async Task When_every_target_is_open_the_call_waits_for_the_soonest_within_its_total()
    {
        await using var bench = new TestBench(r => r.With(maxRetries: 0));
        bench.First.Then(Step.Fails(HttpStatusCode.InternalServerError));
        bench.Second.Then(Step.Fails(HttpStatusCode.InternalServerError));
        for (var i = 0; i < 5; i++)
        {
            await Assert.ThrowsAsync<RouteException>(() => bench.Route.GetResponseAsync("a ticket"));
        }

        bench.First.Then(Step.Says("well again"));
        var response = await bench.InTimeAsync(bench.Route.GetResponseAsync("a ticket"), TimeSpan.FromMilliseconds(250));

        Assert.Equal(TestTarget.First, response.ServedBy);
        Assert.InRange(response.Record.Latency, TimeSpan.FromSeconds(14), TimeSpan.FromSeconds(17));
    }

    [Fact]
    public async Task When_every_target_is_open_for_longer_than_the_total_the_call_fails_at_once()
    {
        await using var bench = new TestBench();
        bench.First.Then(Step.Fails(HttpStatusCode.Unauthorized));
        bench.Second.Then(Step.Fails(HttpStatusCode.Unauthorized));
        await Assert.ThrowsAsync<RouteException>(() => bench.Route.GetResponseAsync("a ticket"));

        var e = await Assert.ThrowsAsync<RouteException>(() => bench.Route.GetResponseAsync("a ticket"));

        Assert.Equal((Fault.NoTargetAvailable, 0), (e.Fault, e.Record.Attempts.Count));
        Assert.Contains("first: skipped, its circuit breaker is open", e.Message, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.Zero, e.Record.Latency);
    }

    [Fact]
    public async Task Half_open_one_call_decides_and_the_others_do_not_wait_for_it()
    {
        await using var bench = new TestBench(r => r.With(maxRetries: 0));
        bench.First.Then(Step.Fails(HttpStatusCode.InternalServerError));
        for (var i = 0; i < 5; i++)
        {
            await bench.Route.GetResponseAsync("a ticket");
        }

        Assert.Equal(BreakerState.Open, bench.Table.Health.Targets[0].Breaker);
        bench.Time.Advance(TimeSpan.FromSeconds(15));
        Assert.Equal(BreakerState.HalfOpen, bench.Table.Health.Targets[0].Breaker);
        bench.First.Then(Step.StallsAfter(""));
        var probe = bench.Route.GetResponseAsync("decides");
        for (var i = 0; i < 20; i++)
        {
            var other = await bench.Route.GetResponseAsync("a ticket");
            Assert.Equal((TestTarget.Second, TimeSpan.Zero), (other.ServedBy, other.Record.Latency));
        }

        var failed = await bench.InTimeAsync(probe);

        Assert.Equal((TestTarget.Second, BreakerState.Open), (failed.ServedBy, bench.Table.Health.Targets[0].Breaker));
        Assert.Equal(6, bench.First.Requests.Count);
    }

    [Fact]
    public async Task A_target_that_hangs_slows_five_calls_by_its_timeout_and_then_none()
    {
        await using var bench = new TestBench(r => r.With(maxRetries: 0));
        bench.First.Then(Step.StallsAfter(""));
        var latencies = new List<TimeSpan>();
        for (var i = 0; i < 8; i++)
        {
            latencies.Add(
                (await bench.InTimeAsync(bench.Route.GetResponseAsync("a ticket"), TimeSpan.FromMilliseconds(20))).Record.Latency);
        }

        Assert.All(latencies.Take(5), l => Assert.InRange(l, TimeSpan.FromSeconds(6), TimeSpan.FromSeconds(6.1)));
        Assert.All(latencies.Skip(5), l => Assert.InRange(l, TimeSpan.Zero, TimeSpan.FromMilliseconds(100)));
    }

    [Fact]
    public async Task A_cancelled_call_never_punishes_the_breaker()
    {
        await using var bench = new TestBench();
        bench.First.Then(Step.StallsAfter(""));
        for (var i = 0; i < 8; i++)
        {
            // The double is asked before the call first waits, so that every cancellation meets a request under way.
            using var source = new CancellationTokenSource();
            Task call = bench.Route.GetResponseAsync("a ticket", cancellationToken: source.Token);
            await source.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        }

        Assert.Equal(8, bench.First.Requests.Count);
        Assert.All(bench.Route.Records, r => Assert.Equal(RouteOutcome.Cancelled, r.Outcome));
    }
}
