namespace RouteGen.Targets;

/// <summary>
/// Successes and failures of the last 30 s, in ten buckets of 3 s. Safe for any number of threads, without a lock: nothing that is counted
/// is lost or counted twice.
/// </summary>
/// <remarks>
/// A cell is one number: the bucket that it counts in its upper half, and the count in its lower. One exchange therefore either counts on,
/// or begins anew where the bucket has become another, and there is no moment at which a cell has been emptied by one thread and is counted
/// up by another that took it for the old one. Nobody turns the ring: a reader passes over cells whose bucket is too old.
/// </remarks>
internal sealed class FailureWindow(TimeProvider time)
{
    private const int Buckets = 10;

    /// <summary>How far back it looks.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(30);

    private readonly long[] _failures = new long[Buckets];
    private readonly long[] _totals = new long[Buckets];
    private readonly long _bucketTicks = 3 * time.TimestampFrequency;
    private long _recent;

    /// <summary>
    /// The bucket of a timestamp; 0 for now. Windows of one clock have the same, so that a request
    /// that counts in several works it out once.
    /// </summary>
    public long GetBucket(long at = 0)
    {
        at = at == 0 ? time.GetTimestamp() : at;

        // Nearly always the one of the request before, and a division is most of what there is to do.
        var recent = Volatile.Read(ref _recent);
        if ((ulong)(at - (recent * _bucketTicks)) < (ulong)_bucketTicks)
        {
            return recent;
        }

        var bucket = at / _bucketTicks;
        Volatile.Write(ref _recent, bucket);
        return bucket;
    }

    /// <param name="failed">Which of the two.</param>
    /// <param name="bucket">When.</param>
    public void Count(bool failed, long bucket)
    {
        var index = (int)((ulong)bucket % Buckets);
        Count(ref _totals[index], (uint)bucket);
        if (failed)
        {
            Count(ref _failures[index], (uint)bucket);
        }
    }

    public bool IsFailing(int minimumThroughput)
    {
        (var total, var failures) = Counts();
        return total >= minimumThroughput && failures * 2 >= total;
    }

    /// <summary>
    /// Attempts and failures. Whatever had been counted when it was called is in it; of what is counted meanwhile, some may be.
    /// </summary>
    public (int Total, int Failures) Counts()
    {
        var now = (uint)GetBucket();
        int total = 0, failures = 0;
        for (var i = 0; i < Buckets; i++)
        {
            // Failures first: each was counted as an attempt before, so that there are never fewer attempts than failures.
            failures += CountOf(Volatile.Read(ref _failures[i]), now);
            total += CountOf(Volatile.Read(ref _totals[i]), now);
        }

        return (total, failures);
    }

    public void Clear()
    {
        for (var i = 0; i < Buckets; i++)
        {
            Volatile.Write(ref _totals[i], 0);
            Volatile.Write(ref _failures[i], 0);
        }
    }

    private static void Count(ref long cell, uint bucket)
    {
        var seen = Volatile.Read(ref cell);
        while (true)
        {
            // What ends at the same time arrives in any order: what comes after its ring has gone round counts in the newer bucket.
            var isNew = (uint)seen == 0 || Age(seen, bucket) > 0;
            var known = Interlocked.CompareExchange(ref cell, isNew ? ((long)bucket << 32) | 1 : seen + 1, seen);
            if (known == seen)
            {
                return;
            }

            seen = known;
        }
    }

    private static int CountOf(long cell, uint now) => Age(cell, now) < Buckets ? (int)cell : 0;

    /// <summary>
    /// How many buckets a cell's lies back. Half of a bucket's number is kept, which comes again after 408 years.
    /// </summary>
    private static int Age(long cell, uint now) => unchecked((int)(now - (uint)(cell >> 32)));
}
