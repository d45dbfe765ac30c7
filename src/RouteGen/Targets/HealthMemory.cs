namespace RouteGen.Targets;

/// <summary>Something that is to be kept, also while nobody uses it, as long as it has something to remember.</summary>
internal interface IRemembers
{
    /// <summary>The timestamp until which it has; in the past when it has nothing.</summary>
    long RemembersUntil { get; }
}

/// <summary>
/// One thing for each key, the same for all that ask while anybody holds it or it has something to remember. What has neither goes away, so
/// that endpoints, deployments and credentials of earlier settings do not pile up. Not thread-safe: its owner locks.
/// </summary>
/// <param name="time">The container's clock.</param>
internal sealed class HealthMemory<TKey, TValue>(TimeProvider time)
    where TKey : notnull
    where TValue : class, IRemembers
{
    /// <summary>
    /// How many are kept that nobody may hold any more: keys that rotate by the second each leave five minutes of memory.
    /// </summary>
    private const int MostKept = 1000;

    private readonly Dictionary<TKey, Entry> _entries = [];

    public int Count => _entries.Count;

    public TValue GetOrAdd(TKey key, Func<TKey, TValue> make)
    {
        if (_entries.TryGetValue(key, out var entry) && entry.Known.TryGetTarget(out var known))
        {
            entry.Kept = known;
            return known;
        }

        var made = make(key);
        _entries[key] = new Entry(made);
        return made;
    }

    /// <summary>Lets go of what has nothing to remember. What somebody still holds stays known, and nothing more.</summary>
    public void Sweep()
    {
        var now = time.GetTimestamp();
        var kept = new List<(long Until, Entry Entry)>();
        foreach (var (key, entry) in _entries.ToArray())
        {
            if (!entry.Known.TryGetTarget(out var known))
            {
                _entries.Remove(key);
                continue;
            }

            var until = known.RemembersUntil;
            entry.Kept = until > now ? known : null;
            if (entry.Kept is not null)
            {
                kept.Add((until, entry));
            }
        }

        foreach ((_, var soonest) in kept.OrderBy(k => k.Until).Take(kept.Count - MostKept))
        {
            soonest.Kept = null;
        }
    }

    private sealed class Entry(TValue value)
    {
        public WeakReference<TValue> Known { get; } = new(value);

        public TValue? Kept { get; set; } = value;
    }
}
