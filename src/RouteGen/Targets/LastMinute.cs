namespace RouteGen.Targets;

/// <summary>
/// Requests and tokens of the last minute, by the second: a limit is never exceeded in any minute that begins with a second.
/// </summary>
/// <remarks>Whoever uses it locks it.</remarks>
internal sealed class LastMinute(TimeProvider time)
{
    private const int Buckets = 61;

    private readonly int[] _requests = new int[Buckets];
    private readonly long[] _tokens = new long[Buckets];
    private long _newest = -1;
    private int _requestsInAll;
    private long _tokensInAll;

    /// <summary>Requests of the last minute.</summary>
    public int Requests
    {
        get
        {
            Advance();
            return _requestsInAll;
        }
    }

    /// <summary>Tokens of the last minute.</summary>
    public long Tokens
    {
        get
        {
            Advance();
            return _tokensInAll;
        }
    }

    /// <summary>The timestamp until which anything of it counts; 0 when nothing does.</summary>
    public long RemembersUntil
    {
        get
        {
            Advance();
            return _requestsInAll > 0 || _tokensInAll > 0 ? (_newest + Buckets) * time.TimestampFrequency : 0;
        }
    }

    /// <summary>Counts a request.</summary>
    /// <returns>The second in which it is counted.</returns>
    public long Count(long tokens)
    {
        Advance();
        _requests[_newest % Buckets]++;
        _requestsInAll++;
        Add(_newest, tokens);
        return _newest;
    }

    /// <summary>Counts more tokens now, or fewer.</summary>
    public void Correct(long tokens)
    {
        Advance();
        Add(_newest, tokens);
    }

    /// <summary>Takes back a request that was not sent.</summary>
    public void Forget(long second, long tokens)
    {
        Advance();
        if (second > _newest - Buckets)
        {
            _requests[second % Buckets]--;
            _requestsInAll--;
            Add(second, -tokens);
        }
    }

    /// <summary>
    /// The time until no more than so many requests are left of the last minute; zero where there
    /// never are, since they are fewer than none.
    /// </summary>
    public TimeSpan UntilRequests(long allowed) => UntilAtMost(allowed, Requests, static (minute, bucket) => minute._requests[bucket]);

    /// <summary>
    /// The time until no more than so many tokens are left of the last minute; zero where there never are, since they are fewer than none.
    /// </summary>
    public TimeSpan UntilTokens(long allowed) => UntilAtMost(allowed, Tokens, static (minute, bucket) => minute._tokens[bucket]);

    private void Add(long second, long tokens)
    {
        _tokens[second % Buckets] += tokens;
        _tokensInAll += tokens;
    }

    private TimeSpan UntilAtMost(long allowed, long sum, Func<LastMinute, long, long> count)
    {
        if (allowed < 0)
        {
            return TimeSpan.Zero;
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

    private void Advance()
    {
        var now = time.GetTimestamp() / time.TimestampFrequency;
        // A clock may be younger than a minute.
        for (var second = Math.Max(_newest + 1, now - Buckets + 1); second <= now; second++)
        {
            _requestsInAll -= _requests[second % Buckets];
            _tokensInAll -= _tokens[second % Buckets];
            _requests[second % Buckets] = 0;
            _tokens[second % Buckets] = 0;
        }

        _newest = Math.Max(_newest, now);
    }
}
