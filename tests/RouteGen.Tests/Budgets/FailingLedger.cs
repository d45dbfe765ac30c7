using RouteGen.Budgets;

namespace RouteGen.Tests.Budgets;

/// <summary>Fails until it is back.</summary>
internal sealed class FailingLedger : IBudgetLedger
{
    private readonly InMemoryBudgetLedger _ledger = new();

    public bool IsBack { get; set; }

    public ValueTask<BudgetReservationResult> ReserveAsync(BudgetReservation reservation, CancellationToken cancellationToken = default) =>
        IsBack ? _ledger.ReserveAsync(reservation, cancellationToken) : throw new IOException("no ledger");

    public ValueTask SettleAsync(BudgetSettlement settlement, CancellationToken cancellationToken = default) =>
        IsBack ? _ledger.SettleAsync(settlement, cancellationToken) : throw new IOException("no ledger");

    public ValueTask<BudgetBalance> GetBalanceAsync(BudgetAccount account, CancellationToken cancellationToken = default) =>
        IsBack ? _ledger.GetBalanceAsync(account, cancellationToken) : throw new IOException("no ledger");
}
