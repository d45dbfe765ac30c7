using RouteGen.Definitions;
using RouteGen.TestSupport.Doubles;

namespace RouteGen.Tests.Routing;

/// <summary>
/// Where all targets are at their own limits a call waits for room as long as its total allows, instead of failing at once.
/// </summary>
public sealed class LimitWaitTests
{
    [Fact]
    public async Task At_the_requests_a_minute_of_all_targets_a_call_waits_for_the_soonest()
    {
        await using var bench = Bench(t => t with { RequestsPerMinute = 1 }, total: 90);
        await bench.Route.GetResponseAsync("a ticket");
        bench.Time.Advance(TimeSpan.FromSeconds(20));
        await bench.Route.GetResponseAsync("a ticket");

        var third = await bench.InTimeAsync(bench.Route.GetResponseAsync("a ticket"));

        Assert.Equal(TestTarget.First, third.ServedBy);
        Assert.DoesNotContain(third.Record.Skipped, l => l.Target == "first");
        Assert.InRange(third.Record.Latency.TotalSeconds, 40, 42);
    }

    [Fact]
    public async Task A_wait_that_is_longer_than_the_total_is_not_begun()
    {
        await using var bench = Bench(t => t with { RequestsPerMinute = 1 }, total: 30);
        await bench.Route.GetResponseAsync("a ticket");
        await bench.Route.GetResponseAsync("a ticket");

        var e = await Assert.ThrowsAsync<RouteException>(() => bench.Route.GetResponseAsync("a ticket"));

        Assert.Equal((Fault.NoTargetAvailable, TimeSpan.Zero), (e.Fault, e.Record.Latency));
        Assert.Equal([SkipReason.RequestRateReached, SkipReason.RequestRateReached], e.Record.Skipped.Select(l => l.Reason));
    }

    [Fact]
    public async Task Tokens_of_the_last_minute_are_waited_for()
    {
        // 2 tokens of input estimated, and 600 of output allowed; used are 120.
        await using var bench = Bench(t => t with { TokensPerMinute = 700 }, total: 90, targets: 1);
        await bench.Route.GetResponseAsync("a ticket");

        var second = await bench.InTimeAsync(bench.Route.GetResponseAsync("a ticket"));

        Assert.InRange(second.Record.Latency.TotalSeconds, 60, 62);
    }

    [Fact]
    public async Task A_request_that_no_minute_can_hold_fails_at_once()
    {
        await using var bench = Bench(t => t with { TokensPerMinute = 500 }, total: 90, targets: 1);

        var e = await Assert.ThrowsAsync<RouteException>(() => bench.Route.GetResponseAsync("a ticket"));

        Assert.Equal([new SkippedTarget("first", SkipReason.TokenRateReached)], e.Record.Skipped);
        Assert.Equal(TimeSpan.Zero, e.Record.Latency);
    }

    [Fact]
    public async Task A_call_waits_for_the_end_of_another_where_no_more_may_be_under_way()
    {
        await using var bench = Bench(t => t with { Concurrency = 1 }, total: 30, targets: 1);
        bench.First.Then(Step.StallsAfter(""), Step.Says("ok"));
        var first = bench.Route.GetResponseAsync("a ticket");
        var second = bench.Route.GetResponseAsync("a ticket");

        Assert.Single(bench.First.Requests);
        var hung = await Assert.ThrowsAsync<RouteException>(() => bench.InTimeAsync(first));
        var waited = await second;

        // The first hangs until its attempt times out after 6 s, and is given up.
        Assert.Equal((Fault.Timeout, TestTarget.First), (hung.Fault, waited.ServedBy));
        Assert.Empty(waited.Record.Skipped);
        Assert.InRange(waited.Record.Latency.TotalSeconds, 6, 6.5);
    }

    [Fact]
    public async Task Many_callers_take_turns()
    {
        await using var bench = Bench(t => t with { Concurrency = 2 }, total: 30, targets: 1);
        Task<RouteResponse<TestTarget>>[] calls =
        [
            .. Enumerable.Range(0, 40).Select(_ => Task.Run(() => bench.Route.GetResponseAsync("a ticket")))
        ];

        var served = await Task.WhenAll(calls);

        Assert.Equal(40, served.Length);
        Assert.All(served, s => Assert.Empty(s.Record.Skipped));
    }

    [Fact]
    public async Task Without_room_until_the_total_is_over_the_call_fails_and_says_why()
    {
        await using var bench = Bench(t => t with { Concurrency = 1 }, total: 3, targets: 1);
        bench.First.Then(Step.StallsAfter(""));
        var first = bench.Route.GetResponseAsync("a ticket");
        var second = bench.Route.GetResponseAsync("a ticket");

        await Assert.ThrowsAsync<RouteException>(() => bench.InTimeAsync(first));
        var e = await Assert.ThrowsAsync<RouteException>(() => bench.InTimeAsync(second));

        Assert.Equal((Fault.NoTargetAvailable, SkipReason.ConcurrencyReached), (e.Fault, Assert.Single(e.Record.Skipped).Reason));
        Assert.InRange(e.Record.Latency.TotalSeconds, 3, 3.2);
    }

    [Fact]
    public async Task A_caller_who_waits_for_room_can_cancel()
    {
        await using var bench = Bench(t => t with { Concurrency = 1 }, total: 30, targets: 1);
        using var source = new CancellationTokenSource();
        bench.First.Then(Step.StallsAfter(""));
        var first = bench.Route.GetResponseAsync("a ticket");
        var second = bench.Route.GetResponseAsync("a ticket", cancellationToken: source.Token);

        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        Assert.Equal(RouteOutcome.Cancelled, bench.Record.Outcome);
        await Assert.ThrowsAsync<RouteException>(() => bench.InTimeAsync(first));
    }

    private static TestBench Bench(Func<TargetDefinition, TargetDefinition> target, int total, int targets = 2) =>
        new(r => r.With(maxRetries: 0, total: TimeSpan.FromSeconds(total)), targets: targets, target: target);
}
