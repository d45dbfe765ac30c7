using RouteGen.Budgets;
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
/// <param name="credit">The free credit that it has; null for none.</param>
internal sealed class TargetKey(
    int? place, AttemptedTarget asked, TargetHealth health, Lazy<TargetPorts> ports, ProviderCredit? credit = null)
{
    public int? Place => place;

    /// <summary>The names for the records of its attempts.</summary>
    public AttemptedTarget Asked => asked;

    public TargetHealth Health => health;

    /// <summary>The free credit that pays what is asked with it; null for none.</summary>
    public ProviderCredit? Credit => credit;

    /// <summary>Why it is not used, whatever its health: its credit is used up, and nothing else is to pay.</summary>
    public SkipReason? Refusal => credit?.Refusal;

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

    /// <summary>Why calls leave the target out: no credit is left under any key. Null where it is asked.</summary>
    public SkipReason? Refusal
    {
        get
        {
            SkipReason? refusal = null;
            foreach (var key in all)
            {
                if (key.Refusal is not { } its)
                {
                    return null;
                }

                refusal ??= its;
            }

            return refusal;
        }
    }

    /// <summary>What free credit is left under the key that has most, in USD, as far as is known.</summary>
    public decimal CreditUsd
    {
        get
        {
            var most = 0m;
            foreach (var key in all)
            {
                most = key.Credit is { } credit ? Math.Max(most, credit.LeftUsd) : most;
            }

            return most;
        }
    }

    /// <summary>
    /// Asks to send a request with the key whose turn it is, or the first after it that can be used; one with credit left goes before those
    /// that cost money.
    /// </summary>
    /// <returns>Null with a key and its ticket; else why none can be used.</returns>
    public SkipReason? TryEnter(out TargetKey key, out HealthTicket ticket)
    {
        key = all[0];
        ticket = default;
        if (all.Length == 1)
        {
            return key.Refusal ?? key.Health.TryEnter(out ticket);
        }

        var first = (int)((uint)Interlocked.Increment(ref _turn) % (uint)all.Length);
        SkipReason? refusal = null;
        return TryEnter(first, areSpent: false, ref refusal, out key, out ticket)
            || TryEnter(first, areSpent: true, ref refusal, out key, out ticket) ? null : refusal;
    }

    private bool TryEnter(int first, bool areSpent, ref SkipReason? refusal, out TargetKey key, out HealthTicket ticket)
    {
        key = all[first];
        ticket = default;
        for (var i = 0; i < all.Length; i++)
        {
            var other = all[(first + i) % all.Length];
            if (other.Credit is { IsSpent: true } != areSpent)
            {
                continue;
            }

            key = other;
            if ((key.Refusal ?? key.Health.TryEnter(out ticket)) is not { } reason)
            {
                return true;
            }

            refusal ??= reason;
        }

        ticket = default;
        return false;
    }

    /// <summary>Asks to send a request with a key that has not been tried, beginning after the last that was.</summary>
    /// <returns>The key; null where none can be used.</returns>
    public TargetKey? TryNext(List<TargetKey> tried, out HealthTicket ticket)
    {
        var last = Array.IndexOf(all, tried[^1]);
        for (var i = 1; i < all.Length; i++)
        {
            var key = all[(last + i) % all.Length];
            if (!tried.Contains(key) && key.Refusal is null && key.Health.TryEnter(out ticket) is null)
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
        var refusal = Peek(all[0], out wait);
        for (var i = 1; i < all.Length && refusal is not null; i++)
        {
            var reason = Peek(all[i], out var its);
            if (reason is null || wait == TimeSpan.Zero || (its > TimeSpan.Zero && its < wait))
            {
                (refusal, wait) = (reason, its);
            }
        }

        return refusal;
    }

    private static SkipReason? Peek(TargetKey key, out TimeSpan wait)
    {
        wait = TimeSpan.Zero;
        return key.Refusal ?? key.Health.Peek(out wait);
    }
}
