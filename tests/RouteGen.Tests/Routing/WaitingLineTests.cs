using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using RouteGen.Definitions;
using RouteGen.Targets;
using RouteGen.TestSupport.Doubles;

namespace RouteGen.Tests.Routing;

/// <summary>
/// Calls that wait for room are served in the order in which they came, at a cost that grows with their number and not with its square.
/// </summary>
[Collection(nameof(WaitingLineTests))]
public sealed class WaitingLineTests
{
    private static readonly TimeSpan Enough = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task What_waiting_allocates_grows_with_the_number_of_calls()
    {
        await AllocatedAsync(100);
        var few = await AllocatedAsync(625);
        var many = await AllocatedAsync(5_000);

        // Of eight times as many each costs what one did: what is left over is what the crowd has in common.
        Assert.InRange(many, 0, 50_000_000);
        Assert.InRange((double)many / 5_000, 0, (double)few / 625 * 1.15);
    }

    [Fact]
    public async Task Who_came_first_is_served_first()
    {
        await using var bench = Bench(t => t with { Concurrency = 1 });
        using var gate = new SemaphoreSlim(0);
        var order = new ConcurrentQueue<string>();
        bench.First.Then(Step.After(async _ => await gate.WaitAsync(TestContext.Current.CancellationToken)));
        var first = AskAsync(bench, "0", order);
        List<Task> calls = [first];
        for (var i = 1; i <= 20; i++)
        {
            calls.Add(AskAsync(bench, $"{i}", order));
            await LineOf(bench, i);
        }

        for (var i = 0; i <= 20; i++)
        {
            // A newcomer does not get past those in line.
            gate.Release();
            await Until(() => order.Count == i + 1);
        }

        await Task.WhenAll(calls);
        Assert.Equal(Enumerable.Range(0, 21).Select(i => $"{i}"), order);
    }

    [Fact]
    public async Task The_minute_gives_its_room_in_turn_and_a_caller_who_leaves_lets_the_next_one_up()
    {
        await using var bench = new TestBench(
            r => r.With(maxRetries: 0, total: TimeSpan.FromMinutes(10)), targets: 1, target: t => t with { RequestsPerMinute = 1 });
        using var second = new CancellationTokenSource();
        var order = new ConcurrentQueue<string>();
        await AskAsync(bench, "0", order);
        Task[] calls = [AskAsync(bench, "1", order, second.Token), AskAsync(bench, "2", order), AskAsync(bench, "3", order)];
        await second.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => calls[0]);

        await bench.InTimeAsync(
            Task.WhenAll(calls[1..]).ContinueWith(static t => t.IsCompletedSuccessfully, TaskScheduler.Default),
            TimeSpan.FromMilliseconds(200));

        Assert.Equal(["0", "2", "3"], order);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task No_wake_is_lost_to_callers_who_leave_fail_or_run_out_of_time(int seed)
    {
        await using var bench = Bench(t => t with { Concurrency = 3 }, targets: 2, total: TimeSpan.FromMinutes(9));
        foreach (var client in bench.Clients[..2])
        {
            client.Then(Step.After(
                static ct => Task.Delay(Random.Shared.Next(3), ct),
                static () => Random.Shared.Next(4) == 0 ? new HttpRequestException("no", null, HttpStatusCode.BadRequest) : null));
        }

        var random = new Random(seed);
        Task[] calls = [.. Enumerable.Range(0, 1_500).Select(_ => random.Next(200)).ToArray().Select(leaves => Task.Run(async () =>
        {
            using var source = leaves < 100 ? new CancellationTokenSource(leaves) : new CancellationTokenSource();
            try
            {
                await bench.Route.GetResponseAsync("a ticket", cancellationToken: source.Token);
            }
            catch (Exception e) when (e is RouteException { Fault: Fault.InvalidRequest } or OperationCanceledException)
            {
            }
        }))];

        await Task.WhenAll(calls).WaitAsync(Enough, TestContext.Current.CancellationToken);

        // Every place is free again.
        Assert.All(Loads(bench), load => Assert.Equal((0, 0), (load.UnderWay, load.Waiting)));
    }

    [Fact]
    public async Task A_place_that_comes_too_late_for_its_caller_goes_to_the_next()
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        var load = new TargetLoad(time);
        LoadLimits limits = new(null, null, 1);
        Assert.Null(load.TryEnter(limits, 1));
        RoomWaiter[] waiters = [new(), new(), new()];
        foreach (var waiter in waiters)
        {
            Assert.Equal(SkipReason.ConcurrencyReached, load.GetInLine(waiter, limits, 1, out _, out var canComeEarlier));
            Assert.True(canComeEarlier);
        }

        load.Leave(0);
        await waiters[0].Task;
        Assert.Equal(SkipReason.ConcurrencyReached, load.TryEnter(limits, 1));

        var late = waiters[0].End()!;
        Assert.Null(waiters[1].End());
        Assert.False(waiters[2].Task.IsCompleted);
        load.Return(late);
        await waiters[2].Task;

        load.Return(waiters[2].End()!);
        Assert.Equal((0, 0), (load.UnderWay, load.Waiting));
    }

    [Fact]
    public void A_tight_limit_in_line_does_not_hold_up_a_wide_one()
    {
        var load = new TargetLoad(TimeProvider.System);
        LoadLimits tight = new(null, null, 1);
        LoadLimits wide = new(null, null, 3);
        Assert.Null(load.TryEnter(wide, 1));
        var waiter = new RoomWaiter();
        load.GetInLine(waiter, tight, 1, out _, out _);

        Assert.Null(load.TryEnter(wide, 1));
        load.Leave(0);
        Assert.Null(waiter.Place);
        load.Leave(0);
        Assert.NotNull(waiter.Place);
    }

    private static async Task<long> AllocatedAsync(int calls)
    {
        await using var bench = Bench(t => t with { Concurrency = 4 });
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        bench.First.Then(Step.After(async _ =>
        {
            // A reply takes a moment, so that all who were woken find the places taken again.
            await started.Task;
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }));
        var before = GC.GetTotalAllocatedBytes(precise: true);
        Task[] all = [.. Enumerable.Range(0, calls)
            .Select(_ => bench.Route.GetResponseAsync("a ticket", cancellationToken: TestContext.Current.CancellationToken))];
        started.SetResult();
        await Task.WhenAll(all).WaitAsync(Enough, TestContext.Current.CancellationToken);
        return GC.GetTotalAllocatedBytes(precise: true) - before;
    }

    private static async Task AskAsync(
        TestBench bench, string text, ConcurrentQueue<string> order, CancellationToken cancellationToken = default)
    {
        await bench.Route.GetResponseAsync(text, cancellationToken: cancellationToken);
        order.Enqueue(text);
    }

    private static IEnumerable<TargetLoad> Loads(TestBench bench) => bench.Route.Plan.Chain.Select(e => e.Slot.Load!).Distinct();

    private static Task LineOf(TestBench bench, int waiting) => Until(() => Loads(bench).Single().Waiting == waiting);

    private static async Task Until(Func<bool> isSo)
    {
        for (var i = 0; i < 300_000 && !isSo(); i++)
        {
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }

        Assert.True(isSo());
    }

    private static TestBench Bench(Func<TargetDefinition, TargetDefinition> target, int targets = 1, TimeSpan? total = null) =>
        new(r => r.With(maxRetries: 0, total: total ?? TimeSpan.FromMinutes(9)),
            targets: targets, target: target, services: static s => s.AddSingleton(TimeProvider.System));
}

/// <summary>Counts what the process allocates, so nothing runs beside it.</summary>
[CollectionDefinition(nameof(WaitingLineTests), DisableParallelization = true)]
public sealed class WaitingLineGroup;
