using RouteGen.Budgets;

namespace RouteGen.Tests.Budgets;

/// <summary>
/// A ledger in memory that stops answering, and takes no notice of cancellation: one that waits, or
/// one that blocks the thread it is asked on.
/// </summary>
internal sealed class HangingLedger(bool blocks) : IBudgetLedger
{
    private readonly InMemoryBudgetLedger _inner = new();
    private readonly Lock _gate = new();
    private TaskCompletionSource? _hanging;
    private bool _reserves;
    private int _atOnce;
    private int _waiting;

    /// <summary>What it does when it comes back, instead of what it was asked before.</summary>
    public Exception? ThenThrows { get; set; }

    /// <summary>How often it was asked to reserve.</summary>
    public int Reserves { get; private set; }

    /// <summary>Reservations that it had before it at the same time, at most.</summary>
    public int MostAtOnce { get; private set; }

    /// <summary>What it has before it until it comes back. It is asked on a thread of its own, which may be late.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>Whether it has nothing before it that is still to be reserved.</summary>
    public bool IsIdle
    {
        get
        {
            lock (_gate)
            {
                return _atOnce == 0;
            }
        }
    }

    public void Hang(bool reserves = true)
    {
        _reserves = reserves;
        (Reserves, MostAtOnce) = (0, 0);
        _hanging = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    public void ComeBack()
    {
        var hanging = _hanging;
        _hanging = null;
        hanging?.TrySetResult();
    }

    public async ValueTask<BudgetReservationResult> ReserveAsync(
        BudgetReservation reservation, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            Reserves++;
            MostAtOnce = Math.Max(MostAtOnce, ++_atOnce);
        }

        try
        {
            if (_reserves)
            {
                await WaitAsync();
            }

            return await _inner.ReserveAsync(reservation, CancellationToken.None);
        }
        finally
        {
            lock (_gate)
            {
                _atOnce--;
            }
        }
    }

    public async ValueTask SettleAsync(BudgetSettlement settlement, CancellationToken cancellationToken = default)
    {
        await WaitAsync();
        await _inner.SettleAsync(settlement, CancellationToken.None);
    }

    public ValueTask<BudgetBalance> GetBalanceAsync(BudgetAccount account, CancellationToken cancellationToken = default) =>
        _inner.GetBalanceAsync(account, cancellationToken);

    private async ValueTask WaitAsync()
    {
        if (_hanging is { } hanging)
        {
            Interlocked.Increment(ref _waiting);
            if (blocks)
            {
                hanging.Task.GetAwaiter().GetResult();
            }

            await hanging.Task;
            Interlocked.Decrement(ref _waiting);
            if (ThenThrows is { } exception)
            {
                throw exception;
            }
        }
    }
}
