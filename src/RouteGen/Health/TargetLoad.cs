namespace RouteGen.Health;

/// <summary>
/// Requests and tokens of the last minute, and requests under way, at one deployment at one endpoint, shared by all routes of a container. Targets that lead
/// there compare it with limits of their own.
/// </summary>
/// <remarks>The limiters of System.Threading.RateLimiting keep the machine's time and one limit each; this one keeps the container's, and each target's.</remarks>
internal sealed class TargetLoad(TimeProvider time) : IRemembers
{
    /// <summary>A sliding minute in seconds: a limit is never exceeded in any minute that begins with a second.</summary>
    private const int Buckets = 61;

    private readonly Lock _gate = new();
    private readonly int[] _requests = new int[Buckets];
    private readonly long[] _tokens = new long[Buckets];
    private long _newest = -1;
    private int _underWay;
    private LeavingSignal? _leaving;

    /// <inheritdoc/>
    public long RemembersUntil
    {
        get
        {
            lock (_gate)
            {
                Advance();
                return _underWay > 0 ? long.MaxValue : _requests.Sum() > 0 || _tokens.Sum() > 0 ? (_newest + Buckets) * time.TimestampFrequency : 0;
            }
        }
    }

    /// <summary>Requests under way.</summary>
    public int UnderWay
    {
        get
        {
            lock (_gate)
            {
                return _underWay;
            }
        }
    }

    /// <summary>Whether <see cref="TryEnter"/> would refuse.</summary>
    public LeftOutReason? Peek(LoadLimits limits, long tokens)
    {
        lock (_gate)
        {
            return Refusal(limits, tokens);
        }
    }

    /// <summary>Whether <see cref="TryEnter"/> would refuse, and what could change that.</summary>
    /// <param name="limits">The limits.</param>
    /// <param name="tokens">The estimated tokens of the request.</param>
    /// <param name="wait">The time until enough of the last minute has passed; zero where time alone does not help.</param>
    /// <param name="leaving">Completes when a request ends, where that can help.</param>
    public LeftOutReason? Peek(LoadLimits limits, long tokens, out TimeSpan wait, out Task? leaving)
    {
        lock (_gate)
        {
            LeftOutReason? refusal = Refusal(limits, tokens);
            wait = refusal switch
            {
                LeftOutReason.RequestRateReached => UntilAtMost(limits.RequestsPerMinute!.Value - 1, static (load, bucket) => load._requests[bucket]),
                LeftOutReason.TokenRateReached => UntilAtMost(limits.TokensPerMinute!.Value - tokens, static (load, bucket) => load._tokens[bucket]),
                _ => TimeSpan.Zero,
            };

            // A request that ends gives its place back, and the tokens that it did not use.
            var helps = refusal == LeftOutReason.ConcurrencyReached || (refusal == LeftOutReason.TokenRateReached && tokens <= limits.TokensPerMinute);
            leaving = helps && _underWay > 0 ? (_leaving ??= new()).Task : null;
            return refusal;
        }
    }

    /// <summary>Asks to send a request of so many estimated tokens; null grants it, and <see cref="Leave"/> must follow exactly once.</summary>
    public LeftOutReason? TryEnter(LoadLimits limits, long tokens)
    {
        lock (_gate)
        {
            if (Refusal(limits, tokens) is { } refusal)
            {
                return refusal;
            }

            _underWay++;
            _requests[_newest % Buckets]++;
            _tokens[_newest % Buckets] += tokens;
            return null;
        }
    }

    /// <summary>Ends a request.</summary>
    /// <param name="correction">The tokens that it used beyond those estimated; below 0 where it used fewer.</param>
    public void Leave(long correction)
    {
        LeavingSignal? leaving;
        lock (_gate)
        {
            Advance();
            _underWay--;
            _tokens[_newest % Buckets] += correction;
            (leaving, _leaving) = (_leaving, null);
        }

        leaving?.Send(time);
    }

    /// <summary>The time until no more than so much is left of the last minute; zero where it never is, since it is less than nothing.</summary>
    private TimeSpan UntilAtMost(long allowed, Func<TargetLoad, long, long> count)
    {
        if (allowed < 0)
        {
            return TimeSpan.Zero;
        }

        var sum = 0L;
        for (var second = Math.Max(0, _newest - Buckets + 1); second <= _newest; second++)
        {
            sum += count(this, second % Buckets);
        }

        for (var second = Math.Max(0, _newest - Buckets + 1); second <= _newest; second++)
        {
            sum -= count(this, second % Buckets);
            if (sum <= allowed)
            {
                // Rounded up, so that the second has surely gone when the wait is over.
                return time.GetElapsedTime(time.GetTimestamp(), (second + Buckets) * time.TimestampFrequency) + TimeSpan.FromTicks(1);
            }
        }

        return TimeSpan.Zero;
    }

    private LeftOutReason? Refusal(LoadLimits limits, long tokens)
    {
        if (_underWay >= limits.Concurrency)
        {
            return LeftOutReason.ConcurrencyReached;
        }

        Advance();
        return limits.RequestsPerMinute <= _requests.Sum() ? LeftOutReason.RequestRateReached
            : limits.TokensPerMinute < _tokens.Sum() + tokens ? LeftOutReason.TokenRateReached
            : null;
    }

    private void Advance()
    {
        var now = time.GetTimestamp() / time.TimestampFrequency;
        // A clock may be younger than a minute.
        for (var second = Math.Max(_newest + 1, now - Buckets + 1); second <= now; second++)
        {
            _requests[second % Buckets] = 0;
            _tokens[second % Buckets] = 0;
        }

        _newest = now;
    }
}

/// <summary>Tells those who wait for room that a request ended: from a timer that is due at once, so that nobody's call runs on inside another's end.</summary>
internal sealed class LeavingSignal : TaskCompletionSource
{
    private ITimer? _timer;

    public void Send(TimeProvider time)
    {
        _timer = time.CreateTimer(static state => ((LeavingSignal)state!).Arrive(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timer.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    private void Arrive()
    {
        TrySetResult();
        _timer!.Dispose();
    }
}

/// <summary>One instance's part of the limits of a target; null means no bound.</summary>
internal sealed record LoadLimits(int? RequestsPerMinute, int? TokensPerMinute, int? Concurrency)
{
    /// <summary>Null where the target has none.</summary>
    public static LoadLimits? Of(Definitions.TargetDefinition target, int instances) =>
        target is { RequestsPerMinute: null, TokensPerMinute: null, Concurrency: null } ? null
            : new(Part(target.RequestsPerMinute, instances), Part(target.TokensPerMinute, instances), Part(target.Concurrency, instances));

    private static int? Part(int? limit, int instances) => limit is { } all ? Math.Max(1, all / instances) : null;
}
