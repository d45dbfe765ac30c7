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
/// <remarks>One kind of key and an entry outside of it: native code has a copy of each collection for every kind of key.</remarks>
/// <param name="time">The container's clock.</param>
internal sealed class HealthMemory<TValue>(TimeProvider time)
    where TValue : class, IRemembers
{
    /// <summary>
    /// How many are kept that nobody may hold any more: keys that rotate by the second each leave five minutes of memory.
    /// </summary>
    private const int MostKept = 1000;

    private readonly Dictionary<HealthKey, HealthEntry<TValue>> _entries = [];

    public int Count => _entries.Count;

    public TValue GetOrAdd(in HealthKey key, Func<TValue> make)
    {
        if (_entries.TryGetValue(key, out var entry) && entry.Known.TryGetTarget(out var known))
        {
            entry.Kept = known;
            return known;
        }

        var made = make();
        _entries[key] = new HealthEntry<TValue>(made);
        return made;
    }

    /// <summary>Lets go of what has nothing to remember. What somebody still holds stays known, and nothing more.</summary>
    public void Sweep()
    {
        var now = time.GetTimestamp();
        var kept = new List<HealthEntry<TValue>>();
        foreach (var (key, entry) in _entries)
        {
            if (!entry.Known.TryGetTarget(out var known))
            {
                _entries.Remove(key);
                continue;
            }

            entry.Until = known.RemembersUntil;
            entry.Kept = entry.Until > now ? known : null;
            if (entry.Kept is not null)
            {
                kept.Add(entry);
            }
        }

        kept.Sort(static (one, other) => one.Until.CompareTo(other.Until));
        for (var i = 0; i < kept.Count - MostKept; i++)
        {
            kept[i].Kept = null;
        }
    }
}

/// <summary>What a thing is known by: the endpoint, and what else it is of.</summary>
internal readonly record struct HealthKey(string Endpoint, string? Deployment = null, CredentialId Credential = default);

/// <summary>A thing that is known while somebody holds it, and longer while it is kept.</summary>
internal sealed class HealthEntry<TValue>(TValue value)
    where TValue : class
{
    public WeakReference<TValue> Known { get; } = new(value);

    public TValue? Kept { get; set; } = value;

    /// <summary>Until when it had something to remember, when it was last looked at.</summary>
    public long Until { get; set; }
}
