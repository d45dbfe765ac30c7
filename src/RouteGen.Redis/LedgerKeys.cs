using RouteGen.Budgets;
using StackExchange.Redis;

namespace RouteGen.Redis;

/// <summary>
/// The keys of accounts and reservations. The table is in braces, so that all keys of a call are in one slot of a cluster.
/// </summary>
internal sealed class LedgerKeys(string prefix)
{
    /// <summary>The reservation, and for each charge its account and what is held in it.</summary>
    public RedisKey[] For(string reservation, IReadOnlyList<BudgetCharge> charges)
    {
        var keys = new RedisKey[1 + (2 * charges.Count)];
        keys[0] = $"{prefix}{{{charges[0].Account.Table}}}:reservation:{reservation}";
        for (var i = 0; i < charges.Count; i++)
        {
            For(charges[i].Account).CopyTo(keys, 1 + (2 * i));
        }

        return keys;
    }

    /// <summary>An account, and what is held in it.</summary>
    public RedisKey[] For(BudgetAccount account) =>
        [$"{prefix}{{{account.Table}}}:account:{account.Key}", $"{prefix}{{{account.Table}}}:held:{account.Key}"];
}
