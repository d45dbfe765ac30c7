namespace RouteGen.Carriers;

/// <summary>
/// The timers of one attempt behind one cancellation token that is linked to the caller's. Until the reply, or a stream's first meaningful
/// update: one due time. After that, for a stream: the idle gap and the stream's total.
/// </summary>
/// <remarks>Polly's timeout is no use here: it unlinks the caller's token when the callback that opened the stream returns.</remarks>
internal sealed class AttemptTimer : IDisposable
{
    private static readonly TimeSpan LongestDelay = TimeSpan.FromDays(1);
    private static readonly TimeSpan ShortestDelay = TimeSpan.FromMilliseconds(1);

    /// <summary>
    /// Timers at rest, for each processor one: what a call borrows mostly costs it nothing. One that is set to ring stays set, since most
    /// calls are over long before: when it rings it looks whether anything is due, and is set again if that is later.
    /// </summary>
    private static readonly AttemptTimer?[] AtRest = new AttemptTimer?[Environment.ProcessorCount];

    private readonly CancellationTokenSource _source = new();

    /// <summary>Never disposed of: it is cancelled after the other, by when the attempt may have ended.</summary>
    private readonly CancellationTokenSource _givenUp = new();
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly Lock _gate = new();
    private CancellationTokenRegistration _caller;
    private string _due = "";
    private bool _streaming;
    private bool _ended;
    private bool _isGone;
    private long _started;
    private TimeSpan _within;

    /// <summary>The timestamp at which it rings; null while it is not set to ring.</summary>
    private long? _ringsAt;

    /// <summary>The timestamp since which the caller waits for an update of a stream; 0 while it does not.</summary>
    private long _waitingSince;
    private long _streamStarted;
    private TimeSpan _idle;
    private TimeSpan _streamTotal;

    private AttemptTimer(TimeProvider time)
    {
        _time = time;

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
        var timer = (time == TimeProvider.System
            ? Interlocked.Exchange(ref AtRest[Thread.GetCurrentProcessorId() % AtRest.Length], null)
            : null) ?? new AttemptTimer(time);
        timer.Begin(now, due < TimeSpan.Zero ? TimeSpan.Zero : due, name);

        // Last, since a token that is cancelled already calls back from here.
        timer._caller = cancellationToken.UnsafeRegister(static state => ((AttemptTimer)state!).Cancel(), timer);
        return timer;
    }

    /// <summary>What the client listens to.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>
    /// What the route listens to that waits for the client: cancelled once all who listen to <see cref="Token"/> have been told. A source
    /// tells the last to listen first; were the route told by <see cref="Token"/>, then what it does next, and its caller after it, would
    /// run before the request's socket is closed.
    /// </summary>
    public CancellationToken GivenUp => _givenUp.Token;

    /// <summary>
    /// The name of the timer that ran out: <c>attempt</c>, <c>total</c>, <c>firstToken</c>, <c>idle</c> or <c>streamTotal</c>.
    /// </summary>
    public string? Expired { get; private set; }

    /// <summary>Goes over from the due time to the gaps of a stream. False when the due time came first.</summary>
    public bool TryEnterStream(TimeSpan idle, TimeSpan streamTotal)
    {
        lock (_gate)
        {
            if (Expired is not null)
            {
                return false;
            }

            if (_isGone)
            {
                // The caller cancelled: nothing is left to time.
                return true;
            }

            _streaming = true;
            _idle = idle;
            _streamTotal = streamTotal;
            _streamStarted = _time.GetTimestamp();
            RingIn(idle < streamTotal ? idle : streamTotal);
            return true;
        }
    }

    /// <summary>Nothing of weight is to come any more: no silence is waited out for longer than this.</summary>
    public void Hurry(TimeSpan idle)
    {
        lock (_gate)
        {
            if (_ended || _isGone || Expired is not null)
            {
                return;
            }

            if (!_streaming)
            {
                // What is left until the due time bounds the rest of it.
                (_streaming, _idle, _streamStarted, _streamTotal) = (true, idle, _started, _within);
            }

            _idle = idle < _idle ? idle : _idle;
            RingIn(_idle);
        }
    }

    /// <summary>
    /// The caller waits for the next update; only then does silence count. A caller who takes long over an update is not a silent provider.
    /// </summary>
    public void BeginWait() => Volatile.Write(ref _waitingSince, _time.GetTimestamp());

    /// <summary>An update came.</summary>
    public void EndWait() => Volatile.Write(ref _waitingSince, 0);

    /// <summary>Stops the timer. It is not to be used after that, and not to be disposed of twice.</summary>
    public void Dispose()
    {
        // Waits for a cancellation of the caller's that is under way.
        _caller.Dispose();
        bool isClean;
        lock (_gate)
        {
            _ended = true;
            isClean = Expired is null && !_isGone;
            if (_streaming && isClean)
            {
                _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                _ringsAt = null;
            }
        }

        // A token that was ever cancelled is not lent again; nor is one of another clock.
        if (isClean && _time == TimeProvider.System && _source.TryReset()
            && Interlocked.CompareExchange(ref AtRest[Thread.GetCurrentProcessorId() % AtRest.Length], this, null) is null)
        {
            return;
        }

        _timer.Dispose();
        _source.Dispose();
    }

    private void Begin(long now, TimeSpan due, string name)
    {
        lock (_gate)
        {
            _ended = _streaming = false;
            _waitingSince = 0;
            _due = name;
            _started = now;
            _within = due;
            if (_ringsAt is { } rings && _time.GetElapsedTime(now, rings) <= due)
            {
                // Early enough.
                return;
            }

            _ringsAt = now + (long)(due.TotalSeconds * _time.TimestampFrequency);
        }

        _timer.Change(due, Timeout.InfiniteTimeSpan);
    }

    private void RingIn(TimeSpan wait)
    {
        wait = wait < ShortestDelay ? ShortestDelay : wait > LongestDelay ? LongestDelay : wait;
        _ringsAt = _time.GetTimestamp() + (long)(wait.TotalSeconds * _time.TimestampFrequency);
        _timer.Change(wait, Timeout.InfiniteTimeSpan);
    }

    private void Tick()
    {
        lock (_gate)
        {
            _ringsAt = null;
            if (_ended || _isGone || Expired is not null)
            {
                return;
            }

            if (!_streaming)
            {
                var left = _within - _time.GetElapsedTime(_started);
                if (left > TimeSpan.Zero)
                {
                    // It rang for the attempt that had the timer before, or a little early.
                    RingIn(left);
                    return;
                }

                Expired = _due;
            }
            else
            {
                var now = _time.GetTimestamp();
                var left = _streamTotal - _time.GetElapsedTime(_streamStarted, now);
                var silent = Volatile.Read(ref _waitingSince) is not 0 and var since ? _time.GetElapsedTime(since, now) : TimeSpan.Zero;
                if (left > TimeSpan.Zero && silent < _idle)
                {
                    RingIn(left < _idle - silent ? left : _idle - silent);
                    return;
                }

                Expired = left > TimeSpan.Zero ? "idle" : "streamTotal";
            }
        }

        // Outside the lock: what listens to the token runs here.
        try
        {
            Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The attempt ended between the decision and this line.
        }

        // Nor does a token that lives as long as the application hold on to it.
        _caller.Unregister();
    }

    private void Cancel()
    {
        lock (_gate)
        {
            // There is nothing left to time, and a caller who never disposes of a stream must not keep a timer by it.
            _isGone = true;
            _timer.Dispose();
        }

        try
        {
            _source.Cancel();
        }
        finally
        {
            _givenUp.Cancel();
        }
    }
}
