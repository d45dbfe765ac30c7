using RouteGen.Records;

namespace RouteGen.Budgets;

/// <summary>
/// A reservation in the hands of one call: resized any number of times, settled exactly once, given back when it is disposed of unsettled.
/// </summary>
public sealed class BudgetLease : IAsyncDisposable
{
    private readonly IBudgetLedger _ledger;
    private readonly TimeSpan _lifetime;

    /// <summary>What the ledger of this process's memory knows it by: it answers at once, and no name is made for it.</summary>
    private readonly MemoryReservation? _inMemory;
    private readonly string? _id;
    private readonly Lock? _gate;
    private HeldAmounts _held;
    private int _settled;
    private bool _tried;
    private bool _isAbandoned;

    /// <summary>Makes a lease that holds nothing yet.</summary>
    /// <param name="ledger">The ledger.</param>
    /// <param name="lifetime">After this long without a settlement the ledger takes the amounts back.</param>
    public BudgetLease(IBudgetLedger ledger, TimeSpan lifetime)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        _ledger = ledger;
        _lifetime = lifetime;
        if (ledger is InMemoryBudgetLedger)
        {
            _inMemory = new MemoryReservation();
        }
        else
        {
            _id = RecordId.New(TimeProvider.System.GetUtcNow()).ToString("N");
            _gate = new Lock();
        }
    }

    /// <summary>Whether anything is reserved.</summary>
    public bool IsAcquired { get; private set; }

    /// <summary>Whether the ledger may hold something: an answer of it was lost, or granted.</summary>
    internal bool MayHold { get; private set; }

    /// <summary>Whether it has been settled, or given back.</summary>
    public bool IsSettled => Volatile.Read(ref _settled) != 0;

    /// <summary>What is reserved in an account.</summary>
    public BudgetAmount GetReserved(BudgetAccount account) => _held.In(account);

    /// <summary>Reserves the charges instead of what is held; when they are refused, what was held stays.</summary>
    public ValueTask<BudgetReservationResult> TryReserveAsync(
        IReadOnlyList<BudgetCharge> charges, CancellationToken cancellationToken = default)
    {
        if (_inMemory is null || IsSettled)
        {
            return ReserveAsync(charges, cancellationToken);
        }

        var all = Name(charges);
        var answer = ((InMemoryBudgetLedger)_ledger).Reserve(_inMemory, all, _lifetime);
        Note(answer, all);
        return new(answer);
    }

    /// <summary>Gives up an answer that is still to come. What it may yet reserve is given back when the lease is settled.</summary>
    internal void Abandon()
    {
        if (_gate is null)
        {
            // In memory there is no answer that is still to come.
            return;
        }

        lock (_gate)
        {
            _isAbandoned = true;
            MayHold = true;
        }
    }

    /// <summary>
    /// Commits the actual amounts and gives back the rest. When it throws it may be called again; after it has returned, it does nothing.
    /// </summary>
    public ValueTask SettleAsync(IReadOnlyList<BudgetCharge> actual, CancellationToken cancellationToken = default)
    {
        if (_inMemory is null || IsSettled)
        {
            return SettleInStoreAsync(actual, cancellationToken);
        }

        var ledger = (InMemoryBudgetLedger)_ledger;
        var all = WithAllHeld(actual);
        if (!IsAcquired && IsAnything(all))
        {
            ledger.Reserve(_inMemory, Soft(all), _lifetime);
            IsAcquired = true;
        }

        if (IsAcquired || MayHold)
        {
            var isRepetition = _tried;
            _tried = true;
            ledger.Settle(_inMemory, all, isRepetition);
        }

        Interlocked.Exchange(ref _settled, 1);
        return default;
    }

    /// <summary>Gives everything back, unless it has been settled.</summary>
    public ValueTask DisposeAsync() => SettleAsync([]);

    private async ValueTask<BudgetReservationResult> ReserveAsync(
        IReadOnlyList<BudgetCharge> charges, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(IsSettled, this);
        var all = Name(charges);
        var answer = await _ledger.ReserveAsync(Reservation(all), cancellationToken).ConfigureAwait(false);
        lock (_gate!)
        {
            Note(answer, all);
        }

        return answer;
    }

    private async ValueTask SettleInStoreAsync(IReadOnlyList<BudgetCharge> actual, CancellationToken cancellationToken)
    {
        if (IsSettled)
        {
            return;
        }

        var all = WithAllHeld(actual);
        if (!IsAcquired && IsAnything(all))
        {
            // Nothing could be reserved, and the call went on all the same: what it took counts, whatever the
            // caps. A repeated try must find a reservation.
            await _ledger.ReserveAsync(Reservation(Soft(all)), cancellationToken).ConfigureAwait(false);
            IsAcquired = true;
        }

        if (IsAcquired || MayHold)
        {
            var isRepetition = _tried;
            _tried = true;
            await _ledger.SettleAsync(
                new BudgetSettlement { Id = _id!, Charges = all, IsRetry = isRepetition }, cancellationToken).ConfigureAwait(false);
        }

        Interlocked.Exchange(ref _settled, 1);
    }

    /// <summary>Names accounts from now on: an answer that gets lost may have reserved there.</summary>
    private IReadOnlyList<BudgetCharge> Name(IReadOnlyList<BudgetCharge> charges)
    {
        var all = WithAllHeld(charges);
        for (var i = 0; i < all.Count; i++)
        {
            if (!_held.Names(all[i].Account))
            {
                _held.Set(all[i].Account, BudgetAmount.Zero);
            }
        }

        MayHold = true;
        return all;
    }

    private void Note(BudgetReservationResult answer, IReadOnlyList<BudgetCharge> all)
    {
        // An answer that nobody waits for any more changes nothing of a lease that is being settled meanwhile.
        if (!_isAbandoned)
        {
            MayHold = answer.IsGranted || IsAcquired;
            IsAcquired |= answer.IsGranted;
            for (var i = 0; answer.IsGranted && i < all.Count; i++)
            {
                _held.Set(all[i].Account, all[i].Amount);
            }
        }
    }

    private static bool IsAnything(IReadOnlyList<BudgetCharge> charges) => charges.Any(static c => c.Amount > BudgetAmount.Zero);

    private static BudgetCharge[] Soft(IReadOnlyList<BudgetCharge> charges) => [.. charges.Select(static c => c with { IsHard = false })];

    private BudgetReservation Reservation(IReadOnlyList<BudgetCharge> charges) =>
        new() { Id = _id!, Charges = charges, Lifetime = _lifetime };

    /// <summary>Accounts that are held and not named are named with 0, so that a ledger need not look for them.</summary>
    private IReadOnlyList<BudgetCharge> WithAllHeld(IReadOnlyList<BudgetCharge> charges)
    {
        List<BudgetCharge>? all = null;
        for (var i = 0; i < _held.Count; i++)
        {
            var account = _held[i].Account;
            if (!Names(charges, account))
            {
                (all ??= [.. charges]).Add(new BudgetCharge(account, BudgetAmount.Zero));
            }
        }

        return all ?? charges;
    }

    private static bool Names(IReadOnlyList<BudgetCharge> charges, BudgetAccount account)
    {
        for (var i = 0; i < charges.Count; i++)
        {
            if (charges[i].Account == account)
            {
                return true;
            }
        }

        return false;
    }
}
