namespace RouteGen.Budgets;

/// <summary>
/// Where budgets are kept. Every operation is atomic over all accounts that it names, for all callers of one store. The contract is tested
/// by the suite <c>LedgerContract</c> of RouteGen.Testing, for ledgers of one's own too.
/// </summary>
/// <remarks>
/// An account holds what is committed, by the buckets of its window, and what is reserved. A reservation belongs to no
/// bucket: it counts until it is settled, and what is settled goes into the bucket of that moment. One that expires unsettled
/// commits <see cref="BudgetCharge.ExpiredAmount"/> to the bucket in which it expired; what settles it later, or requests it
/// again, within an hour, takes that back first.
/// </remarks>
public interface IBudgetLedger
{
    /// <summary>
    /// Reserves all charges or none. A second request of the same id names every account of the first, and replaces its amounts in all of
    /// them or in none; an amount that does not grow is never refused.
    /// </summary>
    ValueTask<BudgetReservationResult> ReserveAsync(BudgetReservation reservation, CancellationToken cancellationToken = default);

    /// <summary>
    /// Ends a reservation: gives back what it holds and commits the actual amounts, whatever the caps. It names every account that was
    /// reserved, those that nothing is to be committed to with 0.
    /// </summary>
    ValueTask SettleAsync(BudgetSettlement settlement, CancellationToken cancellationToken = default);

    /// <summary>What an account holds now.</summary>
    ValueTask<BudgetBalance> GetBalanceAsync(BudgetAccount account, CancellationToken cancellationToken = default);
}
