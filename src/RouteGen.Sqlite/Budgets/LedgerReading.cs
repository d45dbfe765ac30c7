using System.Globalization;
using Microsoft.Data.Sqlite;
using RouteGen.Budgets;
using RouteGen.Definitions;
using RouteGen.Sqlite.Storage;

namespace RouteGen.Sqlite.Budgets;

/// <summary>What a reservation under way holds of an account.</summary>
/// <param name="Id">The reservation.</param>
/// <param name="Amount">How much.</param>
/// <param name="Expires">When it expires unless it is extended or settled.</param>
internal sealed record OpenReservation(string Id, BudgetAmount Amount, DateTimeOffset Expires);

/// <summary>An account as a file has it at a moment.</summary>
/// <param name="Account">The account.</param>
/// <param name="Balance">What it holds.</param>
/// <param name="Open">The reservations under way in it, the first to expire first.</param>
internal sealed record AccountState(BudgetAccount Account, BudgetBalance Balance, IReadOnlyList<OpenReservation> Open);

/// <summary>Reads all accounts of a ledger's file without changing anything in it: for whoever looks at budgets.</summary>
internal static class LedgerReading
{
    private const int PartsOfKey = 5;

    /// <summary>The accounts that hold anything at a moment, in the order of their keys.</summary>
    /// <exception cref="IOException">There is no such file, or it cannot be read.</exception>
    /// <exception cref="InvalidDataException">It has no budgets of RouteGen.</exception>
    public static IReadOnlyList<AccountState> Read(string path, DateTimeOffset now)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        try
        {
            using var connection = SqliteReading.Open(path);
            using var moment = connection.BeginTransaction(deferred: true);
            var held = SchemaPart.ColumnsOf(connection, "routegen_held");
            return held.Count == 0
                ? throw new InvalidDataException($"The file '{path}' has no budgets: there is no table 'routegen_account' in it.")
                : Read(connection, moment, now, hasEstimates: held.Contains("estimate"));
        }
        catch (SqliteException e)
        {
            throw new IOException(File.Exists(path) ? $"The file '{path}' cannot be read: {e.Message}" : $"There is no file '{path}'.", e);
        }
    }

    private static List<AccountState> Read(SqliteConnection connection, SqliteTransaction moment, DateTimeOffset now, bool hasEstimates)
    {
        var committed = new Dictionary<long, Int128>();
        Each(connection, moment, $"SELECT account, amount FROM routegen_bucket WHERE ends > {now.UtcTicks}", row =>
            committed[row.GetInt64(0)] = committed.GetValueOrDefault(row.GetInt64(0)) + row.GetInt64(1));

        var open = new Dictionary<long, List<OpenReservation>>();
        var lapsed = new Dictionary<long, Int128>();
        var estimates = hasEstimates ? "h.estimate, h.ends" : "0, 0";
        Each(
            connection, moment,
            $"SELECT h.account, h.amount, r.id, r.due, {estimates} FROM routegen_held h JOIN routegen_reservation r ON r.id = "
                + $"h.reservation "
                + "WHERE r.has_expired = 0 ORDER BY r.due, r.id",
            row =>
            {
                var (account, due) = (row.GetInt64(0), row.GetInt64(3));
                if (due > now.UtcTicks)
                {
                    OpenIn(account).Add(new(
                        row.GetString(2), BudgetAmount.FromUnitsSaturating(row.GetInt64(1)), new DateTimeOffset(due, TimeSpan.Zero)));
                    return;
                }

                // The next writer lets it expire: what it holds comes back, and what it would be charged with is committed.
                lapsed[account] = lapsed.GetValueOrDefault(account) + row.GetInt64(1);
                if (row.GetInt64(5) > now.UtcTicks)
                {
                    committed[account] = committed.GetValueOrDefault(account) + row.GetInt64(4);
                }
            });

        var accounts = new List<AccountState>();
        Each(connection, moment, "SELECT id, key, reserved FROM routegen_account ORDER BY key", row =>
        {
            var id = row.GetInt64(0);
            var reserved = Int128.Parse(row.GetString(2), CultureInfo.InvariantCulture) - lapsed.GetValueOrDefault(id);
            if (AccountOf(row.GetString(1)) is { } account)
            {
                accounts.Add(new(
                    account,
                    new BudgetBalance
                    {
                        Committed = BudgetAmount.FromUnitsSaturating(committed.GetValueOrDefault(id)),
                        Reserved = BudgetAmount.FromUnitsSaturating(reserved),
                    },
                    OpenIn(id)));
            }
        });
        return accounts;

        List<OpenReservation> OpenIn(long account) => open.TryGetValue(account, out var list) ? list : open[account] = [];
    }

    /// <summary>The account of a key; null where a newer version wrote it.</summary>
    private static BudgetAccount? AccountOf(string key)
    {
        var parts = key.Split('/').Select(Uri.UnescapeDataString).ToArray();
        return parts.Length == PartsOfKey && Enum.TryParse(parts[2], out BudgetUnit unit) && WindowOf(parts[3]) is { } window
            ? new BudgetAccount { Table = parts[0], Budget = parts[1], Unit = unit, Window = window, Scope = parts[4] }
            : null;
    }

    private static BudgetWindow? WindowOf(string name)
    {
        foreach (var period in Enum.GetValues<BudgetPeriod>())
        {
            if (period != BudgetPeriod.Sliding && BudgetWindow.CreateCalendar(period) is var window && window.Name == name)
            {
                return window;
            }
        }

        return name.EndsWith('s')
            && double.TryParse(name.AsSpan(0, name.Length - 1), NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)
                && seconds > 0
            ? BudgetWindow.CreateSliding(TimeSpan.FromSeconds(seconds))
            : null;
    }

    private static void Each(SqliteConnection connection, SqliteTransaction moment, string sql, Action<SqliteDataReader> read)
    {
        using var command = connection.CreateCommand();
        command.Transaction = moment;
        command.CommandText = sql;
        using var rows = command.ExecuteReader();
        while (rows.Read())
        {
            read(rows);
        }
    }
}
