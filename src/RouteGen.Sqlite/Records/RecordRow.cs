using System.Globalization;
using Microsoft.Data.Sqlite;
using RouteGen.Costs;
using RouteGen.Records;
using RouteGen.Sqlite.Storage;

namespace RouteGen.Sqlite.Records;

/// <summary>A record as a row of <c>routegen_record</c>, and back.</summary>
internal static class RecordRow
{
    private const int CountOfColumns = 18;

    /// <summary>Adds a record that is not there yet.</summary>
    public static string Insert { get; } =
        $"INSERT INTO routegen_record VALUES ({string.Join(", ", Enumerable.Range(1, CountOfColumns).Select(i => $"${i}"))}) " +
        $"ON CONFLICT (id) DO NOTHING";

    public static object[] Values(StoredRecord record) =>
    [
        record.Id, SqliteText.Time(record.StartedAt), record.Table, record.Route, record.Outcome.ToString(),
        SqliteText.OrNull(record.Tenant), SqliteText.OrNull(record.Key), SqliteText.OrNull(record.User), SqliteText.OrNull(record.Agent),
        SqliteText.OrNull(record.OperationId), SqliteText.OrNull(record.ServedBy), SqliteText.OrNull(record.Model),
        record.Latency.TotalMilliseconds,
        (object?)record.Usage?.Input ?? DBNull.Value, (object?)record.Usage?.CachedInput ?? DBNull.Value,
        (object?)record.Usage?.Output ?? DBNull.Value,
        SqliteText.OrNull(record.CostUsd?.ToString(CultureInfo.InvariantCulture)), record.Json,
    ];

    public static StoredRecord Read(SqliteDataReader row) => new()
    {
        Id = row.GetString(0),
        StartedAt = SqliteText.TimeAt(row, 1),
        Table = row.GetString(2),
        Route = row.GetString(3),
        // A name that this version does not know was written by a newer one.
        Outcome = Enum.TryParse(row.GetString(4), out RouteOutcome outcome) ? outcome : RouteOutcome.Failed,
        Tenant = SqliteText.At(row, 5),
        Key = SqliteText.At(row, 6),
        User = SqliteText.At(row, 7),
        Agent = SqliteText.At(row, 8),
        OperationId = SqliteText.At(row, 9),
        ServedBy = SqliteText.At(row, 10),
        Model = SqliteText.At(row, 11),
        Latency = TimeSpan.FromMilliseconds(row.GetDouble(12)),
        Usage = row.IsDBNull(13)
            ? null
            : new TokenUsage { Input = row.GetInt64(13), CachedInput = row.GetInt64(14), Output = row.GetInt64(15) },
        CostUsd = SqliteText.At(row, 16) is { } cost ? decimal.Parse(cost, NumberStyles.Number, CultureInfo.InvariantCulture) : null,
        Json = row.GetString(17),
    };
}
