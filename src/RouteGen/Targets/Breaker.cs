namespace RouteGen.Targets;

/// <summary>
/// The circuit breaker and cooldown of one thing that can fail: an endpoint, a credential, a deployment, or a deployment with a credential.
/// It opens at 5 straight failures, or when at least half of at least 10 attempts within 30 s failed; for 15 s at first, twice as long each
/// time a probe fails, at most 5 min. What is set up wrongly opens it for 5 min at once. After that one probe is let through.
/// </summary>
/// <remarks>
/// <para>Polly's breaker knows a failure ratio only, and no break of a length that depends on the fault; hence this one.</para>
/// <para>
/// What opens it, closes it or decides who probes is done by whoever holds <see cref="Gate"/>: it alone writes <see cref="_open"/>,
/// <see cref="_openUntil"/>, <see cref="_coolUntil"/>, <see cref="_probing"/>, <see cref="_isBarred"/>, <see cref="_breaks"/> and the last
/// fault. <see cref="IsBarred"/>, <see cref="Refusal"/> and <see cref="Served"/> need no lock. The first two read what was written last,
/// and a time to wait for is written before what says that it counts; who is not refused enters through the lock, which asks again. The
/// third only counts up in the window, and ends a row of failures: the row's length is counted with what <see cref="Interlocked"/> gives
/// back, so that a success between two failures ends the row for the second, as it did in a lock.
/// </para>
/// </remarks>
/// <param name="time">The container's clock.</param>
/// <param name="endpoint">
/// The breaker of the endpoint, whose lock all breakers there share, so that a request takes one; null for the endpoint's own.
/// </param>
internal sealed class Breaker(TimeProvider time, Breaker? endpoint) : IRemembers
{
    private const int StraightFailures = 5;
    private const int MinimumThroughput = 10;
    private static readonly TimeSpan FirstBreak = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestBreak = TimeSpan.FromMinutes(5);

    private readonly FailureWindow _window = new(time);

    /// <summary>Kept so that whatever stands below an endpoint keeps its breaker, and with it the lock.</summary>
    private readonly Breaker? _endpoint = endpoint;
    private int _straight;
    private int _breaks;
    private long _openUntil;
    private long _coolUntil;
    private volatile bool _probing;
    private volatile bool _open;
    private volatile bool _isBarred;

    public Lock Gate { get; } = endpoint?.Gate ?? new();

    /// <summary>
    /// Whether it is open or a cooldown may be under way. While it is neither, as it nearly always is, callers need no lock to enter.
    /// </summary>
    public bool IsBarred => _isBarred;

    public Fault LastFault { get; private set; }

    public DateTimeOffset? LastFaultAt { get; private set; }

    public BreakerState State =>
        !_open ? BreakerState.Closed : _probing || time.GetTimestamp() >= _openUntil ? BreakerState.HalfOpen : BreakerState.Open;

    /// <summary>The bucket in which what happens at a timestamp is counted; 0 for now.</summary>
    public long GetBucket(long at) => _window.GetBucket(at);

    /// <summary>Attempts and failures of the last 30 s that count here.</summary>
    public (int Total, int Failures) Counts => _window.Counts();

    /// <inheritdoc/>
    public long RemembersUntil
    {
        get
        {
            lock (Gate)
            {
                var until = Math.Max(_coolUntil, _open ? _openUntil : 0);
                return _window.Counts().Total > 0 ? Math.Max(until, After(FailureWindow.Length)) : until;
            }
        }
    }

    /// <summary>Why no request may go; null when one may.</summary>
    /// <param name="now">The timestamp.</param>
    /// <param name="wait">Until when; <see cref="TimeSpan.Zero"/> when a probe of another call decides.</param>
    public SkipReason? Refusal(long now, out TimeSpan wait)
    {
        wait = TimeSpan.Zero;
        if (!_isBarred)
        {
            return null;
        }

        var cool = Volatile.Read(ref _coolUntil);
        if (now < cool)
        {
            wait = time.GetElapsedTime(now, cool);
            return SkipReason.CoolingDown;
        }

        if (!_open)
        {
            return null;
        }

        var open = Volatile.Read(ref _openUntil);
        if (now < open)
        {
            wait = time.GetElapsedTime(now, open);
            return SkipReason.CircuitOpen;
        }

        return _probing ? SkipReason.CircuitOpen : null;
    }

    /// <summary>Lifts the bar where only a cooldown kept it, and that is over.</summary>
    public void Relax(long now) => _isBarred &= _open || now < _coolUntil;

    /// <summary>Whether its provider asked to be left alone.</summary>
    public bool IsCooling => _isBarred && time.GetTimestamp() < _coolUntil;

    /// <summary>Makes the request that is about to go the one that decides, where the breaker is open and none does yet.</summary>
    public bool BeginProbe()
    {
        var begins = _open && !_probing;
        _probing |= _open;
        return begins;
    }

    /// <summary>
    /// As <see cref="BeginProbe"/>, for a probe that somebody asked for: it may pass over a cooldown too, and decides about it.
    /// </summary>
    public bool BeginPass()
    {
        var begins = !_probing && (_open || IsCooling);
        _probing |= _open;
        return begins;
    }

    /// <summary>The probe is over. One that served closes the breaker, and ends a cooldown.</summary>
    public void EndProbe(bool hasServed)
    {
        _probing = false;
        if (hasServed)
        {
            _open = false;
            Volatile.Write(ref _coolUntil, 0);
            _breaks = 0;
            _window.Clear();
        }
    }

    public void Served(long bucket)
    {
        // Written only where there is a row to end: all who are served would else take the line of memory from each other.
        if (Volatile.Read(ref _straight) != 0)
        {
            Volatile.Write(ref _straight, 0);
        }

        _window.Count(failed: false, bucket);
    }

    public void Failed(bool isProbe, long bucket)
    {
        var straight = Interlocked.Increment(ref _straight);
        _window.Count(failed: true, bucket);
        if (isProbe || (!_open && (straight >= StraightFailures || _window.IsFailing(MinimumThroughput))))
        {
            Open(TimeSpan.FromTicks(Math.Min(LongestBreak.Ticks, FirstBreak.Ticks << Math.Min(_breaks, 8))));
            _breaks++;
        }
    }

    /// <summary>Opens for the longest time: what is wrong needs attention.</summary>
    public void Open() => Open(LongestBreak);

    public void CoolDown(TimeSpan wait)
    {
        Volatile.Write(ref _coolUntil, Math.Max(_coolUntil, After(wait)));
        _isBarred = true;
    }

    public void Note(Fault fault, DateTimeOffset at) => (LastFault, LastFaultAt) = (fault, at);

    private void Open(TimeSpan length)
    {
        Volatile.Write(ref _openUntil, After(length));
        _open = true;
        _isBarred = true;
        Volatile.Write(ref _straight, 0);
    }

    private long After(TimeSpan wait) => time.GetTimestamp() + (long)(wait.TotalSeconds * time.TimestampFrequency);
}
