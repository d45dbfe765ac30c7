using System.Diagnostics;
using RouteGen.Calls;

namespace RouteGen.Tests.Routing;

/// <summary>Whose turn it is at a stream, on real threads.</summary>
[Collection(nameof(AttemptTimerRaceTests))]
public sealed class StreamTurnTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>However quick the steps are among which a stream is given up, one of the two ends it, and not both.</summary>
    [Fact]
    public void What_is_given_up_among_quick_steps_is_ended_by_one()
    {
        var turns = new StreamTurn[200_000];
        var endsWithReader = new bool[turns.Length];
        var (at, isOver) = (-1, false);
        var reader = new Thread(() =>
        {
            for (var i = 0; i < turns.Length; i++)
            {
                Volatile.Write(ref at, i);
                while (!endsWithReader[i] && !Volatile.Read(ref isOver) && turns[i].TryTake())
                {
                    endsWithReader[i] = !turns[i].TryGiveBack();
                }
            }
        })
        { IsBackground = true };
        reader.Start();

        var until = Stopwatch.GetTimestamp() + Stopwatch.Frequency;
        var endsWithTimer = new List<bool>();
        try
        {
            for (var i = 0; i < turns.Length && Stopwatch.GetTimestamp() < until; i++)
            {
                for (var wait = default(SpinWait); Volatile.Read(ref at) < i; wait.SpinOnce(sleep1Threshold: -1))
                {
                    Assert.True(Stopwatch.GetElapsedTime(until) < Patience, $"Turn {i - 1} was given up, and neither ends it.");
                }

                Thread.SpinWait(i % 31);
                endsWithTimer.Add(turns[i].TryGiveUp());
            }
        }
        finally
        {
            Volatile.Write(ref isOver, true);
        }

        // The reader has left all turns but the last.
        Assert.All(endsWithTimer.SkipLast(1), (isTimers, i) => Assert.NotEqual(isTimers, endsWithReader[i]));
    }
}
