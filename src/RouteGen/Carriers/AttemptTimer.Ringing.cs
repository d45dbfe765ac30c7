namespace RouteGen.Carriers;

/// <content>How it rings, what it looks at then, and the waits that it looks at.</content>
internal sealed partial class AttemptTimer
{
    private const long NotWaiting = long.MinValue;

    /// <summary>A move is under way whose beginning nobody noted.</summary>
    private const long Moving = long.MinValue + 1;

    private const long Never = long.MaxValue;
    private static readonly TimeSpan LongestDelay = TimeSpan.FromDays(1);
    private static readonly TimeSpan ShortestDelay = TimeSpan.FromMilliseconds(1);

    private readonly ITimer _timer;

    /// <summary>The timestamp at which it rings, or <see cref="Never"/>. Written under the gate; read without by who begins a lease.</summary>
    private long _ringsAt = Never;

    /// <summary>Written once, under the gate, before the token is cancelled.</summary>
    private string? _expired;

    /// <summary>
    /// The timestamp since which an update is waited for, or <see cref="Moving"/>, or <see cref="NotWaiting"/>. The attempt writes it; the
    /// timer only turns <see cref="Moving"/> into a timestamp, by an exchange.
    /// </summary>
    private long _waiting;

    /// <summary>
    /// A move to the next update begins. It costs no look at the clock: should the move neither end nor become a wait, because the client
    /// blocks, then the next ring finds it, and counts the silence from there.
    /// </summary>
    public void BeginMove() => Volatile.Write(ref _waiting, Moving);

    /// <summary>The move is over, and with it the wait, if it became one.</summary>
    public void EndMove() => Volatile.Write(ref _waiting, NotWaiting);

    /// <summary>
    /// The caller waits for the next update; only then does silence count. A caller who takes long over an update is not a silent provider.
    /// </summary>
    public void BeginWait()
    {
        // Where a ring found the move before it became a wait, the silence began there.
        if (Volatile.Read(ref _waiting) <= Moving)
        {
            Volatile.Write(ref _waiting, _time.GetTimestamp());
        }
    }

    /// <summary>An update came.</summary>
    public void EndWait() => EndMove();

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
                expired = _due.ExpiredAt(now, WaitingSince(now));
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

    private long? WaitingSince(long now)
    {
        var since = Interlocked.CompareExchange(ref _waiting, now, Moving);
        return since switch
        {
            NotWaiting => null,
            Moving => now,
            _ => since,
        };
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

    private void LookAgain(long now) => Ring(now, _due.NextLook(now, WaitingSince(now)), ShortestDelay);

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
