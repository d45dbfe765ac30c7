using RouteGen.Costs;

namespace RouteGen.Budgets;

/// <summary>
/// Where budgets are kept. Every operation is atomic over all accounts that it names, for all callers of one store. The contract is tested by the suite
/// <c>LedgerContract</c> of RouteGen.Testing, for ledgers of one's own too.
/// </summary>
/// <remarks>
/// An account holds what is committed, by the buckets of its window, and what is reserved. A reservation belongs to no bucket: it counts until it is settled,
/// and what is settled goes into the bucket of that moment. One that expires unsettled commits <see cref="BudgetCharge.Expiring"/> to the bucket in which it expired;
/// what settles it later, or requests it again, within an hour, takes that back first.
/// </remarks>
public interface IBudgetLedger
{
    /// <summary>
    /// Reserves all charges or none. A second request of the same id names every account of the first, and replaces its amounts in all of them or in none; an
    /// amount that does not grow is never refused.
    /// </summary>
    ValueTask<BudgetAnswer> ReserveAsync(BudgetReservation reservation, CancellationToken cancellationToken = default);

    /// <summary>
    /// Ends a reservation: gives back what it holds and commits the actual amounts, whatever the caps. It names every account that was reserved, those that
    /// nothing is to be committed to with 0.
    /// </summary>
    ValueTask SettleAsync(BudgetSettlement settlement, CancellationToken cancellationToken = default);

    /// <summary>What an account holds now.</summary>
    ValueTask<BudgetBalance> GetBalanceAsync(BudgetAccount account, CancellationToken cancellationToken = default);
}

/// <summary>What is to be reserved.</summary>
/// <param name="Id">Names the reservation; unique over all time.</param>
/// <param name="Charges">The accounts, each once, of one table.</param>
/// <param name="Lifetime">
/// After this long without a settlement the reservation expires by itself: its process is taken for dead. The amounts come back, and what they name for that case is
/// committed.
/// </param>
public sealed record BudgetReservation(string Id, IReadOnlyList<BudgetCharge> Charges, TimeSpan Lifetime);

/// <summary>What a reservation came to.</summary>
/// <param name="Id">The reservation.</param>
/// <param name="Charges">The amounts to commit; caps count for nothing.</param>
/// <param name="IsRepetition">
/// False on the first try: the amounts are committed even where the reservation is lost, and instead of what it was charged when it expired. True when an earlier try may have gone through: they are
/// committed only where the reservation is still known, for at least an hour after its expiry.
/// </param>
public sealed record BudgetSettlement(string Id, IReadOnlyList<BudgetCharge> Charges, bool IsRepetition = false);

/// <summary>What a ledger answers to a reservation.</summary>
/// <param name="IsGranted">Whether the amounts are reserved.</param>
/// <param name="Shortages">Caps that were in the way, or that are exceeded though they are not kept.</param>
public readonly record struct BudgetAnswer(bool IsGranted, IReadOnlyList<BudgetShortage> Shortages)
{
    /// <summary>The amounts are reserved and no cap is exceeded.</summary>
    public static BudgetAnswer Granted { get; } = new(true, []);
}

/// <summary>A cap with too little room.</summary>
/// <param name="Charge">The index of the charge.</param>
/// <param name="Available">What the call could have reserved there, what it holds already included.</param>
/// <param name="RoomAt">When the amount will fit if nothing else is charged; null when it never will, or as soon as reservations are settled.</param>
/// <param name="Reserved">
/// How much more would be available if all other reservations were given back whole: what lies between <paramref name="Available"/> and the cap less what is committed. A
/// call for which both together are enough waits for room; what they omit is spent. Where it is 0, as in a ledger that does not tell, no call waits.
/// </param>
public readonly record struct BudgetShortage(int Charge, long Available, DateTimeOffset? RoomAt, long Reserved = 0)
{
    /// <summary>Whether only reservations of others are in the way of an amount.</summary>
    public bool IsReservedOnly(long amount) => amount > Available && amount <= (Int128)Available + Reserved;

    /// <summary>Makes a shortage of what an account holds.</summary>
    /// <param name="index">The index of the charge.</param>
    /// <param name="charge">The charge.</param>
    /// <param name="committed">What is committed and counts now, oldest bucket first.</param>
    /// <param name="reserved">What all other reservations hold.</param>
    public static BudgetShortage Of(int index, BudgetCharge charge, IEnumerable<KeyValuePair<long, long>> committed, Int128 reserved)
    {
        ArgumentNullException.ThrowIfNull(committed);
        KeyValuePair<long, long>[] buckets = [.. committed];
        Int128 room = charge.Cap;
        foreach (KeyValuePair<long, long> bucket in buckets)
        {
            room -= bucket.Value;
        }

        room = Int128.Max(0, room);
        var available = (long)Int128.Max(0, room - reserved);
        return new(index, available, charge.Account.Window.RoomAt(buckets, long.CreateSaturating(reserved), charge.Amount, charge.Cap), (long)room - available);
    }

    /// <summary>Its members, in every culture alike.</summary>
    public override string ToString() => InvariantText.Of(nameof(BudgetShortage), PrintMembers);
}

/// <summary>What an account holds.</summary>
/// <param name="Committed">Settled amounts that count now.</param>
/// <param name="Reserved">Amounts of reservations under way.</param>
public readonly record struct BudgetBalance(long Committed, long Reserved)
{
    /// <summary>Its members, in every culture alike.</summary>
    public override string ToString() => InvariantText.Of(nameof(BudgetBalance), PrintMembers);
}
