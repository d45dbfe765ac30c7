namespace RouteGen.Plans;

/// <summary>
/// Which target served each operation of a route last. It holds two generations, each of half as many operations as it holds at most: where
/// the younger is full, or as old as the longest life of a prompt cache, the older is forgotten as a whole. What is looked at stays young.
/// </summary>
/// <param name="time">The container's clock.</param>
internal sealed class OperationMemory(TimeProvider time)
{
    /// <summary>Operations that are remembered at most; some 130 bytes each.</summary>
    public const int Most = 16_384;

    private readonly Lock _gate = new();
    private Dictionary<UInt128, LastServed> _young = [];
    private Dictionary<UInt128, LastServed> _old = [];
    private long _since = time.GetTimestamp();

    /// <summary>How many operations it remembers.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _young.Count + _old.Count;
            }
        }
    }

    /// <summary>What is known of an operation; null where nothing is.</summary>
    public LastServed? Find(UInt128 key)
    {
        lock (_gate)
        {
            return _young.TryGetValue(key, out var last) || _old.TryGetValue(key, out last) ? last : null;
        }
    }

    /// <summary>Notes who served. Of two calls of one operation at a time, the one that was sent later counts.</summary>
    public void Note(UInt128 key, in LastServed served)
    {
        lock (_gate)
        {
            if (_young.TryGetValue(key, out var other) && other.At > served.At)
            {
                return;
            }

            if (_old.Remove(key, out other) && other.At > served.At)
            {
                Add(key, other);
                return;
            }

            Add(key, served);
        }
    }

    /// <summary>Forgets an operation, so that it begins anew.</summary>
    public void Forget(UInt128 key)
    {
        lock (_gate)
        {
            _young.Remove(key);
            _old.Remove(key);
        }
    }

    private void Add(UInt128 key, in LastServed served)
    {
        if ((_young.Count >= Most / 2 && !_young.ContainsKey(key)) || time.GetElapsedTime(_since) >= PromptCache.Longest)
        {
            (_old, _young) = (_young, _old);
            _young.Clear();
            _since = time.GetTimestamp();
            _old.Remove(key);
        }

        _young[key] = served;
    }
}
