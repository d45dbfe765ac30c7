using Microsoft.Data.Sqlite;

namespace RouteGen.Benchmarks.Ledgers;

/// <summary>The least that a ledger in SQLite could do: a transaction of two upserts, with prepared statements, in WAL mode.</summary>
internal sealed class BareSqlite : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _begin;
    private readonly SqliteCommand _first;
    private readonly SqliteCommand _second;
    private readonly SqliteCommand _commit;

    public BareSqlite(string path, string synchronous)
    {
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ConnectionString);
        _connection.Open();
        Command($"PRAGMA journal_mode = WAL; PRAGMA synchronous = {synchronous}; CREATE TABLE account (key TEXT PRIMARY KEY, amount " +
            $"INTEGER NOT NULL)").ExecuteNonQuery();
        _begin = Command("BEGIN IMMEDIATE");
        _first = Command("INSERT INTO account VALUES ('reserved', 1) ON CONFLICT (key) DO UPDATE SET amount = amount + 1");
        _second = Command("INSERT INTO account VALUES ('committed', 1) ON CONFLICT (key) DO UPDATE SET amount = amount + 1");
        _commit = Command("COMMIT");
    }

    public void WriteTwice()
    {
        Write();
        Write();
    }

    public void Dispose() => _connection.Dispose();

    private void Write()
    {
        _begin.ExecuteNonQuery();
        _first.ExecuteNonQuery();
        _second.ExecuteNonQuery();
        _commit.ExecuteNonQuery();
    }

    private SqliteCommand Command(string sql)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }
}
