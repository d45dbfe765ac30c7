using Microsoft.Extensions.Time.Testing;
using RouteGen.Targets;

namespace RouteGen.Tests.Health;

/// <summary>Health that many calls tell of at once: nothing is lost or counted twice, and one call probes.</summary>
public sealed class CrowdedHealthTests
{
    private const int Callers = 8;
    private const int CallsEach = 4_000;

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero));
    private readonly TargetHealthRegistry _registry;

    public CrowdedHealthTests() => _registry = new(_time);

    [Fact]
    public async Task What_many_calls_count_is_what_they_did_in_each_turn_of_the_window()
    {
        var window = new FailureWindow(_time);
        for (var turn = 0; turn < 20; turn++)
        {
            // Every cell holds what is old by now, and all callers find it so at once.
            var begin = window.GetBucket();
            await AtOnceAsync(caller =>
            {
                for (var i = 0; i < CallsEach; i++)
                {
                    window.Count(failed: i % 4 == 0, begin - (i % 10));
                }
            });

            Assert.Equal((Callers * CallsEach, Callers * CallsEach / 4), window.Counts());
            _time.Advance(FailureWindow.Length);
            Assert.Equal((0, 0), window.Counts());
        }
    }

    [Fact]
    public async Task Calls_that_serve_and_calls_that_fail_are_all_counted_wherever_they_count()
    {
        var one = Get("deployed", "key");
        var same = Get("deployed", "another key");
        await AtOnceAsync(caller =>
        {
            var health = caller % 2 == 0 ? one : same;
            for (var i = 0; i < CallsEach; i++)
            {
                // One in four, never five in a row.
                if (caller < 2 && i % 4 == 0)
                {
                    health.Leave(default, new(Fault.Overloaded, 503), TimeSpan.Zero);
                }
                else
                {
                    health.LeaveServed(default, TimeSpan.FromMilliseconds(5));
                }
            }
        });

        Assert.All([one, same], health =>
        {
            var view = health.View();
            Assert.Equal((Callers * CallsEach / 2, CallsEach / 4), (view.Attempts, view.Failures));
            Assert.InRange(view.Latency!.Value, TimeSpan.FromMilliseconds(5), TimeSpan.FromMilliseconds(5));
        });
    }

    [Fact]
    public async Task A_row_of_failures_opens_the_breaker_at_the_fifth_whoever_tells_of_it()
    {
        for (var round = 0; round < 200; round++)
        {
            var health = Get("deployed", "key", $"http://host-{round}/");
            await AtOnceAsync(caller => Fail(health, caller < 4 ? 1 : 0));
            Assert.Null(health.Peek(out _));

            Fail(health, 1);
            Assert.Equal(SkipReason.CircuitOpen, health.Peek(out var wait));
            Assert.Equal(TimeSpan.FromSeconds(15), wait);
        }
    }

    [Fact]
    public async Task Of_all_who_find_a_break_over_one_probes()
    {
        var health = Get("deployed", "key");
        health.Leave(default, new(Fault.Unauthorized, 401), TimeSpan.Zero);
        for (var round = 0; round < 200; round++)
        {
            Assert.Equal(SkipReason.CircuitOpen, health.TryEnter(out _));
            _time.Advance(TimeSpan.FromMinutes(5));
            var entered = 0;
            HealthTicket probe = default;
            await AtOnceAsync(caller =>
            {
                if (health.TryEnter(out var ticket) is null)
                {
                    Interlocked.Increment(ref entered);
                    probe = ticket;
                }
            });

            Assert.Equal((1, true), (entered, probe.IsProbe));
            Assert.Equal((SkipReason.CircuitOpen, TimeSpan.Zero), (health.Peek(out var wait), wait));
            health.Leave(probe, new(Fault.Unauthorized, 401), TimeSpan.Zero);
        }
    }

    /// <summary>What a plain served call does takes none, and neither does one that a breaker keeps away.</summary>
    [Fact]
    public async Task Nothing_waits_for_the_lock_while_nothing_fails_or_time_alone_decides()
    {
        var endpoint = new Breaker(_time, null);
        var open = new Breaker(_time, endpoint);
        open.Open();
        var well = new TargetHealth(_time, endpoint, new(_time, endpoint), new(_time, endpoint));
        var barred = new TargetHealth(_time, endpoint, open, new(_time, endpoint));
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var done = new ManualResetEventSlim();
        var holder = new Thread(() =>
        {
            lock (endpoint.Gate)
            {
                held.SetResult();
                done.Wait();
            }
        });
        holder.Start();
        await held.Task;
        var calls = Task.Run(
            () =>
            {
                Assert.Null(well.Peek(out _));
                Assert.Null(well.TryEnter(out var ticket));
                well.LeaveServed(ticket, TimeSpan.FromSeconds(1));
                well.Leave(ticket, default, TimeSpan.FromSeconds(2));
                well.Leave(ticket, new(Fault.Cancelled), default);
                well.Leave(ticket, new(Fault.InvalidRequest, 400), default);
                Assert.Equal(SkipReason.CircuitOpen, barred.Peek(out _));
                Assert.Equal(SkipReason.CircuitOpen, barred.TryEnter(out _));
            },
            TestContext.Current.CancellationToken);
        try
        {
            await calls.WaitAsync(TimeSpan.FromMinutes(5), TestContext.Current.CancellationToken);
        }
        finally
        {
            done.Set();
            holder.Join();
        }
    }

    private static void Fail(TargetHealth health, int times)
    {
        for (var i = 0; i < times; i++)
        {
            health.Leave(default, new(Fault.Overloaded, 503), TimeSpan.Zero);
        }
    }

    private static async Task AtOnceAsync(Action<int> act)
    {
        using var start = new Barrier(Callers);
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait();
                act(caller);
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));
    }

    private TargetHealth Get(string deployment, string key, string endpoint = "http://host/") =>
        _registry.Get(endpoint, deployment, _registry.Credentials.GetId(key, null));
}
