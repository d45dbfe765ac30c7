using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Time.Testing;
using RouteGen.Carriers;

namespace RouteGen.Tests.Routing;

/// <summary>Silence is counted from the moment at which the caller began to wait, and to the moment.</summary>
public sealed class IdleTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(0.3)]
    [InlineData(0.74)]
    [InlineData(1.49)]
    public void Silence_ends_a_stream_when_it_is_that_long(double begun)
    {
        var clock = new FakeTimeProvider();
        using var timer = AttemptTimer.Start(clock, clock.GetTimestamp(), TimeSpan.FromSeconds(6), "total", CancellationToken.None);
        Assert.True(timer.TryEnterStream(TimeSpan.FromSeconds(1.5), TimeSpan.FromMinutes(1)));
        for (var i = 0; i < 3; i++)
        {
            timer.BeginWait();
            clock.Advance(TimeSpan.FromSeconds(1.4));
            timer.EndMove();
        }

        clock.Advance(TimeSpan.FromSeconds(begun));
        timer.BeginWait();

        clock.Advance(TimeSpan.FromSeconds(1.499));
        Assert.Null(timer.Expired);

        clock.Advance(TimeSpan.FromMilliseconds(2));
        Assert.Equal("idle", timer.Expired);
    }

    /// <summary>A timer that looks now and then would ring too late, by up to its gap.</summary>
    [Fact]
    public async Task On_the_systems_clock_it_is_set_to_ring_when_the_silence_is_that_long()
    {
        var idle = TimeSpan.FromSeconds(0.4);
        for (var i = 0; i < 5; i++)
        {
            using var timer = AttemptTimer.Start(
                TimeProvider.System, TimeProvider.System.GetTimestamp(), TimeSpan.FromHours(1), "total", CancellationToken.None);
            Assert.True(timer.TryEnterStream(idle, TimeSpan.FromHours(2)));
            await Task.Delay(90 * i, TestContext.Current.CancellationToken);
            var before = Stopwatch.GetTimestamp();
            timer.BeginWait();
            var latest = Stopwatch.GetTimestamp() + (long)((idle.TotalSeconds + 0.002) * Stopwatch.Frequency);
            timer.Tick();

            // A ring of the pool's own, from before the wait, may be at it.
            lock (Gate(timer))
            {
                var isInTime = RingsAt(timer) <= latest || timer.Expired is not null;
                Assert.True(isInTime, "It is not set to ring when the silence is that long.");
            }

            var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            timer.Token.Register(ended.SetResult);
            await ended.Task.WaitAsync(TimeSpan.FromMinutes(5), TestContext.Current.CancellationToken);
            Assert.Equal((true, "idle"), (Stopwatch.GetElapsedTime(before) > TimeSpan.FromSeconds(0.35), timer.Expired));
        }

        [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_ringsAt")]
        static extern ref long RingsAt(AttemptTimer timer);

        [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_gate")]
        static extern ref Lock Gate(AttemptTimer timer);
    }
}
