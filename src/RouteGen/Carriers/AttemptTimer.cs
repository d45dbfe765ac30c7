namespace RouteGen.Carriers;

/// <summary>
/// The timers of one attempt behind one cancellation token that is linked to the caller's. Until the reply, or a stream's first meaningful
/// update: one due time. After that, for a stream: the idle gap and the stream's total.
/// </summary>
/// <remarks>
/// <para>
/// Polly's timeout is no use here: it unlinks the caller's token when the callback that opened the stream returns.
/// </para>
/// <para>
/// Three come to it: the attempt that has it on lease, one call after the other; the timer; the caller's cancellation. A lease begins and
/// ends by one exchange on <see cref="_lease"/>. Nobody but the attempt writes between its leases; within one, all that is mutable is
/// guarded by <see cref="_gate"/>. So an attempt that is over before anything rings takes no lock.
/// </para>
/// </remarks>
internal sealed partial class AttemptTimer : IDisposable
{
    /// <summary>The bit of a lease that has begun and not ended.</summary>
    private const long Timing = 1;

    /// <summary>The bit of a lease that the timer or the caller's cancellation ended. There is none after it.</summary>
    private const long Over = 2;

    private const long NextLease = 4;

    private readonly AttemptCancellation _cancellation = new();
    private readonly TimeProvider _time;
    private readonly double _perTick;
    private readonly Lock _gate = new();

    /// <summary>
    /// The lease's number and its two bits, as one word: whoever decides something of a lease exchanges the word that it looked at, so that
    /// what was decided of one lease never ends the next.
    /// </summary>
    private long _lease;
    private DueTimes _due;

    /// <summary>It guards itself.</summary>
    private UpdateWait _wait;

    private AttemptTimer(TimeProvider time)
    {
        _time = time;
        _perTick = (double)time.TimestampFrequency / TimeSpan.TicksPerSecond;

        // It outlives the call, whose context must not hang on it.
        using (ExecutionContext.SuppressFlow())
        {
            _timer = time.CreateTimer(
                static state => ((AttemptTimer)state!).Tick(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Starts a timer.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="now">The timestamp of its beginning.</param>
    /// <param name="due">The due time, from then.</param>
    /// <param name="name">Its name.</param>
    /// <param name="cancellationToken">The caller's token.</param>
    public static AttemptTimer Start(TimeProvider time, long now, TimeSpan due, string name, CancellationToken cancellationToken)
    {
        var timer = (time == TimeProvider.System ? RestingTimers.Take() : null) ?? new AttemptTimer(time);
        timer.Begin(now, due < TimeSpan.Zero ? TimeSpan.Zero : due, name, cancellationToken);
        return timer;
    }

    /// <summary>What the client listens to.</summary>
    public CancellationToken Token => _cancellation.Token;

    /// <summary>
    /// What the route listens to that waits for the client: cancelled once all who listen to <see cref="Token"/> have been told. A source
    /// tells the last to listen first; were the route told by <see cref="Token"/>, then what it does next, and its caller after it, would
    /// run before the request's socket is closed.
    /// </summary>
    public CancellationToken GivenUp => _cancellation.GivenUp;

    /// <summary>
    /// The name of the timer that ran out: <c>attempt</c>, <c>total</c>, <c>firstToken</c>, <c>idle</c> or <c>streamTotal</c>. It is there
    /// before <see cref="Token"/> is cancelled, and stays.
    /// </summary>
    public string? Expired => Volatile.Read(ref _expired);

    /// <summary>Goes over from the due time to the gaps of a stream. False when the due time came first.</summary>
    public bool TryEnterStream(TimeSpan idle, TimeSpan streamTotal)
    {
        lock (_gate)
        {
            if (!IsTiming)
            {
                // Where the caller cancelled, nothing is left to time.
                return _expired is null;
            }

            var now = _time.GetTimestamp();
            _due.EnterStream(Timestamps(idle), now + Timestamps(streamTotal));
            LookAgain(now);
            return true;
        }
    }

    /// <summary>Nothing of weight is to come any more: no silence is waited out for longer than this.</summary>
    public void Hurry(TimeSpan idle)
    {
        lock (_gate)
        {
            if (IsTiming)
            {
                _due.Hurry(Timestamps(idle));
                LookAgain(_time.GetTimestamp());
            }
        }
    }

    /// <summary>
    /// A move to the next update begins. It costs no look at the clock: should the move neither end nor become a wait, because the client
    /// blocks, then the next ring finds it, and counts the silence from there.
    /// </summary>
    public void BeginMove() => _wait.BeginMove();

    /// <summary>The move is over, and with it the wait, if it became one.</summary>
    public void EndMove() => _wait.End();

    /// <summary>
    /// The caller waits for the next update; only then does silence count. A caller who takes long over an update is not a silent provider.
    /// </summary>
    public void BeginWait() => _wait.Begin(_time);

    /// <summary>
    /// Stops the timer. It is not to be used after that, and not to be disposed of twice. A cancellation of the caller's that is under way
    /// is not waited for.
    /// </summary>
    public void Dispose()
    {
        var isUnlinked = _cancellation.TryUnlink();
        var lease = Volatile.Read(ref _lease);
        var isEnded = (lease & Over) == 0 && Interlocked.CompareExchange(ref _lease, lease - Timing, lease) == lease;

        // A token that was ever cancelled is not lent again; nor is one of another clock.
        if (isUnlinked && isEnded && _time == TimeProvider.System && _cancellation.TryReset() && RestingTimers.TryRest(this))
        {
            return;
        }

        lock (_gate)
        {
            StopRinging();
        }
    }

    /// <summary>The caller's token was cancelled: before the lease has begun, in it, or while it ends. It is not lent again.</summary>
    internal void CancelByCaller()
    {
        bool isFirst;
        lock (_gate)
        {
            isFirst = (Interlocked.Or(ref _lease, Over) & Over) == 0;
            StopRinging();
        }

        if (isFirst)
        {
            _cancellation.Cancel();
        }
    }

    private bool IsTiming => (Volatile.Read(ref _lease) & (Timing | Over)) == Timing;

    private void Begin(long now, TimeSpan due, string name, CancellationToken cancellationToken)
    {
        var lease = Volatile.Read(ref _lease);
        _due = new DueTimes(now + Timestamps(due), name);
        _wait.End();
        _cancellation.Link(cancellationToken, this);

        // The exchange comes before the look at when it rings, as the timer's comes after its note that it rang: one sees the other.
        if (Interlocked.CompareExchange(ref _lease, lease + NextLease + Timing, lease) == lease && Volatile.Read(ref _ringsAt) > _due.Due)
        {
            RingAtDue(now);
        }
    }

    private long Timestamps(TimeSpan time) => (long)Math.Min(time.Ticks * _perTick, long.MaxValue / 4);
}
