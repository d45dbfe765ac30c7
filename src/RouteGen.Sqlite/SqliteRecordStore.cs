using RouteGen.Records;
using RouteGen.Sqlite.Records;
using RouteGen.Sqlite.Storage;

namespace RouteGen.Sqlite;

/// <summary>
/// Keeps records in a SQLite file, which may be that of the budgets or of spend. Processes of one machine can share it, and anything that
/// reads SQLite can read its table <c>routegen_record</c>: times are UTC text by ISO 8601, costs exact decimal text, <c>json</c> is the
/// whole record.
/// </summary>
public sealed class SqliteRecordStore : IRecordStore, IDisposable
{
    /// <summary>How many old records a transaction deletes: a file that was left alone for long does not keep writes waiting.</summary>
    private const int PurgedAtOnce = 2000;

    private static readonly TimeSpan PurgeEvery = TimeSpan.FromMinutes(5);

    private readonly string _path;
    private readonly SqliteRecordOptions _options;
    private readonly TimeProvider _time;
    private readonly SqliteWriter _writer;
    private readonly Statement _insert;
    private readonly Statement _purge;
    private readonly Statements _statements;
    private DateTimeOffset _nextPurge;

    /// <summary>Opens a file, or creates it.</summary>
    /// <param name="path">The file; its folder has to exist. SQLite keeps two more files beside it while it is open.</param>
    /// <param name="options">How it is kept.</param>
    /// <param name="timeProvider">The clock that retention goes by; the system's by default.</param>
    /// <exception cref="InvalidDataException">The file is not a SQLite database.</exception>
    /// <exception cref="InvalidOperationException">A newer RouteGen.Sqlite has written the file, or it is not one that lasts.</exception>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public SqliteRecordStore(string path, SqliteRecordOptions? options = null, TimeProvider? timeProvider = null)
    {
        _options = options ?? new SqliteRecordOptions();
        var file = SqliteFile.Open(path, _options, RecordSchema.Part);
        _path = path;
        _time = timeProvider ?? TimeProvider.System;
        _insert = new Statement(file.Connection, RecordRow.Insert);
        _purge = new Statement(
            file.Connection,
            "DELETE FROM routegen_record WHERE rowid IN (SELECT rowid FROM routegen_record WHERE started_at < $1 LIMIT $2)");
        _statements = new Statements(_insert, _purge);
        _writer = new SqliteWriter(file);
    }

    /// <inheritdoc/>
    public ValueTask AddAsync(IReadOnlyList<StoredRecord> records, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(records);
        return new(_writer.RunAsync(
            () =>
            {
                foreach (var record in records)
                {
                    _insert.Run(RecordRow.Values(record));
                }

                PurgeOld();
                return true;
            },
            cancellationToken));
    }

    /// <inheritdoc/>
    public ValueTask<StoredRecord?> FindAsync(string id, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(id);

        // SQLite has no waiting of its own: the disk is read on a thread of the pool.
        return new(Task.Run(
            () =>
            {
                using var connection = SqliteReading.Open(_path);
                using var command = RecordSql.Find(connection, id);
                using var rows = command.ExecuteReader();
                return rows.Read() ? RecordRow.Read(rows) : null;
            },
            cancellationToken));
    }

    /// <inheritdoc/>
    public ValueTask<RecordPage> ListAsync(RecordQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return new(Task.Run(
            () =>
            {
                using var connection = SqliteReading.Open(_path);
                using var command = RecordSql.Page(connection, query);
                using var rows = command.ExecuteReader();
                var found = new List<StoredRecord>();
                while (found.Count < query.Limit && rows.Read())
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    found.Add(RecordRow.Read(rows));
                }

                return new RecordPage(found, found.Count == query.Limit && rows.Read());
            },
            cancellationToken));
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<RouteUsage>> GetUsageAsync(RouteUsageQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return new(Task.Run<IReadOnlyList<RouteUsage>>(
            () =>
            {
                using var connection = SqliteReading.Open(_path, RecordSql.Define);
                using var command = RecordSql.Usage(connection, query);
                using var rows = command.ExecuteReader();
                var found = new List<RouteUsage>();
                while (rows.Read())
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    found.Add(RecordSql.UsageAt(rows));
                }

                return found;
            },
            cancellationToken));
    }

    /// <inheritdoc/>
    public async ValueTask<long> PurgeAsync(DateTimeOffset before, CancellationToken cancellationToken = default)
    {
        var sum = 0L;
        while (true)
        {
            var purged = await _writer.RunAsync(
                () => _purge.Run(SqliteText.Time(before), PurgedAtOnce), cancellationToken).ConfigureAwait(false);
            sum += purged;
            if (purged < PurgedAtOnce)
            {
                return sum;
            }
        }
    }

    /// <summary>Ends what was begun, and closes the file.</summary>
    public void Dispose() => _writer.Dispose(_statements);

    private void PurgeOld()
    {
        var now = _time.GetUtcNow();
        if (now >= _nextPurge && _purge.Run(SqliteText.Time(now - _options.Retention), PurgedAtOnce) < PurgedAtOnce)
        {
            _nextPurge = now + PurgeEvery;
        }
    }
}
