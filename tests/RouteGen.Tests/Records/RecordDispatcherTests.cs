using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using RouteGen.Listening;
using RouteGen.Spend;
using RouteGen.Tests.Telemetry;

namespace RouteGen.Tests.Records;

/// <summary>What observers get, when many calls end at once, when they are slow, and when the container ends.</summary>
public sealed class RecordDispatcherTests
{
    private const int Capacity = 10_000;

    [Fact]
    public async Task Each_record_of_64_callers_comes_once_in_its_callers_order_and_one_at_a_time()
    {
        const int Callers = 64, Calls = 150;
        var observer = new Observer { IsYielding = true };
        await using (var dispatcher = Create(observer))
        {
            await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(() =>
            {
                for (var call = 0; call < Calls; call++)
                {
                    dispatcher.Send(Record($"{caller}", call));
                }
            })));
        }

        Assert.Equal(1, observer.MostAtATime);
        Assert.Equal(Callers * Calls, observer.Seen.Count);
        Assert.All(
            observer.Seen.GroupBy(r => r.Route),
            caller => Assert.Equal(Enumerable.Range(0, Calls), caller.Select(r => (int)r.EstimatedInputTokens)));
    }

    [Fact]
    public async Task A_record_that_comes_as_the_last_is_handed_out_does_not_lie_there()
    {
        var observer = new Observer();
        await using var dispatcher = Create(observer);

        for (var i = 0; i < 20_000; i++)
        {
            dispatcher.Send(Record("r", i));
            Assert.True(SpinWait.SpinUntil(() => observer.Seen.Count == i + 1, TimeSpan.FromMinutes(5)), $"Record {i} never came.");
        }
    }

    [Fact]
    public async Task The_end_is_not_said_by_one_who_looks_late_while_another_has_records_in_hand()
    {
        var observer = new Observer { Gate = new TaskCompletionSource() };
        var dispatcher = Create(observer);
        dispatcher.Send(Record("in hand", 0));
        await observer.Entered.Task.WaitAsync(TimeSpan.FromMinutes(5), TestContext.Current.CancellationToken);
        var end = dispatcher.DisposeAsync().AsTask();

        Assert.False(dispatcher.TryEnd());
        observer.Gate.SetResult();

        await end;
        Assert.Single(observer.Seen);
        Assert.True(dispatcher.TryEnd());
    }

    [Fact]
    public async Task Those_beyond_10_000_are_dropped_and_counted_and_the_others_come()
    {
        var observer = new Observer { Gate = new TaskCompletionSource() };
        await using (var dispatcher = Create(observer))
        {
            dispatcher.Send(Record("in hand", 0));
            await observer.Entered.Task.WaitAsync(TimeSpan.FromMinutes(5), TestContext.Current.CancellationToken);
            using var seen = new MeasurementList();

            for (var i = 0; i < Capacity + 3; i++)
            {
                dispatcher.Send(Record("r", i));
            }

            Assert.Equal(Enumerable.Repeat("routegen.records.dropped=1 {}", 3), seen.Take());
            observer.Gate.SetResult();
        }

        Assert.Equal(Capacity + 1, observer.Seen.Count);
        Assert.Equal(Enumerable.Range(0, Capacity), observer.Seen.Skip(1).Select(r => (int)r.EstimatedInputTokens));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_end_of_the_container_waits_for_what_has_come_and_takes_no_more(bool isAsynchronous)
    {
        var observer = new Observer { IsYielding = true };
        var dispatcher = Create(observer);
        for (var i = 0; i < 1_000; i++)
        {
            dispatcher.Send(Record("r", i));
        }

        if (isAsynchronous)
        {
            await dispatcher.DisposeAsync();
        }
        else
        {
            await Task.Run(dispatcher.Dispose, TestContext.Current.CancellationToken);
        }

        Assert.Equal(1_000, observer.Seen.Count);
        using var seen = new MeasurementList();
        dispatcher.Send(Record("late", 0));
        Assert.Equal(["routegen.records.dropped=1 {}"], seen.Take());
        Assert.Equal(1_000, observer.Seen.Count);
    }

    [Fact]
    public void Nobody_to_tell_costs_nothing()
    {
        using var dispatcher = Create();
        var record = Record("r", 0);
        dispatcher.Send(record);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            dispatcher.Send(record);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    /// <summary>One that waits for its observers for as long as a machine that has much else to do needs.</summary>
    private static RecordDispatcher Create(params IRouteObserver[] observers) =>
        new(observers, new SpendRecorder(null, NullLogger.Instance, TimeProvider.System), NullLogger.Instance)
        {
            DrainTime = TimeSpan.FromMinutes(5),
        };

    private static RouteRecord Record(string route, int number) => new()
    {
        StartedAt = default,
        Table = "Table",
        TableHash = "hash",
        Route = route,
        Outcome = RouteOutcome.Served,
        Latency = default,
        EstimatedInputTokens = number,
        CostBucket = "support",
        Caller = RouteCaller.None,
        Attempts = [],
    };

    private sealed class Observer : IRouteObserver
    {
        private int _atATime;

        public ConcurrentQueue<RouteRecord> Seen { get; } = new();

        public int MostAtATime { get; private set; }

        public bool IsYielding { get; init; }

        public TaskCompletionSource? Gate { get; init; }

        public TaskCompletionSource Entered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public async ValueTask OnCompletedAsync(RouteRecord record, CancellationToken cancellationToken)
        {
            MostAtATime = Math.Max(MostAtATime, Interlocked.Increment(ref _atATime));
            Entered.TrySetResult();
            if (IsYielding)
            {
                await Task.Yield();
            }

            if (Gate is not null)
            {
                await Gate.Task;
            }

            Seen.Enqueue(record);
            Interlocked.Decrement(ref _atATime);
        }
    }
}
