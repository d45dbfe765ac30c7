using Microsoft.Data.Sqlite;
using RouteGen.Sqlite.Storage;

namespace RouteGen.Sqlite.Budgets;

/// <summary>What a reservation holds of one account.</summary>
/// <param name="Account">The account's row.</param>
/// <param name="Amount">What is held; 0 once it has expired.</param>
/// <param name="Estimate">What is committed when it expires.</param>
/// <param name="Bucket">The bucket in which it expires.</param>
/// <param name="Ends">When that no longer counts, in UTC ticks.</param>
internal readonly record struct HeldRow(long Account, long Amount, long Estimate, long Bucket, long Ends);

/// <summary>Reservations, and what each holds of which account.</summary>
internal sealed class ReservationRows(SqliteConnection connection) : IDisposable
{
    private readonly Statement _write = new(
        connection,
        "INSERT INTO routegen_reservation (id, due, has_expired) VALUES ($1, $2, $3) ON CONFLICT (id) DO UPDATE SET due = excluded.due, " +
        "has_expired = excluded.has_expired");

    private readonly Statement _due = new(connection, "SELECT id, due, has_expired FROM routegen_reservation WHERE due <= $1");
    private readonly Statement _isExpired = new(connection, "SELECT has_expired FROM routegen_reservation WHERE id = $1");
    private readonly Statement _remove = new(connection, "DELETE FROM routegen_reservation WHERE id = $1");

    private readonly Statement _held = new(
        connection, "SELECT account, amount, estimate, bucket, ends FROM routegen_held WHERE reservation = $1");

    private readonly Statement _hold = new(
        connection,
        "INSERT INTO routegen_held (reservation, account, amount, estimate, bucket, ends) VALUES ($1, $2, $3, $4, $5, $6)"
            + " ON CONFLICT (reservation, account) DO UPDATE SET amount = excluded.amount, estimate = excluded.estimate, bucket = "
            + "excluded.bucket, ends = excluded.ends");

    private readonly Statement _release = new(connection, "DELETE FROM routegen_held WHERE reservation = $1");

    /// <summary>What a reservation holds, by account.</summary>
    public IReadOnlyList<HeldRow> Held(string id)
    {
        List<HeldRow>? held = null;
        using var row = _held.Read(id);
        while (row.Read())
        {
            (held ??= new(2)).Add(new(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4)));
        }

        return held ?? [];
    }

    public void Hold(string id, in HeldRow held) => _hold.Run(id, held.Account, held.Amount, held.Estimate, held.Bucket, held.Ends);

    /// <summary>Holds nothing any more; that a reservation was there is still known.</summary>
    public void Release(string id) => _release.Run(id);

    public void Write(string id, long due, bool hasExpired) => _write.Run(id, due, hasExpired ? 1 : 0);

    /// <summary>Whether a reservation is known, and has expired.</summary>
    public bool HasExpired(string id)
    {
        using var row = _isExpired.Read(id);
        return row.Read() && row.GetInt64(0) != 0;
    }

    /// <summary>Removes a reservation. True when it was known.</summary>
    public bool Remove(string id) => _remove.Run(id) > 0;

    /// <summary>Reservations whose time has come: to expire, or to be forgotten when they have.</summary>
    public IReadOnlyList<(string Id, long Due, bool HasExpired)> Due(long now)
    {
        List<(string, long, bool)>? due = null;
        using var row = _due.Read(now);
        while (row.Read())
        {
            (due ??= []).Add((row.GetString(0), row.GetInt64(1), row.GetInt64(2) != 0));
        }

        return due ?? [];
    }

    public void Dispose()
    {
        foreach (var statement in (Statement[])[_write, _due, _isExpired, _remove, _held, _hold, _release])
        {
            statement.Dispose();
        }
    }
}
