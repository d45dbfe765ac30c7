using System.Collections.Concurrent;
using RouteGen.Budgets;

namespace RouteGen.Tests.Chaos;

/// <summary>A ledger in memory that counts what is settled, and answers late where it is told to.</summary>
internal sealed class CountingLedger : IBudgetLedger
{
    private readonly InMemoryBudgetLedger _inner = new();
    private readonly TaskCompletionSource _answers = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _asked;
    private int _before;

    /// <summary>Whether reservations wait for <see cref="Answer"/>.</summary>
    public bool HoldsReservations { get; init; }

    /// <summary>Whether settlements do.</summary>
    public bool HoldsSettlements { get; init; }

    /// <summary>How often it was asked to reserve.</summary>
    public int Asked => Volatile.Read(ref _asked);

    /// <summary>What it has before it.</summary>
    public int Before => Volatile.Read(ref _before);

    /// <summary>What was settled, in the order in which it was.</summary>
    public ConcurrentQueue<BudgetSettlement> Settled { get; } = new();

    public void Answer() => _answers.TrySetResult();

    public async ValueTask<BudgetReservationResult> ReserveAsync(
        BudgetReservation reservation, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _before);
        Interlocked.Increment(ref _asked);
        if (HoldsReservations)
        {
            await _answers.Task;
        }

        var result = await _inner.ReserveAsync(reservation, CancellationToken.None);
        Interlocked.Decrement(ref _before);
        return result;
    }

    public async ValueTask SettleAsync(BudgetSettlement settlement, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _before);
        if (HoldsSettlements)
        {
            await _answers.Task;
        }

        await _inner.SettleAsync(settlement, CancellationToken.None);
        Settled.Enqueue(settlement);
        Interlocked.Decrement(ref _before);
    }

    public ValueTask<BudgetBalance> GetBalanceAsync(BudgetAccount account, CancellationToken cancellationToken = default) =>
        _inner.GetBalanceAsync(account, cancellationToken);
}
