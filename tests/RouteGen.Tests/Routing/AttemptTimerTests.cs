using System.Diagnostics;
using Microsoft.Extensions.Time.Testing;
using RouteGen.Carriers;

namespace RouteGen.Tests.Routing;

/// <summary>Timers are lent again and stay set between attempts; what was set for one must not end another.</summary>
public sealed class AttemptTimerTests
{
    [Fact]
    public async Task An_attempt_is_not_ended_by_what_was_set_for_the_one_before()
    {
        for (var i = 0; i < 20; i++)
        {
            Start(TimeSpan.FromMilliseconds(20)).Dispose();
            var started = Stopwatch.GetTimestamp();
            using var timer = Start(TimeSpan.FromMilliseconds(120));

            await EndOf(timer.Token);

            Assert.Equal("attempt", timer.Expired);
            Assert.True(Stopwatch.GetElapsedTime(started) > TimeSpan.FromMilliseconds(100), "It was ended by the ring of the one before.");
        }
    }

    [Fact]
    public async Task An_attempt_with_less_time_than_the_one_before_ends_on_its_own_time()
    {
        for (var i = 0; i < 20; i++)
        {
            Start(TimeSpan.FromHours(1)).Dispose();
            using var timer = Start(TimeSpan.FromMilliseconds(20));

            await EndOf(timer.Token);

            Assert.Equal("attempt", timer.Expired);
        }
    }

    [Fact]
    public async Task An_attempt_after_a_stream_is_not_ended_by_the_silence_of_that()
    {
        for (var i = 0; i < 20; i++)
        {
            using (var stream = Start(TimeSpan.FromHours(1)))
            {
                Assert.True(stream.TryEnterStream(TimeSpan.FromMilliseconds(40), TimeSpan.FromHours(1)));
                stream.BeginWait();
            }

            using var timer = Start(TimeSpan.FromMilliseconds(120));
            await EndOf(timer.Token);

            Assert.Equal("attempt", timer.Expired);
        }
    }

    [Fact]
    public void On_a_clock_of_its_own_it_rings_to_the_tick()
    {
        var clock = new FakeTimeProvider();
        using var timer = AttemptTimer.Start(clock, clock.GetTimestamp(), TimeSpan.FromSeconds(6), "total", CancellationToken.None);

        clock.Advance(TimeSpan.FromSeconds(6) - TimeSpan.FromTicks(1));
        Assert.False(timer.Token.IsCancellationRequested);

        clock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal((true, "total"), (timer.Token.IsCancellationRequested, timer.Expired));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Whoever_waits_for_a_client_is_told_after_all_that_the_client_has_listening(bool byCaller)
    {
        var told = new List<string>();
        var clock = new FakeTimeProvider();
        using var caller = new CancellationTokenSource();
        using var timer = AttemptTimer.Start(clock, clock.GetTimestamp(), TimeSpan.FromSeconds(6), "total", caller.Token);
        timer.Token.Register(() => told.Add("socket"));
        timer.GivenUp.Register(() => told.Add("route"));
        if (byCaller)
        {
            caller.Cancel();
        }
        else
        {
            clock.Advance(TimeSpan.FromSeconds(6));
        }

        Assert.Equal(["socket", "route"], told);
    }

    private static AttemptTimer Start(TimeSpan due) =>
        AttemptTimer.Start(TimeProvider.System, TimeProvider.System.GetTimestamp(), due, "attempt", CancellationToken.None);

    private static Task EndOf(CancellationToken token)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        token.Register(ended.SetResult);
        return ended.Task.WaitAsync(TimeSpan.FromMinutes(5), TestContext.Current.CancellationToken);
    }
}
