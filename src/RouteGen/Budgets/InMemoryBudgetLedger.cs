namespace RouteGen.Budgets;

/// <summary>Keeps budgets in the memory of this process: exact and fast, forgotten at its end, and unknown to other processes.</summary>
public sealed class InMemoryBudgetLedger : IBudgetLedger
{
    private const int OperationsPerSweep = 4_096;
    private static readonly TimeSpan KnownAfterExpiry = TimeSpan.FromHours(1);

    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private readonly Dictionary<BudgetAccount, MemoryAccount> _accounts = [];
    private readonly Dictionary<string, Held> _reservations = new(StringComparer.Ordinal);
    private long _soonestDue = long.MaxValue;
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
        lock (_gate)
        {
            var now = Begin();
            var held = _reservations.GetValueOrDefault(reservation.Id);
            TakeBackEstimates(held);
            var (shortages, isRefused) = Shortages(reservation.Charges, held, now);
            if (isRefused)
            {
                ChargeEstimates(held);
                return new(new BudgetReservationResult { Shortages = shortages! });
            }

            if (held is null)
            {
                _reservations[reservation.Id] = held = new Held(reservation.Charges.Count);
            }

            for (var i = 0; i < reservation.Charges.Count; i++)
            {
                var charge = reservation.Charges[i];
                GetAccount(charge.Account).Reserved += (Int128)charge.Amount.Units - held.Amounts.In(charge.Account).Units;
                held.Amounts.Set(charge.Account, charge.Amount);
                held.Estimates.Set(charge.Account, charge.ExpiredAmount);
            }

            held.Due = held.ExpiresAt = (now + reservation.Lifetime).UtcTicks;
            held.HasExpired = false;
            _soonestDue = Math.Min(_soonestDue, held.Due);
            return new(shortages is null
                ? BudgetReservationResult.Granted
                : new BudgetReservationResult { IsGranted = true, Shortages = shortages });
        }
    }

    /// <inheritdoc/>
    public ValueTask SettleAsync(BudgetSettlement settlement, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(settlement);
        lock (_gate)
        {
            var now = Begin();
            if (!_reservations.Remove(settlement.Id, out var held) && settlement.IsRetry)
            {
                return default;
            }

            GiveBack(held);
            TakeBackEstimates(held);
            for (var i = 0; i < settlement.Charges.Count; i++)
            {
                var charge = settlement.Charges[i];
                if (charge.Amount > BudgetAmount.Zero)
                {
                    GetAccount(charge.Account).Commit(charge.Account.Window.GetBucket(now), charge.Amount);
                }
            }
        }

        Room?.Wake(settlement.Charges);
        return default;
    }

    /// <inheritdoc/>
    public ValueTask<BudgetBalance> GetBalanceAsync(BudgetAccount account, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(account);
        lock (_gate)
        {
            var now = Begin();
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

    private DateTimeOffset Begin()
    {
        var now = _time.GetUtcNow();
        if (now.UtcTicks >= _soonestDue)
        {
            ExpireDue(now.UtcTicks);
        }

        if (++_operations % OperationsPerSweep == 0)
        {
            foreach (var (account, state) in _accounts)
            {
                if (state.Reserved == 0 && state.CommittedAt(account.Window.GetOldestBucket(now)) == BudgetAmount.Zero)
                {
                    _accounts.Remove(account);
                }
            }
        }

        return now;
    }

    /// <summary>
    /// Looks at every reservation, of which there are as many as calls under way and abandoned ones; not
    /// before the soonest of those seen last is due.
    /// </summary>
    private void ExpireDue(long now)
    {
        _soonestDue = long.MaxValue;
        foreach (var (id, held) in _reservations)
        {
            if (held.Due <= now && held.HasExpired)
            {
                _reservations.Remove(id);
                continue;
            }

            if (held.Due <= now)
            {
                GiveBack(held);
                held.Amounts.Clear();
                held.HasExpired = true;
                ChargeEstimates(held);
                held.Due += KnownAfterExpiry.Ticks;
            }

            _soonestDue = Math.Min(_soonestDue, held.Due);
        }
    }

    private void GiveBack(Held? held)
    {
        for (var i = 0; held is not null && i < held.Amounts.Count; i++)
        {
            GetAccount(held.Amounts[i].Key).Reserved -= held.Amounts[i].Value.Units;
        }
    }

    /// <summary>Commits what an expired reservation is taken to have cost, in the bucket in which it expired.</summary>
    private void ChargeEstimates(Held? held)
    {
        for (var i = 0; held is { HasExpired: true } && i < held.Estimates.Count; i++)
        {
            var (account, amount) = held.Estimates[i];
            if (amount > BudgetAmount.Zero)
            {
                GetAccount(account).CommitTo(account.Window.GetBucket(held.ExpiredAt), amount);
            }
        }
    }

    /// <summary>Takes that back: the call is not over, or what it cost is known.</summary>
    private void TakeBackEstimates(Held? held)
    {
        for (var i = 0; held is { HasExpired: true } && i < held.Estimates.Count; i++)
        {
            var (account, amount) = held.Estimates[i];
            GetAccount(account).TakeBack(account.Window.GetBucket(held.ExpiredAt), amount);
        }
    }

    private (List<BudgetShortage>? Shortages, bool IsRefused) Shortages(IReadOnlyList<BudgetCharge> charges, Held? held, DateTimeOffset now)
    {
        List<BudgetShortage>? shortages = null;
        var isRefused = false;
        for (var i = 0; i < charges.Count; i++)
        {
            var charge = charges[i];
            var old = held?.Amounts.In(charge.Account) ?? BudgetAmount.Zero;
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
        if (!_accounts.TryGetValue(account, out var found))
        {
            _accounts[account] = found = new MemoryAccount();
        }

        return found;
    }

    /// <summary>One reservation.</summary>
    private sealed class Held(int accounts)
    {
        public HeldAmounts Amounts { get; } = new(accounts);

        /// <summary>What is committed when it expires.</summary>
        public HeldAmounts Estimates { get; } = new(accounts);

        /// <summary>When it expires. UTC ticks.</summary>
        public long ExpiresAt { get; set; }

        public DateTimeOffset ExpiredAt => new(ExpiresAt, TimeSpan.Zero);

        /// <summary>When it expires; once it has, when it is forgotten. UTC ticks.</summary>
        public long Due { get; set; }

        public bool HasExpired { get; set; }
    }
}
