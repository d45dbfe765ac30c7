using Microsoft.Data.Sqlite;
using RouteGen.Budgets;

namespace RouteGen.Sqlite.Budgets;

/// <summary>The operations of a ledger on the tables of one connection; each runs inside a transaction.</summary>
internal sealed class BudgetBook(SqliteConnection connection, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan KnownAfterExpiry = TimeSpan.FromHours(1);
    private static readonly TimeSpan BetweenSweeps = TimeSpan.FromMinutes(10);

    private readonly AccountRows _accounts = new(connection);
    private readonly ReservationRows _reservations = new(connection);
    private DateTimeOffset _lastSweep;

    public BudgetAnswer Reserve(BudgetReservation reservation)
    {
        DateTimeOffset now = Begin();
        IReadOnlyList<KeyValuePair<long, long>> held = _reservations.Held(reservation.Id);
        var rows = new AccountRow[reservation.Charges.Count];
        List<BudgetShortage>? shortages = null;
        var isRefused = false;
        for (var i = 0; i < rows.Length; i++)
        {
            BudgetCharge charge = reservation.Charges[i];
            rows[i] = _accounts.Find(charge.Account);
            if (Shortage(i, charge, rows[i], In(held, rows[i].Id), now) is { } shortage)
            {
                (shortages ??= []).Add(shortage);
                isRefused |= charge.IsHard;
            }
        }

        if (isRefused)
        {
            return new BudgetAnswer(false, shortages!);
        }

        for (var i = 0; i < rows.Length; i++)
        {
            BudgetCharge charge = reservation.Charges[i];
            var old = In(held, rows[i].Id);
            if (charge.Amount != old)
            {
                AccountRow row = rows[i].Id != 0 ? rows[i] : _accounts.FindOrAdd(charge.Account);
                _accounts.SetReserved(row.Id, row.Reserved + charge.Amount - old);
                _reservations.Hold(reservation.Id, row.Id, charge.Amount);
            }
        }

        _reservations.Write(reservation.Id, (now + reservation.Lifetime).UtcTicks, hasExpired: false);
        return shortages is null ? BudgetAnswer.Granted : new BudgetAnswer(true, shortages);
    }

    public void Settle(BudgetSettlement settlement)
    {
        DateTimeOffset now = Begin();
        if (!_reservations.Remove(settlement.Id) && settlement.IsRepetition)
        {
            return;
        }

        GiveBack(settlement.Id);
        foreach (BudgetCharge charge in settlement.Charges)
        {
            if (charge.Amount > 0)
            {
                _accounts.Commit(_accounts.FindOrAdd(charge.Account).Id, charge.Account.Window, now, charge.Amount);
            }
        }
    }

    public BudgetBalance Balance(BudgetAccount account)
    {
        DateTimeOffset now = Begin();
        AccountRow row = _accounts.Find(account);
        return new BudgetBalance(Saturated(Committed(row, account.Window, now)), Saturated(row.Reserved));
    }

    public void Dispose()
    {
        _accounts.Dispose();
        _reservations.Dispose();
    }

    private DateTimeOffset Begin()
    {
        DateTimeOffset now = time.GetUtcNow();
        foreach ((var id, var due, var hasExpired) in _reservations.Due(now.UtcTicks))
        {
            var forgotten = hasExpired ? due : due + KnownAfterExpiry.Ticks;
            GiveBack(id);
            if (forgotten <= now.UtcTicks)
            {
                _reservations.Remove(id);
            }
            else
            {
                _reservations.Write(id, forgotten, hasExpired: true);
            }
        }

        if (now - _lastSweep >= BetweenSweeps)
        {
            _lastSweep = now;
            _accounts.Sweep(now);
        }

        return now;
    }

    private void GiveBack(string id)
    {
        IReadOnlyList<KeyValuePair<long, long>> held = _reservations.Held(id);
        foreach ((var account, var amount) in held)
        {
            _accounts.GiveBack(account, amount);
        }

        if (held.Count > 0)
        {
            _reservations.Release(id);
        }
    }

    private BudgetShortage? Shortage(int index, BudgetCharge charge, AccountRow row, long old, DateTimeOffset now)
    {
        if (charge.Amount <= old)
        {
            return null;
        }

        BudgetWindow window = charge.Account.Window;
        IReadOnlyList<KeyValuePair<long, long>> buckets = _accounts.Buckets(row.Id, window.OldestAt(now));
        Int128 others = Sum(buckets) + row.Reserved - old;
        return others + charge.Amount <= charge.Cap
            ? null
            : BudgetShortage.Of(index, charge, buckets, row.Reserved - old);
    }

    private Int128 Committed(AccountRow row, BudgetWindow window, DateTimeOffset now) => Sum(_accounts.Buckets(row.Id, window.OldestAt(now)));

    private static Int128 Sum(IReadOnlyList<KeyValuePair<long, long>> buckets)
    {
        Int128 sum = 0;
        foreach ((_, var amount) in buckets)
        {
            sum += amount;
        }

        return sum;
    }

    private static long In(IReadOnlyList<KeyValuePair<long, long>> held, long account)
    {
        foreach ((var id, var amount) in held)
        {
            if (id == account)
            {
                return amount;
            }
        }

        return 0;
    }

    private static long Saturated(Int128 amount) => long.CreateSaturating(amount);
}
