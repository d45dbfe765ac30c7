using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace RouteGen.Sqlite.Storage;

/// <summary>One connection to a file in WAL mode, whose transactions take the file for themselves from their first moment.</summary>
internal sealed class SqliteFile : IDisposable
{
    private static readonly TimeSpan Contention = TimeSpan.FromSeconds(1);

    private readonly long _busyMilliseconds;
    private long _lastFoundBusy = -1;
    private FilePlace? _place;

    private SqliteFile(SqliteConnection connection, SqliteFileOptions options)
    {
        Connection = connection;
        _busyMilliseconds = (long)options.BusyTimeout.TotalMilliseconds;
    }

    public SqliteConnection Connection { get; }

    /// <summary>Opens the file, or creates it, with the tables that are named.</summary>
    /// <exception cref="InvalidDataException">It is not a database.</exception>
    /// <exception cref="InvalidOperationException">A newer package has written it, or nothing would last in it.</exception>
    /// <exception cref="IOException">It cannot be opened.</exception>
    public static SqliteFile Open(string path, SqliteFileOptions options, params IReadOnlyList<SchemaPart> parts)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        options.Validate();
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 1 }.ConnectionString);
        var file = new SqliteFile(connection, options);
        try
        {
            connection.Open();
            raw.sqlite3_busy_timeout(connection.Handle, (int)long.Min(file._busyMilliseconds, int.MaxValue));
            file.UseWriteAheadLog();
            connection.Run(options.Durability == SqliteDurability.Full ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
            file.Begin();
            foreach (var part in parts)
            {
                part.Apply(connection);
            }

            file.Commit();
            file._place = new FilePlace(connection);
            return file;
        }
        catch (SqliteException e)
        {
            file.Dispose();
            throw e.SqliteErrorCode switch
            {
                raw.SQLITE_NOTADB => new InvalidDataException(
                    $"The file '{path}' is not a SQLite database; RouteGen leaves it untouched. Use another path.", e),
                raw.SQLITE_CANTOPEN => new IOException($"The file '{path}' cannot be opened or created. Its folder must exist, and this " +
                    $"process must be allowed to write to it.", e),
                raw.SQLITE_READONLY => new IOException($"The file '{path}' cannot be written to by this process.", e),
                _ => new IOException($"The file '{path}' cannot be used: {e.Message}", e),
            };
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Begins to write: waits until no other process does.</summary>
    /// <exception cref="FileNotFoundException">The file is no longer where it was opened.</exception>
    public void Begin()
    {
        _place?.Check();

        // A process that comes back at once would starve those that poll.
        if (_lastFoundBusy >= 0 && Now - _lastFoundBusy < Contention.TotalMilliseconds)
        {
            Pause(1);
        }

        var until = Now + _busyMilliseconds;
        raw.sqlite3_busy_timeout(Connection.Handle, 0);
        int result;
        while ((result = raw.sqlite3_exec(Connection.Handle, "BEGIN IMMEDIATE")) is raw.SQLITE_BUSY && Now < until)
        {
            // SQLite's own waiting grows to 100 ms, in which the others begin again.
            _lastFoundBusy = Now;
            Pause(1);
        }

        raw.sqlite3_busy_timeout(Connection.Handle, (int)long.Min(_busyMilliseconds, int.MaxValue));
        Check(result);
    }

    /// <summary>Makes lasting what was written since <see cref="Begin"/>.</summary>
    /// <exception cref="FileNotFoundException">The file is no longer where it was opened, and nothing of this lasts.</exception>
    public void Commit()
    {
        Check(raw.sqlite3_exec(Connection.Handle, "COMMIT"));
        _place?.Check();
    }

    /// <summary>Forgets what was written since <see cref="Begin"/>.</summary>
    public void RollBack()
    {
        // SQLite has done so itself after some errors; then there is nothing to do.
        if (raw.sqlite3_get_autocommit(Connection.Handle) == 0)
        {
            raw.sqlite3_exec(Connection.Handle, "ROLLBACK");
        }
    }

    public void Dispose() => Connection.Dispose();

    // SQLite is synchronous, and other processes are waited for: in the machine's time, on the writer's own thread.
#pragma warning disable RS0030
    private static long Now => Environment.TickCount64;

    private static void Pause(int milliseconds) => Thread.Sleep(milliseconds);
#pragma warning restore RS0030

    private void UseWriteAheadLog()
    {
        var until = Now + _busyMilliseconds;
        while (true)
        {
            try
            {
                using var command = Connection.CreateCommand();
                command.CommandText = "PRAGMA journal_mode = WAL";
                if (command.ExecuteScalar() is not "wal")
                {
                    throw new InvalidOperationException(
                        $"'{Connection.DataSource}' has no write-ahead log: it must be a file on a local disk.");
                }

                return;
            }
            catch (SqliteException e) when (e.SqliteErrorCode == raw.SQLITE_BUSY && Now < until)
            {
                // Another process creates the file at the same moment; nobody waits for this lock.
                Pause(5);
            }
        }
    }

    private void Check(int result)
    {
        if (result != raw.SQLITE_OK)
        {
            throw new SqliteException($"SQLite error {result}: {raw.sqlite3_errmsg(Connection.Handle).utf8_to_string()}", result);
        }
    }
}
