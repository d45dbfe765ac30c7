namespace RouteGen.Targets;

/// <summary>
/// Requests and tokens of the last minute, and requests under way, at one deployment at one endpoint, shared by all routes of a container.
/// Targets that lead there compare it with limits of their own.
/// </summary>
/// <remarks>
/// <para>The limiters of System.Threading.RateLimiting keep the machine's time and one limit each; this one
/// keeps the container's, and each target's.</para>
/// <para>
/// Everything is done under one lock, since a request is let in by several numbers at once. It is held for a few additions: clocks are read
/// before it, and callers are told after it. <see cref="Peek"/> promises nothing, and sees without it that there is room.
/// </para>
/// </remarks>
internal sealed class TargetLoad(TimeProvider time) : IRemembers
{
    private static readonly TimeSpan ShortestDelay = TimeSpan.FromMilliseconds(1);

    private readonly Lock _gate = new();
    private readonly LastMinute _minute = new(time);
    private readonly WaitingLines _lines = new();
    private volatile int _underWay;

    /// <summary>Rings when the last minute may have room for the first in line; null while nobody waits for that.</summary>
    private ITimer? _timer;

    /// <inheritdoc/>
    public long RemembersUntil
    {
        get
        {
            var second = _minute.Now;
            lock (_gate)
            {
                _minute.Advance(second);
                return _underWay > 0 ? long.MaxValue : _minute.RemembersUntil;
            }
        }
    }

    /// <summary>Requests under way.</summary>
    public int UnderWay => _underWay;

    /// <summary>Calls in line for room.</summary>
    public int Waiting
    {
        get
        {
            lock (_gate)
            {
                return _lines.Count;
            }
        }
    }

    /// <summary>Whether <see cref="TryEnter"/> would refuse.</summary>
    public SkipReason? Peek(LoadLimits limits, long tokens)
    {
        var second = limits.HasRates ? _minute.Now : 0;
        if (!_lines.AnyWait && (!limits.HasRates || _minute.IsAt(second)) && OwnRefusal(limits, tokens) is null)
        {
            return null;
        }

        second = limits.HasRates ? second : _minute.Now;
        lock (_gate)
        {
            _minute.Advance(second);
            return Refusal(limits, tokens, out _);
        }
    }

    /// <summary>
    /// Asks to send a request of so many estimated tokens; null grants it, and <see cref="Leave"/> must follow exactly once. Nobody gets
    /// past those who are in line under the same limits.
    /// </summary>
    public SkipReason? TryEnter(LoadLimits limits, long tokens)
    {
        var second = _minute.Now;
        lock (_gate)
        {
            _minute.Advance(second);
            var refusal = Refusal(limits, tokens, out _);
            if (refusal is null)
            {
                _underWay++;
                _minute.Count(tokens);
            }

            return refusal;
        }
    }

    /// <summary>
    /// As <see cref="TryEnter"/>, and gets in line where room can come: it is then given as soon as
    /// there is some, first come, first served.
    /// </summary>
    /// <param name="waiter">Who waits; it has the place when null is returned, or when its task completes.</param>
    /// <param name="limits">The limits.</param>
    /// <param name="tokens">The estimated tokens of the request.</param>
    /// <param name="wait">The time until enough of the last minute has passed at the soonest; zero where time alone does not help.</param>
    /// <param name="canComeEarlier">Whether a request that ends can help.</param>
    public SkipReason? GetInLine(RoomWaiter waiter, LoadLimits limits, long tokens, out TimeSpan wait, out bool canComeEarlier)
    {
        var second = _minute.Now;
        lock (_gate)
        {
            _minute.Advance(second);
            var refusal = Refusal(limits, tokens, out var against);
            wait = refusal is { } reason ? UntilRoom(reason, limits, against) : TimeSpan.Zero;

            // A request that ends gives its place back, and the tokens that it did not use.
            canComeEarlier = _underWay > 0
                && (refusal == SkipReason.ConcurrencyReached
                    || (refusal == SkipReason.TokenRateReached && tokens <= limits.TokensPerMinute));
            if (refusal is null)
            {
                Give(waiter, limits, tokens);
            }
            else if (wait > TimeSpan.Zero || canComeEarlier)
            {
                _lines.Add(waiter.Asks(this, limits, tokens));
                SetTimer();
            }

            return refusal;
        }
    }

    /// <summary>Ends a request.</summary>
    /// <param name="correction">The tokens that it used beyond those estimated; below 0 where it used fewer.</param>
    public void Leave(long correction)
    {
        List<RoomWaiter>? served;
        var second = _minute.Now;
        lock (_gate)
        {
            _minute.Advance(second);
            _underWay--;
            _minute.Correct(correction);
            served = Serve();
        }

        RoomWaiter.Tell(served, time);
    }

    /// <summary>Gives a place back at which nothing was sent.</summary>
    public void Return(RoomPlace place)
    {
        List<RoomWaiter>? served;
        var second = _minute.Now;
        lock (_gate)
        {
            _minute.Advance(second);
            _underWay--;
            _minute.Forget(place.Second, place.Tokens);
            served = Serve();
        }

        RoomWaiter.Tell(served, time);
    }

    /// <summary>Takes a call out of line. What it was given before that is seen by it after.</summary>
    public void Withdraw(RoomRequest request)
    {
        List<RoomWaiter>? served;
        var second = _minute.Now;
        lock (_gate)
        {
            _minute.Advance(second);
            // Where the first in line asked for more than there is, those behind may fit.
            served = _lines.Remove(request) ? Serve() : null;
        }

        RoomWaiter.Tell(served, time);
    }

    private void Ring()
    {
        List<RoomWaiter>? served;
        var second = _minute.Now;
        lock (_gate)
        {
            _minute.Advance(second);
            served = Serve();
        }

        RoomWaiter.Tell(served, time);
    }

    private bool Give(RoomWaiter waiter, LoadLimits limits, long tokens)
    {
        if (!waiter.TryClaim())
        {
            return false;
        }

        _underWay++;
        waiter.Place = new RoomPlace(this, limits, tokens, _minute.Count(tokens));
        return true;
    }

    /// <summary>Gives what room there is to the first in line; no more are woken than have a place.</summary>
    private List<RoomWaiter>? Serve()
    {
        if (!_lines.AnyWait && _timer is null)
        {
            return null;
        }

        List<RoomWaiter>? served = null;
        while (_lines.FirstThat(this, static (load, first) => load.OwnRefusal(first.Limits, first.Tokens) is null) is { } request)
        {
            _lines.Remove(request);
            if (Give(request.Waiter, request.Limits, request.Tokens))
            {
                (served ??= []).Add(request.Waiter);
            }
        }

        SetTimer();
        return served;
    }

    /// <summary>Sees to it that it rings when time alone makes room for the first in line.</summary>
    private void SetTimer()
    {
        var soonest = TimeSpan.MaxValue;
        foreach (var line in _lines.All)
        {
            var first = line.First!;
            var wait = OwnRefusal(first.Limits, first.Tokens) is { } reason ? UntilRoom(reason, first.Limits, first.Tokens) : TimeSpan.Zero;
            soonest = wait > TimeSpan.Zero && wait < soonest ? wait : soonest;
        }

        if (soonest == TimeSpan.MaxValue)
        {
            _timer?.Dispose();
            _timer = null;
            return;
        }

        if (_timer is null)
        {
            // It rings for all, so no call's context may hang on it.
            using (ExecutionContext.SuppressFlow())
            {
                _timer = time.CreateTimer(
                    static load => ((TargetLoad)load!).Ring(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            }
        }

        _timer.Change(soonest < ShortestDelay ? ShortestDelay : soonest, Timeout.InfiniteTimeSpan);
    }

    private TimeSpan UntilRoom(SkipReason reason, LoadLimits limits, long tokens) => reason switch
    {
        SkipReason.RequestRateReached => _minute.UntilRequests(limits.RequestsPerMinute!.Value - 1),
        SkipReason.TokenRateReached => _minute.UntilTokens(limits.TokensPerMinute!.Value - tokens),
        _ => TimeSpan.Zero,
    };

    /// <summary>Why a request has to wait: for room, or for those who are in line.</summary>
    /// <param name="limits">The limits.</param>
    /// <param name="tokens">Its estimated tokens.</param>
    /// <param name="against">The tokens that there has to be room for first.</param>
    private SkipReason? Refusal(LoadLimits limits, long tokens, out long against)
    {
        against = tokens;
        if (OwnRefusal(limits, tokens) is { } refusal)
        {
            return refusal;
        }

        if (_lines.FirstUnder(limits) is not { } first)
        {
            return null;
        }

        // Where it fits and has not been served, its timer is about to ring.
        against = first.Tokens;
        return OwnRefusal(limits, first.Tokens) ?? SkipReason.ConcurrencyReached;
    }

    private SkipReason? OwnRefusal(LoadLimits limits, long tokens) =>
        limits.Concurrency is { } concurrency && _underWay >= concurrency ? SkipReason.ConcurrencyReached
        : limits.RequestsPerMinute is { } requests && _minute.Requests >= requests ? SkipReason.RequestRateReached
        : limits.TokensPerMinute is { } most && _minute.Tokens + tokens > most ? SkipReason.TokenRateReached
        : null;
}
