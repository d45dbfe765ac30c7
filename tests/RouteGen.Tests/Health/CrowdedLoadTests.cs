using Microsoft.Extensions.Time.Testing;
using RouteGen.Targets;

namespace RouteGen.Tests.Health;

/// <summary>Limits that many calls come up against at once: each lets in what it allows, to the last one.</summary>
public sealed class CrowdedLoadTests
{
    private const int Callers = 8;
    private const int CallsEach = 4_000;

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Of_many_requests_in_a_minute_as_many_are_let_in_as_are_allowed()
    {
        var requests = new TargetLoad(_time);
        var tokens = new TargetLoad(_time);
        for (var minute = 0; minute < 5; minute++)
        {
            int byRequests = 0, byTokens = 0;
            await AtOnceAsync(() =>
            {
                for (var i = 0; i < CallsEach; i++)
                {
                    Enter(requests, new(777, null, null), 1, ref byRequests);
                    Enter(tokens, new(null, 7_777, null), 10, ref byTokens);
                }
            });

            Assert.Equal((777, 777), (byRequests, byTokens));
            Assert.Equal((SkipReason.RequestRateReached, SkipReason.TokenRateReached),
                (requests.Peek(new(777, null, null), 1), tokens.Peek(new(null, 7_777, null), 10)));
            _time.Advance(TimeSpan.FromSeconds(61));
            Assert.Null(requests.Peek(new(777, null, null), 1));
            Assert.Null(tokens.Peek(new(null, 7_777, null), 10));
        }

        static void Enter(TargetLoad load, LoadLimits limits, long tokens, ref int entered)
        {
            if (load.Peek(limits, tokens) is null && load.TryEnter(limits, tokens) is null)
            {
                Interlocked.Increment(ref entered);
                load.Leave(0);
            }
        }
    }

    [Fact]
    public async Task No_more_are_under_way_than_there_are_places_and_every_place_comes_back()
    {
        var load = new TargetLoad(_time);
        LoadLimits limits = new(null, null, 3);
        int inside = 0, most = 0;
        await AtOnceAsync(() =>
        {
            for (var i = 0; i < CallsEach; i++)
            {
                if (load.Peek(limits, 1) is not null || load.TryEnter(limits, 1) is not null)
                {
                    continue;
                }

                var now = Interlocked.Increment(ref inside);
                InterlockedMax(ref most, now);
                Interlocked.Decrement(ref inside);
                load.Leave(0);
            }
        });

        Assert.InRange(most, 1, 3);
        Assert.Equal((0, 0), (load.UnderWay, load.Waiting));
    }

    /// <summary>
    /// The second is read before the lock, and may have passed when it is had: a call in line must be rung for all the same.
    /// </summary>
    [Fact]
    public void A_wait_is_never_none_where_the_second_has_passed_that_it_was_for()
    {
        var minute = new LastMinute(_time);
        minute.Advance(minute.Now);
        minute.Count(1);
        _time.Advance(TimeSpan.FromSeconds(70));

        Assert.InRange(minute.UntilRequests(0), TimeSpan.FromTicks(1), TimeSpan.FromMilliseconds(1));
        Assert.InRange(minute.UntilTokens(0), TimeSpan.FromTicks(1), TimeSpan.FromMilliseconds(1));
    }

    private static void InterlockedMax(ref int most, int value)
    {
        for (var known = Volatile.Read(ref most); value > known;)
        {
            known = Interlocked.CompareExchange(ref most, value, known) is var seen && seen == known ? value : seen;
        }
    }

    private static async Task AtOnceAsync(Action act)
    {
        using var start = new Barrier(Callers);
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait();
                act();
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));
    }
}
