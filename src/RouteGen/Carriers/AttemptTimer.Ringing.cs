namespace RouteGen.Carriers;

/// <content>How it rings, and what it looks at then.</content>
internal sealed partial class AttemptTimer
{
    private const long Never = long.MaxValue;
    private static readonly TimeSpan LongestDelay = TimeSpan.FromDays(1);
    private static readonly TimeSpan ShortestDelay = TimeSpan.FromMilliseconds(1);

    private readonly ITimer _timer;

    /// <summary>
    /// The timestamp at which it rings, or <see cref="Never"/>. Written under the gate; who begins a lease reads it without.
    /// </summary>
    private long _ringsAt = Never;

    /// <summary>Written once, under the gate, before the token is cancelled.</summary>
    private string? _expired;

    /// <summary>Looks whether anything is due. It may come at any time, also for a lease that is over, and between two.</summary>
    internal void Tick()
    {
        string? expired = null;
        lock (_gate)
        {
            Volatile.Write(ref _ringsAt, Never);
            Interlocked.MemoryBarrier();
            while (expired is null && Volatile.Read(ref _lease) is var lease && (lease & (Timing | Over)) == Timing)
            {
                var now = _time.GetTimestamp();
                expired = _due.ExpiredAt(now, _wait.Since(now));
                if (expired is null)
                {
                    // It rang for the attempt that had the timer before, or for a silence that was broken, or a little early.
                    LookAgain(now);
                    return;
                }

                if (Interlocked.CompareExchange(ref _lease, lease | Over, lease) == lease)
                {
                    Volatile.Write(ref _expired, expired);
                    StopRinging();
                    break;
                }

                // The attempt ended first. Another may have begun.
                expired = null;
            }
        }

        if (expired is not null)
        {
            // Outside the lock: what listens to the token runs here. Nor does a token that lives as long as the application hold on to it.
            _cancellation.TryUnlink();
            _cancellation.Cancel();
        }
    }

    private void RingAtDue(long now)
    {
        lock (_gate)
        {
            if (IsTiming && _ringsAt > _due.Due)
            {
                Ring(now, _due.Due, TimeSpan.Zero);
            }
        }
    }

    private void LookAgain(long now) => Ring(now, _due.NextLook(now, _wait.Since(now)), ShortestDelay);

    private void Ring(long now, long at, TimeSpan shortest)
    {
        var wait = new TimeSpan((long)Math.Ceiling((at - now) / _perTick));
        wait = wait < shortest ? shortest : wait > LongestDelay ? LongestDelay : wait;
        Volatile.Write(ref _ringsAt, now + Timestamps(wait));
        _timer.Change(wait, Timeout.InfiniteTimeSpan);
    }

    /// <summary>There is nothing left to time, and a caller who never disposes of a stream must not keep a timer by it.</summary>
    private void StopRinging()
    {
        Volatile.Write(ref _ringsAt, Never);
        _timer.Dispose();
    }
}
