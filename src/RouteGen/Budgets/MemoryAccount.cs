namespace RouteGen.Budgets;

/// <summary>What one account holds in memory.</summary>
internal sealed class MemoryAccount
{
    private readonly List<KeyValuePair<long, long>> _buckets = new(1);

    /// <summary>What is reserved. Soft caps let the sum pass the end of Int64, and what is given back has to come off it to the last unit.</summary>
    public Int128 Reserved { get; set; }

    /// <summary>What is committed, oldest bucket first.</summary>
    public IReadOnlyList<KeyValuePair<long, long>> Buckets => _buckets;

    public void Commit(long bucket, long amount)
    {
        if (_buckets.Count > 0 && _buckets[^1].Key >= bucket)
        {
            // A clock that went back settles into the newest bucket, so that no amount is forgotten too early.
            _buckets[^1] = new(_buckets[^1].Key, AddSaturated(_buckets[^1].Value, amount));
        }
        else
        {
            _buckets.Add(new(bucket, amount));
        }
    }

    /// <summary>Commits to a bucket that may not be the newest: an estimate, to that in which its reservation expired.</summary>
    public void CommitTo(long bucket, long amount)
    {
        var i = _buckets.Count;
        while (i > 0 && _buckets[i - 1].Key > bucket)
        {
            i--;
        }

        if (i > 0 && _buckets[i - 1].Key == bucket)
        {
            _buckets[i - 1] = new(bucket, AddSaturated(_buckets[i - 1].Value, amount));
        }
        else
        {
            _buckets.Insert(i, new(bucket, amount));
        }
    }

    /// <summary>Takes back what was committed to a bucket, where that is still known.</summary>
    public void TakeBack(long bucket, long amount)
    {
        var i = _buckets.FindIndex(b => b.Key == bucket);
        if (i >= 0)
        {
            _buckets[i] = new(bucket, Math.Max(0, _buckets[i].Value - amount));
        }
    }

    /// <summary>What counts, after forgetting what no longer does.</summary>
    public long CommittedAt(long oldest)
    {
        while (_buckets.Count > 0 && _buckets[0].Key < oldest)
        {
            _buckets.RemoveAt(0);
        }

        long sum = 0;
        foreach (KeyValuePair<long, long> bucket in _buckets)
        {
            sum = AddSaturated(sum, bucket.Value);
        }

        return sum;
    }

    private static long AddSaturated(long left, long right) => long.CreateSaturating((Int128)left + right);
}
