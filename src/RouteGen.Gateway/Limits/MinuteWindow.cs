namespace RouteGen.Gateway.Limits;

/// <summary>
/// What was counted in the last minute, in steps of a quarter of a second: a count leaves between 59.75 and 60 seconds after it came. Not
/// for several threads.
/// </summary>
internal sealed class MinuteWindow
{
    public const int Steps = 240;
    private const long TicksPerStep = TimeSpan.TicksPerMinute / Steps;

    private readonly long[] _counts = new long[Steps];
    private long _latest;

    /// <summary>The sum of the steps that count.</summary>
    public long Sum { get; private set; }

    /// <summary>The step of a time, which <see cref="Add"/> and <see cref="Take"/> ask for.</summary>
    public static long StepOf(TimeSpan sinceStart) => sinceStart.Ticks / TicksPerStep;

    /// <summary>Lets go of what is older than a minute. A clock that goes back changes nothing.</summary>
    public void Advance(long step)
    {
        if (step <= _latest)
        {
            return;
        }

        var gone = Math.Min(step - _latest, Steps);
        for (var i = 1; i <= gone; i++)
        {
            ref var old = ref _counts[(_latest + i) % Steps];
            Sum -= old;
            old = 0;
        }

        _latest = step;
    }

    /// <summary>Counts in the latest step, and says which that is.</summary>
    public long Add(long count)
    {
        _counts[_latest % Steps] += count;
        Sum += count;
        return _latest;
    }

    /// <summary>Takes back what was counted in a step, if that still counts.</summary>
    /// <returns>Whether it did.</returns>
    public bool Take(long step, long count)
    {
        if (step <= _latest - Steps)
        {
            return false;
        }

        _counts[step % Steps] -= count;
        Sum -= count;
        return true;
    }

    /// <summary>How long from a time until no more than so much counts; zero where that is so already.</summary>
    public TimeSpan Until(long most, TimeSpan sinceStart)
    {
        var left = Sum;
        var step = Math.Max(0, _latest - Steps + 1);
        while (left > most && step <= _latest)
        {
            left -= _counts[step++ % Steps];
        }

        // The step before this one is the last that has to leave, which it does a minute after it began.
        return left == Sum ? TimeSpan.Zero : new TimeSpan((step - 1 + Steps) * TicksPerStep) - sinceStart;
    }
}
