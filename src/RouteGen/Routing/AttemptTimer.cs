namespace RouteGen.Routing;

/// <summary>
/// The timers of one attempt behind one cancellation token that is linked to the caller's. Until the reply, or a stream's first meaningful update: one due
/// time. After that, for a stream: the idle gap and the stream's total.
/// </summary>
/// <remarks>Polly's timeout is no use here: it unlinks the caller's token when the callback that opened the stream returns.</remarks>
internal sealed class AttemptTimer : IDisposable
{
    private static readonly TimeSpan ShortestTick = TimeSpan.FromMilliseconds(10);

    private readonly CancellationTokenSource _source;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly Lock _gate = new();
    private string _due;
    private bool _streaming;
    private bool _waiting;
    private bool _disposed;
    private int _beats;
    private int _beatsSeen;
    private long _silentSince;
    private long _streamStarted;
    private TimeSpan _idle;
    private TimeSpan _streamTotal;

    public AttemptTimer(TimeProvider time, TimeSpan due, string name, CancellationToken cancellationToken)
    {
        _time = time;
        _due = name;
        _source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _timer = time.CreateTimer(static state => ((AttemptTimer)state!).Tick(), this, due < TimeSpan.Zero ? TimeSpan.Zero : due, Timeout.InfiniteTimeSpan);
    }

    public CancellationToken Token => _source.Token;

    /// <summary>The name of the timer that ran out: <c>attempt</c>, <c>total</c>, <c>firstToken</c>, <c>idle</c> or <c>streamTotal</c>.</summary>
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

            _streaming = true;
            _idle = idle;
            _streamTotal = streamTotal;
            _streamStarted = _silentSince = _time.GetTimestamp();
            var tick = TimeSpan.FromTicks(Math.Min(idle.Ticks, streamTotal.Ticks) / 4);
            tick = tick < ShortestTick ? ShortestTick : tick;
            _timer.Change(tick, tick);
            return true;
        }
    }

    /// <summary>The caller waits for the next update; only then does silence count. A caller who takes long over an update is not a silent provider.</summary>
    public void BeginWait() => Volatile.Write(ref _waiting, true);

    /// <summary>An update came.</summary>
    public void EndWait()
    {
        _beats++;
        Volatile.Write(ref _waiting, false);
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
        }

        _timer.Dispose();
        _source.Dispose();
    }

    private void Tick()
    {
        lock (_gate)
        {
            if (_disposed || Expired is not null)
            {
                return;
            }

            if (!_streaming)
            {
                Expired = _due;
            }
            else if (_time.GetElapsedTime(_streamStarted) >= _streamTotal)
            {
                Expired = _due = "streamTotal";
            }
            else if (!Volatile.Read(ref _waiting) || _beats != _beatsSeen)
            {
                _beatsSeen = _beats;
                _silentSince = _time.GetTimestamp();
            }
            else if (_time.GetElapsedTime(_silentSince) >= _idle)
            {
                Expired = _due = "idle";
            }

            if (Expired is null)
            {
                return;
            }
        }

        // Outside the lock: what listens to the token runs here.
        try
        {
            _source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The attempt ended between the decision and this line.
            return;
        }
    }
}
