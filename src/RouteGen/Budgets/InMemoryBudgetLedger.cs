namespace RouteGen.Budgets;

/// <summary>Keeps budgets in the memory of this process: exact and fast, forgotten at its end, and unknown to other processes.</summary>
public sealed partial class InMemoryBudgetLedger : IBudgetLedger
{
    private const int OperationsPerSweep = 4_096;

    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private readonly Dictionary<BudgetAccount, MemoryAccount> _accounts = [];
    private (BudgetAccount? Account, MemoryAccount? Found) _latest;
    private int _operations;
    private int _noted;

    /// <summary>Calls that wait for what is given back.</summary>
    internal RoomQueues? Room { get; set; }

    /// <summary>Makes an empty ledger.</summary>
    public InMemoryBudgetLedger(TimeProvider? timeProvider = null) => _time = timeProvider ?? TimeProvider.System;

    /// <inheritdoc/>
    public ValueTask<BudgetReservationResult> ReserveAsync(BudgetReservation reservation, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reservation);
        var charges = Span(reservation.Charges);
        var now = _time.GetUtcNow();
        lock (_gate)
        {
            Begin(now);
            return new(Reserve(
                _named.GetValueOrDefault(reservation.Id) ?? new MemoryReservation(reservation.Id), charges, now, reservation.Lifetime));
        }
    }

    /// <inheritdoc/>
    public ValueTask SettleAsync(BudgetSettlement settlement, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(settlement);
        var charges = Span(settlement.Charges);
        var now = _time.GetUtcNow();
        lock (_gate)
        {
            Begin(now);
            if (!Settle(_named.GetValueOrDefault(settlement.Id), charges, now, settlement.IsRetry))
            {
                return default;
            }
        }

        Room?.Wake(charges);
        return default;
    }

    /// <summary>As <see cref="ReserveAsync"/> does, for a reservation in the hands of whoever asks.</summary>
    internal BudgetReservationResult Reserve(MemoryReservation held, IReadOnlyList<BudgetCharge> charges, TimeSpan lifetime)
    {
        var span = Span(charges);
        var now = _time.GetUtcNow();
        lock (_gate)
        {
            Begin(now);
            return Reserve(held, span, now, lifetime);
        }
    }

    /// <summary>As <see cref="SettleAsync"/> does, for a reservation in the hands of whoever asks.</summary>
    internal void Settle(MemoryReservation held, IReadOnlyList<BudgetCharge> charges, bool isRetry)
    {
        var span = Span(charges);
        var now = _time.GetUtcNow();
        lock (_gate)
        {
            Begin(now);
            if (!Settle(held, span, now, isRetry))
            {
                return;
            }
        }

        Room?.Wake(span);
    }

    /// <inheritdoc/>
    public ValueTask<BudgetBalance> GetBalanceAsync(BudgetAccount account, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(account);
        var now = _time.GetUtcNow();
        lock (_gate)
        {
            Begin(now);
            return new(_accounts.TryGetValue(account, out var found)
                ? new BudgetBalance
                {
                    Committed = found.CommittedAt(account.Window.GetOldestBucket(now)),
                    Reserved = BudgetAmount.FromUnitsSaturating(found.Reserved)
                }
                : default);
        }
    }

    /// <summary>True once, for the note that these budgets are the process's own.</summary>
    internal bool TryNote() => Interlocked.Exchange(ref _noted, 1) == 0;

    private static ReadOnlySpan<BudgetCharge> Span(IReadOnlyList<BudgetCharge> charges) => charges as BudgetCharge[] ?? [.. charges];

    private void Begin(DateTimeOffset now)
    {
        if (now.UtcTicks >= _soonestDue)
        {
            ExpireDue(now.UtcTicks);
        }

        if (++_operations % OperationsPerSweep == 0)
        {
            _latest = default;
            foreach (var (account, state) in _accounts)
            {
                if (state.Reserved == 0 && state.CommittedAt(account.Window.GetOldestBucket(now)) == BudgetAmount.Zero)
                {
                    _accounts.Remove(account);
                }
            }
        }
    }

    private BudgetReservationResult Reserve(
        MemoryReservation held, ReadOnlySpan<BudgetCharge> charges, DateTimeOffset now, TimeSpan lifetime)
    {
        if (!held.IsKnown)
        {
            // New, or forgotten since.
            (held.Amounts, held.HasExpired) = (default, false);
        }

        TakeBackEstimates(held);
        var (shortages, isRefused) = Shortages(charges, held, now);
        if (isRefused)
        {
            ChargeEstimates(held);
            return new BudgetReservationResult { Shortages = shortages! };
        }

        foreach (ref readonly var charge in charges)
        {
            GetAccount(charge.Account).Reserved += (Int128)charge.Amount.Units - held.Amounts.In(charge.Account).Units;
            held.Amounts.Set(charge.Account, charge.Amount, charge.ExpiredAmount);
        }

        held.Due = held.ExpiresAt = (now + lifetime).UtcTicks;
        held.HasExpired = false;
        _soonestDue = Math.Min(_soonestDue, held.Due);
        if (!held.IsKnown)
        {
            Remember(held);
        }

        return shortages is null
            ? BudgetReservationResult.Granted
            : new BudgetReservationResult { IsGranted = true, Shortages = shortages };
    }

    private bool Settle(MemoryReservation? held, ReadOnlySpan<BudgetCharge> charges, DateTimeOffset now, bool isRetry)
    {
        if (held is { IsKnown: true })
        {
            Forget(held);
            GiveBack(held);
            TakeBackEstimates(held);
        }
        else if (isRetry)
        {
            return false;
        }

        foreach (ref readonly var charge in charges)
        {
            if (charge.Amount > BudgetAmount.Zero)
            {
                GetAccount(charge.Account).Commit(charge.Account.Window.GetBucket(now), charge.Amount);
            }
        }

        return true;
    }

    private (List<BudgetShortage>? Shortages, bool IsRefused) Shortages(
        ReadOnlySpan<BudgetCharge> charges, MemoryReservation held, DateTimeOffset now)
    {
        List<BudgetShortage>? shortages = null;
        var isRefused = false;
        for (var i = 0; i < charges.Length; i++)
        {
            ref readonly var charge = ref charges[i];
            var old = held.Amounts.In(charge.Account);
            if (charge.Amount <= old)
            {
                continue;
            }

            var account = GetAccount(charge.Account);
            var committed = account.CommittedAt(charge.Account.Window.GetOldestBucket(now));
            var others = account.Reserved - old.Units;
            if (others + committed.Units + charge.Amount.Units > charge.Cap.Units)
            {
                isRefused |= charge.IsHard;
                (shortages ??= []).Add(BudgetShortage.FromBuckets(i, charge, account.Buckets, BudgetAmount.FromUnitsSaturating(others)));
            }
        }

        return (shortages, isRefused);
    }

    private MemoryAccount GetAccount(BudgetAccount account)
    {
        // Most are asked for several times in a row.
        if (ReferenceEquals(_latest.Account, account))
        {
            return _latest.Found!;
        }

        if (!_accounts.TryGetValue(account, out var found))
        {
            _accounts[account] = found = new MemoryAccount();
        }

        _latest = (account, found);
        return found;
    }
}
