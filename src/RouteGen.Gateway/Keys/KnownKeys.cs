using System.Collections.Concurrent;
using RouteGen.Keys;

namespace RouteGen.Gateway.Keys;

/// <summary>
/// What a store last said of keys, by the hashes of their tokens. Only keys that exist come in, so that guesses take no memory, and only so
/// many.
/// </summary>
internal sealed class KnownKeys(int most)
{
    private readonly ConcurrentDictionary<GatewayKeyHash, KnownKey> _keys = new();
    private readonly Lock _gate = new();

    public int Count => _keys.Count;

    public KnownKey? Find(GatewayKeyHash hash) => _keys.GetValueOrDefault(hash);

    /// <summary>Takes in what a store said. What is known of a later revision stays.</summary>
    public void Put(GatewayKey key, long now)
    {
        var known = new KnownKey(key, now);
        lock (_gate)
        {
            Put(key.Hash, known);
            if (key.PreviousHash is { } previous)
            {
                Put(previous, known);
            }
        }
    }

    /// <summary>Forgets a token of which the store no longer knows.</summary>
    public void Forget(GatewayKeyHash hash) => _keys.TryRemove(hash, out _);

    /// <summary>Takes in what this process has just changed, and forgets what it replaces.</summary>
    public void Change(string id, GatewayKey? key, long now)
    {
        lock (_gate)
        {
            foreach (var (hash, known) in _keys)
            {
                if (known.Key.Id == id)
                {
                    _keys.TryRemove(hash, out _);
                }
            }

            if (key is not null)
            {
                Put(key, now);
            }
        }
    }

    /// <summary>Takes in all keys of a store, as it had them at a time; what it had no more is forgotten.</summary>
    public void Replace(IReadOnlyList<GatewayKey> keys, long asOf)
    {
        for (var i = 0; i < keys.Count && i < most; i++)
        {
            Put(keys[i], asOf);
        }

        if (keys.Count > most)
        {
            return;
        }

        lock (_gate)
        {
            foreach (var (hash, known) in _keys)
            {
                if (known.ConfirmedAt < asOf)
                {
                    _keys.TryRemove(hash, out _);
                }
            }
        }
    }

    private void Put(GatewayKeyHash hash, KnownKey known)
    {
        if (_keys.TryGetValue(hash, out var present))
        {
            if (present.Key.Id == known.Key.Id && present.Key.Revision > known.Key.Revision)
            {
                return;
            }
        }
        else if (_keys.Count >= most)
        {
            MakeRoom();
        }

        _keys[hash] = known;
    }

    // A tenth goes at once, those first that were confirmed longest ago.
    private void MakeRoom()
    {
        foreach (var (hash, _) in _keys.OrderBy(static k => k.Value.ConfirmedAt).Take(most / 10 + 1).ToArray())
        {
            _keys.TryRemove(hash, out _);
        }
    }
}
