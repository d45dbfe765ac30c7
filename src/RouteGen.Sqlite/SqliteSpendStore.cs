using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using RouteGen.Spend;
using RouteGen.Sqlite.Spend;
using RouteGen.Sqlite.Storage;

namespace RouteGen.Sqlite;

/// <summary>
/// Keeps spend in a SQLite file, which may be that of the budgets. Processes of one machine can share it, and anything that reads SQLite
/// can read its table <c>routegen_spend</c>: times are UTC text by ISO 8601, costs exact decimal text.
/// </summary>
public sealed class SqliteSpendStore : ISpendStore, IDisposable
{
    private readonly string _path;
    private readonly SqliteWriter? _writer;
    private readonly Statement? _insert;

    // A file that is only read may be of an earlier version, which knew fewer.
    private readonly IReadOnlySet<string> _columns;

    /// <summary>Opens a file, or creates it.</summary>
    /// <param name="path">The file; its folder has to exist. SQLite keeps two more files beside it while it is open.</param>
    /// <param name="options">How it is kept.</param>
    /// <exception cref="InvalidDataException">The file is not a SQLite database.</exception>
    /// <exception cref="InvalidOperationException">A newer RouteGen.Sqlite has written the file, or it is not one that lasts.</exception>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public SqliteSpendStore(string path, SqliteSpendOptions? options = null)
    {
        var file = SqliteFile.Open(path, options ?? new SqliteSpendOptions(), SpendSchema.Part);
        _path = path;
        _columns = SchemaPart.ColumnsOf(file.Connection, LineRow.Table);
        _insert = new Statement(file.Connection, LineRow.Insert);
        _writer = new SqliteWriter(file);
    }

    private SqliteSpendStore(string path, IReadOnlySet<string> columns) => (_path, _columns) = (path, columns);

    /// <summary>Opens a file that is there, to read: nothing in it is changed, and lines cannot be added.</summary>
    /// <exception cref="IOException">There is no such file, or it cannot be opened.</exception>
    /// <exception cref="InvalidDataException">It has no spend of RouteGen.</exception>
    public static SqliteSpendStore OpenReadOnly(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        try
        {
            using var connection = Connect(path, TimeZoneInfo.Utc);
            return SchemaPart.ColumnsOf(connection, LineRow.Table) is { Count: > 0 } columns
                ? new SqliteSpendStore(path, columns)
                : throw new InvalidDataException($"The file '{path}' has no spend: there is no table 'routegen_spend' in it.");
        }
        catch (SqliteException e)
        {
            throw new IOException(File.Exists(path) ? $"The file '{path}' cannot be read: {e.Message}" : $"There is no file '{path}'.", e);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The store was opened read-only.</exception>
    public ValueTask AppendAsync(IReadOnlyList<SpendLine> lines, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(lines);
        return _writer is null
            ? throw new InvalidOperationException($"The file '{_path}' was opened read-only.")
            : new(_writer.RunAsync(
                () =>
                {
                    foreach (var line in lines)
                    {
                        _insert!.Run(LineRow.Values(line));
                    }

                    return true;
                },
                cancellationToken));
    }

    /// <inheritdoc/>
    public ValueTask<SpendReport> QueryAsync(SpendQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);

        // SQLite has no waiting of its own: the disk is read on a thread of the pool.
        return new(Task.Run(() => Query(query, cancellationToken), cancellationToken));
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<SpendLine> ReadAsync(
        SpendQuery query, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        using var connection = Connect(_path, query.TimeZone);
        using var command = SpendSql.Lines(connection, query, _columns);
        using var rows = await Task.Run(command.ExecuteReader, cancellationToken).ConfigureAwait(false);
        while (rows.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return LineRow.Read(rows);
        }
    }

    /// <summary>Ends what was begun, and closes the file.</summary>
    public void Dispose() => _writer?.Dispose(_insert);

    private static SqliteConnection Connect(string path, TimeZoneInfo zone) => SqliteReading.Open(
        path,
        connection =>
        {
            UsdSums.Define(connection);
            ZoneTimes.Define(connection, zone);
        });

    private SpendReport Query(SpendQuery query, CancellationToken cancellationToken)
    {
        using var connection = Connect(_path, query.TimeZone);

        // Rows and total are of one moment.
        using var moment = connection.BeginTransaction(deferred: true);
        IReadOnlyList<SpendRow> rows = query.GroupBy.Count == 0 ? [] : Groups(connection, moment, query, query.GroupBy, cancellationToken);
        return new SpendReport(query, rows, Groups(connection, moment, query, [], cancellationToken)[0].Totals);
    }

    private List<SpendRow> Groups(
        SqliteConnection connection,
        SqliteTransaction moment, SpendQuery query, IReadOnlyList<SpendKey> groupBy, CancellationToken cancellationToken)
    {
        using var command = SpendSql.Groups(connection, query, groupBy, _columns);
        command.Transaction = moment;
        using var found = command.ExecuteReader();
        var rows = new List<SpendRow>();
        while (found.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            rows.Add(new([.. Enumerable.Range(0, groupBy.Count).Select(i => SqliteText.At(found, i))], Totals(found, groupBy.Count)));
        }

        return rows;
    }

    private static SpendTotals Totals(SqliteDataReader found, int first)
    {
        var usd = UsdSums.Parse(found.GetString(first + 3));
        return new SpendTotals
        {
            Calls = found.GetInt64(first),
            Attempts = found.GetInt64(first + 1),
            UnknownAttempts = found.GetInt64(first + 2),
            CostUsd = usd.Known,
            WastedUsd = usd.Wasted,
            ProviderUsd = usd.Provider,
            ComputedUsd = usd.Computed,
            EstimatedUsd = usd.Estimated,
            UpperBoundUsd = usd.UpperBound,
            CreditUsd = usd.Credit,
            Usage = LineRow.UsageAt(found, first + 4),
            EstimatedUsage =
                new() { Input = found.GetInt64(first + 17), Output = found.GetInt64(first + 18), Requests = found.GetInt64(first + 19) },
        };
    }
}
