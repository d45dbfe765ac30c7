using Microsoft.Data.Sqlite;
using RouteGen.Budgets;
using RouteGen.Definitions;

namespace RouteGen.Sqlite.Budgets;

/// <summary>The operations of a ledger on the tables of one connection; each runs inside a transaction.</summary>
internal sealed class BudgetBook(SqliteConnection connection, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan KnownAfterExpiry = TimeSpan.FromHours(1);
    private static readonly TimeSpan BetweenSweeps = TimeSpan.FromMinutes(10);

    private readonly AccountRows _accounts = new(connection);
    private readonly ReservationRows _reservations = new(connection);
    private DateTimeOffset _lastSweep;

    public BudgetReservationResult Reserve(BudgetReservation reservation)
    {
        var now = Begin();
        var held = _reservations.Held(reservation.Id);

        // A call that is not over after all is measured without what it was charged when it expired.
        var hasExpired = held.Count > 0 && _reservations.HasExpired(reservation.Id);
        TakeBackEstimates(held, hasExpired, now);
        var rows = new AccountRow[reservation.Charges.Count];
        List<BudgetShortage>? shortages = null;
        var isRefused = false;
        for (var i = 0; i < rows.Length; i++)
        {
            var charge = reservation.Charges[i];
            rows[i] = _accounts.Find(charge.Account);
            if (Shortage(i, charge, rows[i], In(held, rows[i].Id), now) is { } shortage)
            {
                (shortages ??= []).Add(shortage);
                isRefused |= charge.IsHard;
            }
        }

        if (isRefused)
        {
            ChargeEstimates(held, hasExpired, now);
            return new BudgetReservationResult { Shortages = shortages! };
        }

        var due = now + reservation.Lifetime;
        for (var i = 0; i < rows.Length; i++)
        {
            var charge = reservation.Charges[i];
            var old = In(held, rows[i].Id);
            if (charge.Amount.Units != 0 || old != 0 || hasExpired)
            {
                var row = rows[i].Id != 0 ? rows[i] : _accounts.FindOrAdd(charge.Account);
                if (charge.Amount.Units != old)
                {
                    _accounts.SetReserved(row.Id, row.Reserved + charge.Amount.Units - old);
                }

                // Written even where the amount stays: it expires later now.
                var bucket = charge.Account.Window.GetBucket(due);
                _reservations.Hold(reservation.Id, new HeldRow(
                    row.Id, charge.Amount.Units, charge.ExpiredAmount.Units, bucket, charge.Account.Window.GetBucketEnd(bucket).UtcTicks));
            }
        }

        _reservations.Write(reservation.Id, due.UtcTicks, hasExpired: false);
        return shortages is null
            ? BudgetReservationResult.Granted
            : new BudgetReservationResult { IsGranted = true, Shortages = shortages };
    }

    public void Settle(BudgetSettlement settlement)
    {
        var now = Begin();
        var held = _reservations.Held(settlement.Id);
        TakeBackEstimates(held, held.Count > 0 && _reservations.HasExpired(settlement.Id), now);
        if (!_reservations.Remove(settlement.Id) && settlement.IsRetry)
        {
            return;
        }

        GiveBack(held);
        Release(settlement.Id, held);
        foreach (var charge in settlement.Charges)
        {
            if (charge.Amount > BudgetAmount.Zero)
            {
                _accounts.Commit(_accounts.FindOrAdd(charge.Account).Id, charge.Account.Window, now, charge.Amount.Units);
            }
        }
    }

    public BudgetBalance Balance(BudgetAccount account)
    {
        var now = Begin();
        var row = _accounts.Find(account);
        return new BudgetBalance
        {
            Committed = BudgetAmount.FromUnitsSaturating(Committed(row, account.Window, now)),
            Reserved = BudgetAmount.FromUnitsSaturating(row.Reserved),
        };
    }

    public void Dispose()
    {
        _accounts.Dispose();
        _reservations.Dispose();
    }

    private DateTimeOffset Begin()
    {
        var now = time.GetUtcNow();
        foreach (var (id, due, hasExpired) in _reservations.Due(now.UtcTicks))
        {
            var held = _reservations.Held(id);
            var forgotten = hasExpired ? due : due + KnownAfterExpiry.Ticks;
            if (!hasExpired)
            {
                GiveBack(held);
                ChargeEstimates(held, hasExpired: true, now);
            }

            if (forgotten <= now.UtcTicks)
            {
                _reservations.Remove(id);
                Release(id, held);
            }
            else
            {
                _reservations.Write(id, forgotten, hasExpired: true);
                foreach (var row in held)
                {
                    _reservations.Hold(id, row with { Amount = 0 });
                }
            }
        }

        if (now - _lastSweep >= BetweenSweeps)
        {
            _lastSweep = now;
            _accounts.Sweep(now);
        }

        return now;
    }

    private void GiveBack(IReadOnlyList<HeldRow> held)
    {
        foreach (var row in held)
        {
            if (row.Amount > 0)
            {
                _accounts.GiveBack(row.Account, row.Amount);
            }
        }
    }

    private void Release(string id, IReadOnlyList<HeldRow> held)
    {
        if (held.Count > 0)
        {
            _reservations.Release(id);
        }
    }

    // Of buckets that no longer count nothing is left, and the rows of their accounts may be those of others by now.
    private void ChargeEstimates(IReadOnlyList<HeldRow> held, bool hasExpired, DateTimeOffset now)
    {
        foreach (var row in held)
        {
            if (hasExpired && row.Estimate > 0 && row.Ends > now.UtcTicks)
            {
                _accounts.CommitEstimate(row);
            }
        }
    }

    private void TakeBackEstimates(IReadOnlyList<HeldRow> held, bool hasExpired, DateTimeOffset now)
    {
        foreach (var row in held)
        {
            if (hasExpired && row.Estimate > 0 && row.Ends > now.UtcTicks)
            {
                _accounts.TakeBackEstimate(row);
            }
        }
    }

    private BudgetShortage? Shortage(int index, BudgetCharge charge, AccountRow row, long old, DateTimeOffset now)
    {
        if (charge.Amount.Units <= old)
        {
            return null;
        }

        var window = charge.Account.Window;
        var buckets = _accounts.Buckets(row.Id, window.GetOldestBucket(now));
        var others = row.Reserved - old;
        return Sum(buckets) + others + charge.Amount.Units <= charge.Cap.Units
            ? null
            : BudgetShortage.FromBuckets(index, charge, buckets, BudgetAmount.FromUnitsSaturating(others));
    }

    private Int128 Committed(AccountRow row, BudgetWindow window, DateTimeOffset now) =>
        Sum(_accounts.Buckets(row.Id, window.GetOldestBucket(now)));

    private static Int128 Sum(IReadOnlyList<BudgetBucket> buckets)
    {
        Int128 sum = 0;
        foreach (var bucket in buckets)
        {
            sum += bucket.Amount.Units;
        }

        return sum;
    }

    private static long In(IReadOnlyList<HeldRow> held, long account)
    {
        foreach (var row in held)
        {
            if (row.Account == account)
            {
                return row.Amount;
            }
        }

        return 0;
    }
}
