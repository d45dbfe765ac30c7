using System.Diagnostics;
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

    [Fact]
    public async Task On_the_systems_clock_it_rings_within_a_tenth()
    {
        var late = new List<TimeSpan>();
        for (var i = 0; i < 5; i++)
        {
            using var timer = AttemptTimer.Start(
                TimeProvider.System, TimeProvider.System.GetTimestamp(), TimeSpan.FromSeconds(6), "total", CancellationToken.None);
            Assert.True(timer.TryEnterStream(TimeSpan.FromSeconds(0.4), TimeSpan.FromMinutes(1)));
            await Task.Delay(90 * i, TestContext.Current.CancellationToken);
            timer.BeginWait();
            var ended = new TaskCompletionSource<TimeSpan>(TaskCreationOptions.RunContinuationsAsynchronously);
            var began = Stopwatch.GetTimestamp();
            timer.Token.Register(() => ended.SetResult(Stopwatch.GetElapsedTime(began)));
            late.Add(await ended.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        }

        // On a machine that is busy elsewhere one may come late; a timer that looks now and then is late at all of them.
        Assert.InRange(late.Order().ElementAt(2), TimeSpan.FromSeconds(0.39), TimeSpan.FromSeconds(0.5));
    }
}
