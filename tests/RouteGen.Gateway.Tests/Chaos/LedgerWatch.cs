using System.Collections.Concurrent;
using RouteGen.Budgets;

namespace RouteGen.Gateway.Tests.Chaos;

/// <summary>A ledger in memory that knows which accounts it was asked about.</summary>
internal sealed class LedgerWatch : IBudgetLedger
{
    private readonly InMemoryBudgetLedger _ledger = new();

    // Windows of the calendar: a run that skips hours can see several.
    private readonly ConcurrentDictionary<string, BudgetAccount> _accounts = new();

    public ValueTask<BudgetReservationResult> ReserveAsync(BudgetReservation reservation, CancellationToken cancellationToken = default)
    {
        foreach (var charge in reservation.Charges)
        {
            _accounts.TryAdd(charge.Account.Key, charge.Account);
        }

        return _ledger.ReserveAsync(reservation, cancellationToken);
    }

    public ValueTask SettleAsync(BudgetSettlement settlement, CancellationToken cancellationToken = default) =>
        _ledger.SettleAsync(settlement, cancellationToken);

    public ValueTask<BudgetBalance> GetBalanceAsync(BudgetAccount account, CancellationToken cancellationToken = default) =>
        _ledger.GetBalanceAsync(account, cancellationToken);

    /// <summary>What the accounts of a budget hold, by their unit.</summary>
    public async Task<(BudgetAmount Committed, BudgetAmount Reserved)> TotalAsync(string budget, BudgetUnit unit)
    {
        var (committed, reserved) = (BudgetAmount.Zero, BudgetAmount.Zero);
        foreach (var account in _accounts.Values.Where(a => a.Budget == budget && a.Unit == unit))
        {
            var balance = await _ledger.GetBalanceAsync(account);
            (committed, reserved) = (committed + balance.Committed, reserved + balance.Reserved);
        }

        return (committed, reserved);
    }
}
