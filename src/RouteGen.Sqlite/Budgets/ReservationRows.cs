using Microsoft.Data.Sqlite;
using RouteGen.Sqlite.Storage;

namespace RouteGen.Sqlite.Budgets;

/// <summary>Reservations, and what each holds of which account.</summary>
internal sealed class ReservationRows(SqliteConnection connection) : IDisposable
{
    private readonly Statement _write = new(
        connection,
        "INSERT INTO routegen_reservation (id, due, has_expired) VALUES ($1, $2, $3) ON CONFLICT (id) DO UPDATE SET due = excluded.due, has_expired = excluded.has_expired");

    private readonly Statement _due = new(connection, "SELECT id, due, has_expired FROM routegen_reservation WHERE due <= $1");
    private readonly Statement _remove = new(connection, "DELETE FROM routegen_reservation WHERE id = $1");

    private readonly Statement _held = new(connection, "SELECT account, amount FROM routegen_held WHERE reservation = $1");

    private readonly Statement _hold = new(
        connection, "INSERT INTO routegen_held (reservation, account, amount) VALUES ($1, $2, $3) ON CONFLICT (reservation, account) DO UPDATE SET amount = excluded.amount");

    private readonly Statement _release = new(connection, "DELETE FROM routegen_held WHERE reservation = $1");

    /// <summary>What a reservation holds, by account.</summary>
    public IReadOnlyList<KeyValuePair<long, long>> Held(string id)
    {
        List<KeyValuePair<long, long>>? held = null;
        using SqliteDataReader row = _held.Read(id);
        while (row.Read())
        {
            (held ??= new(2)).Add(new(row.GetInt64(0), row.GetInt64(1)));
        }

        return held ?? [];
    }

    public void Hold(string id, long account, long amount) => _hold.Run(id, account, amount);

    /// <summary>Holds nothing any more; that a reservation was there is still known.</summary>
    public void Release(string id) => _release.Run(id);

    public void Write(string id, long due, bool hasExpired) => _write.Run(id, due, hasExpired ? 1 : 0);

    /// <summary>Removes a reservation. True when it was known.</summary>
    public bool Remove(string id) => _remove.Run(id) > 0;

    /// <summary>Reservations whose time has come: to expire, or to be forgotten when they have.</summary>
    public IReadOnlyList<(string Id, long Due, bool HasExpired)> Due(long now)
    {
        List<(string, long, bool)>? due = null;
        using SqliteDataReader row = _due.Read(now);
        while (row.Read())
        {
            (due ??= []).Add((row.GetString(0), row.GetInt64(1), row.GetInt64(2) != 0));
        }

        return due ?? [];
    }

    public void Dispose()
    {
        foreach (Statement statement in (Statement[])[_write, _due, _remove, _held, _hold, _release])
        {
            statement.Dispose();
        }
    }
}
