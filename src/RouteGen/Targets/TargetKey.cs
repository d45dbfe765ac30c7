using RouteGen.Records;

namespace RouteGen.Targets;

/// <summary>
/// A target under one of its provider's keys, or under the one credential that it has: how it is asked, and the health of what that may
/// ask for.
/// </summary>
/// <param name="place">The key's place among several, from 1; null where there is one credential, or none.</param>
/// <param name="asked">The names for the records of its attempts.</param>
/// <param name="health">Its health.</param>
/// <param name="ports">How it is asked.</param>
internal sealed class TargetKey(int? place, AttemptedTarget asked, TargetHealth health, Lazy<TargetPorts> ports)
{
    public int? Place => place;

    /// <summary>The names for the records of its attempts.</summary>
    public AttemptedTarget Asked => asked;

    public TargetHealth Health => health;

    public TargetPorts Ports => ports.Value;

    /// <summary>How it is asked; its client may not have been made yet.</summary>
    public Lazy<TargetPorts> LazyPorts => ports;
}

/// <summary>A target's keys. Calls begin at each in turn, and pass over those that cannot be used now.</summary>
internal sealed class TargetKeys(TargetKey[] all)
{
    private int _turn = -1;

    public IReadOnlyList<TargetKey> All => all;

    /// <summary>Whether there is another to go on with.</summary>
    public bool AreSeveral => all.Length > 1;

    /// <summary>Asks to send a request with the key whose turn it is, or the first after it that can be used.</summary>
    /// <returns>Null with a key and its ticket; else why none can be used.</returns>
    public SkipReason? TryEnter(out TargetKey key, out HealthTicket ticket)
    {
        key = all[0];
        if (all.Length == 1)
        {
            return key.Health.TryEnter(out ticket);
        }

        var first = (int)((uint)Interlocked.Increment(ref _turn) % (uint)all.Length);
        SkipReason? refusal = null;
        for (var i = 0; i < all.Length; i++)
        {
            key = all[(first + i) % all.Length];
            if (key.Health.TryEnter(out ticket) is not { } reason)
            {
                return null;
            }

            refusal ??= reason;
        }

        ticket = default;
        return refusal;
    }

    /// <summary>Asks to send a request with a key that has not been tried, beginning after the last that was.</summary>
    /// <returns>The key; null where none can be used.</returns>
    public TargetKey? TryNext(List<TargetKey> tried, out HealthTicket ticket)
    {
        var last = Array.IndexOf(all, tried[^1]);
        for (var i = 1; i < all.Length; i++)
        {
            var key = all[(last + i) % all.Length];
            if (!tried.Contains(key) && key.Health.TryEnter(out ticket) is null)
            {
                return key;
            }
        }

        ticket = default;
        return null;
    }

    /// <summary>Whether no key can be used now, and until when; <see cref="TimeSpan.Zero"/> where that is not a matter of time.</summary>
    public SkipReason? Peek(out TimeSpan wait)
    {
        var refusal = all[0].Health.Peek(out wait);
        for (var i = 1; i < all.Length && refusal is not null; i++)
        {
            var reason = all[i].Health.Peek(out var its);
            if (reason is null || wait == TimeSpan.Zero || (its > TimeSpan.Zero && its < wait))
            {
                (refusal, wait) = (reason, its);
            }
        }

        return refusal;
    }
}
