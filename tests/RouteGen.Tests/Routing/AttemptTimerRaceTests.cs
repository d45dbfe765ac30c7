using System.Diagnostics;
using System.Runtime.CompilerServices;
using RouteGen.Carriers;

namespace RouteGen.Tests.Routing;

/// <summary>
/// Ends and beginnings of leases among rings and cancellations, on real threads, which leave no processor to other tests.
/// </summary>
[CollectionDefinition(nameof(AttemptTimerRaceTests), DisableParallelization = true)]
[Collection(nameof(AttemptTimerRaceTests))]
public sealed class AttemptTimerRaceTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Short leases leave rings behind them that come in the middle of others: those with time left are not ended by them, and those
    /// without are ended although the ring that they counted on came just before they began.
    /// </summary>
    [Fact]
    public async Task No_lease_is_ended_by_another_and_none_is_forgotten()
    {
        var until = Stopwatch.GetTimestamp() + (2 * Stopwatch.Frequency);
        var threads = Enumerable.Range(0, 2 + Environment.ProcessorCount).Select(seed => Task.Factory.StartNew(
            () => Lend(new Random(seed), until), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default));
        var ended = (await Task.WhenAll(threads)).Sum();

        Assert.True(ended > 0);
    }

    /// <summary>A ring that comes at the very moment at which one lease ends and another begins.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_ring_between_two_leases_ends_neither_and_leaves_a_ring_for_the_second(bool dueAtOnce)
    {
        using var both = new Barrier(2);
        var until = Stopwatch.GetTimestamp() + (5 * Stopwatch.Frequency);
        AttemptTimer? ringing = null;
        var isOver = false;
        var bell = new Thread(() =>
        {
            for (var i = 0; MeetsAgain(both, ref isOver); i++)
            {
                Thread.SpinWait(i % 61);
                Volatile.Read(ref ringing)?.Tick();
                both.SignalAndWait();
            }
        })
        { IsBackground = true };
        bell.Start();
        try
        {
            for (var i = 0; i < 100_000 && Stopwatch.GetTimestamp() < until; i++)
            {
                var first = Start(dueAtOnce ? TimeSpan.Zero : TimeSpan.FromHours(1), CancellationToken.None);
                Volatile.Write(ref ringing, first);
                both.SignalAndWait();
                Thread.SpinWait(i % 53);
                first.Dispose();
                var now = TimeProvider.System.GetTimestamp();
                using var second = AttemptTimer.Start(TimeProvider.System, now, TimeSpan.FromHours(2), "attempt", CancellationToken.None);
                both.SignalAndWait();

                Assert.Equal((false, null), (second.Token.IsCancellationRequested, second.Expired));

                // A ring of the pool's own may be at it.
                Assert.True(SpinWait.SpinUntil(() => Volatile.Read(ref RingsAt(second)) <= now + (7201 * Stopwatch.Frequency), Patience));
            }
        }
        finally
        {
            Leave(both, ref isOver);
            bell.Join();
        }

        [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_ringsAt")]
        static extern ref long RingsAt(AttemptTimer timer);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_cancellation_at_any_time_reaches_its_own_lease_only(bool dueAtOnce)
    {
        using var both = new Barrier(2);
        var until = Stopwatch.GetTimestamp() + (5 * Stopwatch.Frequency);
        CancellationTokenSource caller = new();
        var isOver = false;
        var canceller = new Thread(() =>
        {
            while (MeetsAgain(both, ref isOver))
            {
                Volatile.Read(ref caller).Cancel();
                both.SignalAndWait();
            }
        })
        { IsBackground = true };
        canceller.Start();
        try
        {
            for (var i = 0; i < 3_000 && Stopwatch.GetTimestamp() < until; i++)
            {
                Volatile.Write(ref caller, new CancellationTokenSource());
                both.SignalAndWait();
                Thread.SpinWait(i % 200);
                var timer = Start(dueAtOnce ? TimeSpan.Zero : TimeSpan.FromHours(1), caller.Token);
                Thread.SpinWait(i % 77);
                if (i % 2 == 0)
                {
                    timer.Dispose();
                }

                both.SignalAndWait();
                if (i % 2 == 1)
                {
                    // Whoever was first, the token is cancelled; by its timer, where that says so.
                    Assert.True(SpinWait.SpinUntil(() => timer.GivenUp.IsCancellationRequested, Patience));
                    Assert.True(timer.Token.IsCancellationRequested);
                    Assert.True(timer.Expired is null || dueAtOnce);
                    timer.Dispose();
                }

                using var next = Start(TimeSpan.FromHours(1), CancellationToken.None);
                Assert.Equal(
                    (false, false, null), (next.Token.IsCancellationRequested, next.GivenUp.IsCancellationRequested, next.Expired));
            }
        }
        finally
        {
            Leave(both, ref isOver);
            canceller.Join();
        }
    }

    /// <summary>A token that lives as long as the application holds on to nothing of an attempt whose time ran out.</summary>
    [Fact]
    public async Task What_ran_out_is_let_go_of_by_the_callers_token()
    {
        using var application = new CancellationTokenSource();
        var left = Enumerable.Range(0, 200).Select(_ => Leave(application.Token)).ToList();
        for (var i = 0; i < 30_000 && left.Exists(l => l.IsAlive); i++)
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.DoesNotContain(left, l => l.IsAlive);
        GC.KeepAlive(application);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static WeakReference Leave(CancellationToken caller) => new(Start(TimeSpan.Zero, caller));
    }

    /// <summary>
    /// Waits for the other thread. Whether there is another round is looked at after that: before it, one may see the end while the other
    /// waits for it, for ever.
    /// </summary>
    private static bool MeetsAgain(Barrier both, ref bool isOver)
    {
        both.SignalAndWait();
        return !Volatile.Read(ref isOver);
    }

    /// <summary>Ends it also where something failed: the other thread is alone from now on.</summary>
    private static void Leave(Barrier both, ref bool isOver)
    {
        Volatile.Write(ref isOver, true);
        both.RemoveParticipant();
    }

    private static int Lend(Random dice, long until)
    {
        var ended = 0;
        while (Stopwatch.GetTimestamp() < until)
        {
            for (var i = dice.Next(200); i > 0; i--)
            {
                using var passing = Start(TimeSpan.FromMilliseconds(dice.Next(4)), CancellationToken.None);
            }

            using (var lasting = Start(TimeSpan.FromHours(1), CancellationToken.None))
            {
                Thread.SpinWait(dice.Next(200_000));
                Assert.Equal((false, null), (lasting.Token.IsCancellationRequested, lasting.Expired));
            }

            var due = TimeSpan.FromMilliseconds(dice.Next(4));
            var started = Stopwatch.GetTimestamp();
            using var timer = Start(due, CancellationToken.None);
            Assert.True(timer.Token.WaitHandle.WaitOne(Patience), "Its ring was lost.");
            Assert.True(Stopwatch.GetElapsedTime(started) >= due - TimeSpan.FromMilliseconds(0.1));
            Assert.Equal("attempt", timer.Expired);
            ended++;
        }

        return ended;
    }

    private static AttemptTimer Start(TimeSpan due, CancellationToken cancellationToken) =>
        AttemptTimer.Start(TimeProvider.System, TimeProvider.System.GetTimestamp(), due, "attempt", cancellationToken);
}
