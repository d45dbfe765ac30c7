namespace RouteGen.Health;

/// <summary>Successes and failures of the last 30 s, in ten buckets of 3 s. Not thread-safe: its owner locks.</summary>
internal sealed class FailureWindow(TimeProvider time)
{
    private const int Buckets = 10;
    private readonly int[] _failures = new int[Buckets];
    private readonly int[] _totals = new int[Buckets];
    private readonly long _bucketTicks = 3 * time.TimestampFrequency;
    private long _newest;

    public void Count(bool failed)
    {
        Advance();
        var slot = (int)(_newest % Buckets);
        _totals[slot]++;
        if (failed)
        {
            _failures[slot]++;
        }
    }

    public bool IsFailing(int minimumThroughput)
    {
        (var total, var failures) = Counts();
        return total >= minimumThroughput && failures * 2 >= total;
    }

    public (int Total, int Failures) Counts()
    {
        Advance();
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

    private void Advance()
    {
        var bucket = time.GetTimestamp() / _bucketTicks;
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
    }
}
