namespace RouteGen.Targets;

/// <summary>
/// Requests and tokens of the last minute, by the second: a limit is never exceeded in any minute that begins with a second.
/// </summary>
/// <remarks>
/// Whoever uses it locks it, and moves it on once with <see cref="Advance"/>: what it says and counts is as of then. The second is read
/// before the lock, so that nobody reads a clock inside one. <see cref="IsAt"/>, <see cref="Requests"/> and <see cref="Tokens"/> may be
/// read without, by whoever makes do with what was so a moment ago.
/// </remarks>
internal sealed class LastMinute(TimeProvider time)
{
    private const int Buckets = 61;

    private readonly int[] _requests = new int[Buckets];
    private readonly long[] _tokens = new long[Buckets];
    private long _newest = -1;
    private int _requestsInAll;
    private long _tokensInAll;

    /// <summary>Requests of the last minute.</summary>
    public int Requests => Volatile.Read(ref _requestsInAll);

    /// <summary>Tokens of the last minute.</summary>
    public long Tokens => Volatile.Read(ref _tokensInAll);

    /// <summary>The second that it is.</summary>
    public long Now => time.GetTimestamp() / time.TimestampFrequency;

    /// <summary>The timestamp until which anything of it counts; 0 when nothing does.</summary>
    public long RemembersUntil => _requestsInAll > 0 || _tokensInAll > 0 ? (_newest + Buckets) * time.TimestampFrequency : 0;

    /// <summary>Whether it has been moved on to a second.</summary>
    public bool IsAt(long second) => Volatile.Read(ref _newest) == second;

    /// <summary>Moves on to a second, where it is not there already.</summary>
    public void Advance(long now)
    {
        if (now <= _newest)
        {
            return;
        }

        // A clock may be younger than a minute.
        for (var second = Math.Max(_newest + 1, now - Buckets + 1); second <= now; second++)
        {
            _requestsInAll -= _requests[second % Buckets];
            _tokensInAll -= _tokens[second % Buckets];
            _requests[second % Buckets] = 0;
            _tokens[second % Buckets] = 0;
        }

        // Last: who reads without the lock takes the sums for those of this second.
        Volatile.Write(ref _newest, now);
    }

    /// <summary>Counts a request.</summary>
    /// <returns>The second in which it is counted.</returns>
    public long Count(long tokens)
    {
        _requests[_newest % Buckets]++;
        _requestsInAll++;
        Add(_newest, tokens);
        return _newest;
    }

    /// <summary>Counts more tokens now, or fewer.</summary>
    public void Correct(long tokens) => Add(_newest, tokens);

    /// <summary>Takes back a request that was not sent.</summary>
    public void Forget(long second, long tokens)
    {
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
                // Rounded up, so that the second has surely gone when the wait is over; never none, where it has gone since Advance.
                var wait = time.GetElapsedTime(time.GetTimestamp(), (second + Buckets) * time.TimestampFrequency);
                return (wait > TimeSpan.Zero ? wait : TimeSpan.Zero) + TimeSpan.FromTicks(1);
            }
        }

        return TimeSpan.Zero;
    }
}
