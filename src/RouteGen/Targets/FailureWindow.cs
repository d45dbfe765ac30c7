namespace RouteGen.Targets;

/// <summary>Successes and failures of the last 30 s, in ten buckets of 3 s. Not thread-safe: its owner locks.</summary>
internal sealed class FailureWindow(TimeProvider time)
{
    private const int Buckets = 10;

    /// <summary>How far back it looks.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(30);

    private readonly int[] _failures = new int[Buckets];
    private readonly int[] _totals = new int[Buckets];
    private readonly long _bucketTicks = 3 * time.TimestampFrequency;
    private long _newest;
    private int _slot;

    /// <summary>
    /// The bucket of a timestamp; 0 for now. Windows of one clock have the same, so that a request
    /// that counts in several works it out once.
    /// </summary>
    public long GetBucket(long at = 0) => (at == 0 ? time.GetTimestamp() : at) / _bucketTicks;

    /// <param name="failed">Which of the two.</param>
    /// <param name="bucket">When.</param>
    public void Count(bool failed, long bucket)
    {
        // What ends at the same time arrives in any order.
        if (bucket > _newest)
        {
            Advance(bucket);
        }

        _totals[_slot]++;
        if (failed)
        {
            _failures[_slot]++;
        }
    }

    public bool IsFailing(int minimumThroughput)
    {
        (var total, var failures) = Counts();
        return total >= minimumThroughput && failures * 2 >= total;
    }

    public (int Total, int Failures) Counts()
    {
        Advance(GetBucket());
        int total = 0, failures = 0;
        for (var i = 0; i < Buckets; i++)
        {
            total += _totals[i];
            failures += _failures[i];
        }

        return (total, failures);
    }

    public void Clear()
    {
        Array.Clear(_failures);
        Array.Clear(_totals);
    }

    private void Advance(long bucket)
    {
        if (bucket <= _newest)
        {
            return;
        }

        if (bucket - _newest >= Buckets)
        {
            Clear();
        }
        else
        {
            for (var i = _newest + 1; i <= bucket; i++)
            {
                _failures[i % Buckets] = 0;
                _totals[i % Buckets] = 0;
            }
        }

        _newest = bucket;
        _slot = (int)(bucket % Buckets);
    }
}
