namespace RouteGen.Budgets;

/// <summary>The output tokens of the latest replies of a route.</summary>
internal sealed class OutputSeen
{
    /// <summary>So many replies say something about the next.</summary>
    public const int Enough = 20;

    private const int Most = 256;

    private readonly long[] _latest = new long[Most];
    private readonly long[] _sorted = new long[Most];
    private int _count;
    private int _next;
    private bool _isSorted;

    /// <summary>The 95th percentile, by nearest rank; null until enough were seen.</summary>
    public long? Percentile95
    {
        get
        {
            lock (_latest)
            {
                if (_count < Enough)
                {
                    return null;
                }

                if (!_isSorted)
                {
                    Array.Copy(_latest, _sorted, _count);
                    Array.Sort(_sorted, 0, _count);
                    _isSorted = true;
                }

                return _sorted[((_count * 95) + 99) / 100 - 1];
            }
        }
    }

    public void Add(long tokens)
    {
        lock (_latest)
        {
            _latest[_next] = tokens;
            _next = (_next + 1) % Most;
            _count = Math.Min(_count + 1, Most);
            _isSorted = false;
        }
    }
}
