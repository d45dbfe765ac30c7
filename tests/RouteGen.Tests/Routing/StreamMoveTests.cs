using Microsoft.Extensions.Time.Testing;
using RouteGen.Carriers;

namespace RouteGen.Tests.Routing;

/// <summary>A move to the next update costs no look at the clock, and one that never comes back is noticed all the same.</summary>
public sealed class StreamMoveTests
{
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(2);

    private readonly CountingClock _clock = new();

    [Fact]
    public void A_client_that_blocks_within_its_move_is_given_up_one_idle_time_after_the_ring_that_found_it()
    {
        using var timer = Stream();
        _clock.Advance(TimeSpan.FromSeconds(0.5));
        timer.BeginMove();

        _clock.Advance(TimeSpan.FromSeconds(1.5));
        _clock.Advance(Idle - Moment);
        Assert.Null(timer.Expired);

        _clock.Advance(Moment + Moment);
        Assert.Equal(("idle", true), (timer.Expired, timer.Token.IsCancellationRequested));
    }

    [Fact]
    public void A_move_that_a_ring_found_and_that_then_became_a_wait_was_silent_from_that_ring_on()
    {
        using var timer = Stream();
        timer.BeginMove();
        _clock.Advance(Idle);
        _clock.Advance(TimeSpan.FromSeconds(1.5));
        timer.BeginWait();

        _clock.Advance(TimeSpan.FromSeconds(0.5));
        Assert.Equal("idle", timer.Expired);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Updates_that_come_are_no_silence_however_long_the_caller_looks_at_them(bool endsByWait)
    {
        using var timer = Stream();
        for (var i = 0; i < 50; i++)
        {
            timer.BeginMove();
            _clock.Advance(TimeSpan.FromSeconds(0.3));
            if (endsByWait)
            {
                timer.BeginWait();
                timer.EndMove();
            }
            else
            {
                timer.EndMove();
            }

            _clock.Advance(TimeSpan.FromSeconds(0.3));
        }

        _clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Null(timer.Expired);
    }

    [Fact]
    public void Silence_counts_to_the_moment_from_the_wait_where_a_move_becomes_one()
    {
        using var timer = Stream();
        _clock.Advance(TimeSpan.FromSeconds(1.3));
        timer.BeginMove();
        timer.BeginWait();

        _clock.Advance(Idle - Moment);
        Assert.Null(timer.Expired);

        _clock.Advance(Moment + Moment);
        Assert.Equal("idle", timer.Expired);
    }

    [Fact]
    public void A_move_reads_no_clock()
    {
        using var timer = Stream();
        var before = _clock.Reads;
        for (var i = 0; i < 100; i++)
        {
            timer.BeginMove();
            timer.EndMove();
        }

        Assert.Equal(before, _clock.Reads);
    }

    /// <summary>A stream whose first update says why it ends is not listened to for as long as one under way.</summary>
    [Fact]
    public void A_hurry_before_the_stream_begins_bounds_its_silence()
    {
        using var timer = Start();
        timer.Hurry(TimeSpan.FromSeconds(0.5));
        Assert.True(timer.TryEnterStream(Idle, TimeSpan.FromHours(1)));
        timer.BeginWait();

        _clock.Advance(TimeSpan.FromSeconds(0.5));
        Assert.Equal("idle", timer.Expired);
    }

    private AttemptTimer Stream()
    {
        var timer = Start();
        Assert.True(timer.TryEnterStream(Idle, TimeSpan.FromHours(1)));
        return timer;
    }

    private AttemptTimer Start() =>
        AttemptTimer.Start(_clock, _clock.GetTimestamp(), TimeSpan.FromSeconds(6), "attempt", CancellationToken.None);

    private sealed class CountingClock : FakeTimeProvider
    {
        public int Reads { get; private set; }

        public override long GetTimestamp()
        {
            Reads++;
            return base.GetTimestamp();
        }
    }
}
