namespace RouteGen.Health;

/// <summary>
/// Requests and tokens of the last minute, and requests under way, at one deployment at one endpoint, shared by all routes of a container. Targets that lead
/// there compare it with limits of their own.
/// </summary>
/// <remarks>The limiters of System.Threading.RateLimiting keep the machine's time and one limit each; this one keeps the container's, and each target's.</remarks>
internal sealed class TargetLoad(TimeProvider time)
{
    /// <summary>A sliding minute in seconds: a limit is never exceeded in any minute that begins with a second.</summary>
    private const int Buckets = 61;

    private readonly Lock _gate = new();
    private readonly int[] _requests = new int[Buckets];
    private readonly long[] _tokens = new long[Buckets];
    private long _newest = -1;
    private int _underWay;

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
        lock (_gate)
        {
            Advance();
            _underWay--;
            _tokens[_newest % Buckets] += correction;
        }
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

/// <summary>One instance's part of the limits of a target; null means no bound.</summary>
internal sealed record LoadLimits(int? RequestsPerMinute, int? TokensPerMinute, int? Concurrency)
{
    /// <summary>Null where the target has none.</summary>
    public static LoadLimits? Of(Definitions.TargetDefinition target, int instances) =>
        target is { RequestsPerMinute: null, TokensPerMinute: null, Concurrency: null } ? null
            : new(Part(target.RequestsPerMinute, instances), Part(target.TokensPerMinute, instances), Part(target.Concurrency, instances));

    private static int? Part(int? limit, int instances) => limit is { } all ? Math.Max(1, all / instances) : null;
}
