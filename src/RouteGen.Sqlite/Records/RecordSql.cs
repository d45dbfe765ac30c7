using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using RouteGen.Records;
using RouteGen.Sqlite.Storage;

namespace RouteGen.Sqlite.Records;

/// <summary>Queries of records as SQL. Values are parameters; nothing of a query becomes text of a statement.</summary>
internal static class RecordSql
{
    public static SqliteCommand Find(SqliteConnection connection, string id)
    {
        var command = connection.CreateCommand();
        command.CommandText = "SELECT * FROM routegen_record WHERE id = $id";
        command.Parameters.AddWithValue("$id", id);
        return command;
    }

    /// <summary>A page, and one record more if there is one.</summary>
    public static SqliteCommand Page(SqliteConnection connection, RecordQuery query)
    {
        var command = connection.CreateCommand();
        var where = new StringBuilder("WHERE 1");
        Add("started_at >=", query.From is { } from ? SqliteText.Time(from) : null);
        Add("started_at <", query.To is { } to ? SqliteText.Time(to) : null);
        Add("tenant =", query.Tenant);
        Add("key_id =", query.Key);
        Add("user =", query.User);
        Add("operation =", query.OperationId);
        Add("table_name =", query.Table);
        Add("route =", query.Route);
        Add("outcome =", query.Outcome?.ToString());
        if (query.After is { } text)
        {
            var place = RecordPlace.Parse(text);
            where.Append(" AND (started_at, id) < ($after, $id)");
            command.Parameters.AddWithValue("$after", SqliteText.Time(place.StartedAt));
            command.Parameters.AddWithValue("$id", place.Id);
        }

        command.CommandText = $"SELECT * FROM routegen_record {where} ORDER BY started_at DESC, id DESC LIMIT $limit";
        command.Parameters.AddWithValue("$limit", query.Limit + 1);
        return command;

        void Add(string condition, string? value)
        {
            if (value is not null)
            {
                var name = string.Create(CultureInfo.InvariantCulture, $"$p{command.Parameters.Count}");
                where.Append(" AND ").Append(condition).Append(' ').Append(name);
                command.Parameters.AddWithValue(name, value);
            }
        }
    }

    public static SqliteCommand Usage(SqliteConnection connection, RouteUsageQuery query)
    {
        var command = connection.CreateCommand();
        command.CommandText =
            $"""
            SELECT substr(started_at, 1, 10), table_name, route, count(*), sum(outcome <> 'Served'), coalesce(sum(input_tokens), 0),
              coalesce(sum(cached_input_tokens), 0), coalesce(sum(output_tokens), 0), record_usd(cost_usd), sum(cost_usd IS NULL)
            FROM routegen_record
            WHERE started_at >= $from AND started_at < $to
              {(query.Tenant is null ? "" : "AND tenant = $tenant")} {(query.Key is null ? "" : "AND key_id = $key")}
            GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
            """;
        command.Parameters.AddWithValue("$from", query.From.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        command.Parameters.AddWithValue("$to", query.To.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        if (query.Tenant is { } tenant)
        {
            command.Parameters.AddWithValue("$tenant", tenant);
        }

        if (query.Key is { } key)
        {
            command.Parameters.AddWithValue("$key", key);
        }

        return command;
    }

    public static RouteUsage UsageAt(SqliteDataReader row) => new()
    {
        Day = DateOnly.ParseExact(row.GetString(0), "yyyy-MM-dd", CultureInfo.InvariantCulture),
        Table = row.GetString(1),
        Route = row.GetString(2),
        Calls = row.GetInt64(3),
        Unserved = row.GetInt64(4),
        InputTokens = row.GetInt64(5),
        CachedInputTokens = row.GetInt64(6),
        OutputTokens = row.GetInt64(7),
        CostUsd = decimal.Parse(row.GetString(8), NumberStyles.Number, CultureInfo.InvariantCulture),
        UnknownCosts = row.GetInt64(9),
    };

    /// <summary>
    /// Lets a connection's statements call <c>record_usd</c>, which adds decimals that stand as text: SQLite would add them as binary
    /// numbers.
    /// </summary>
    public static void Define(SqliteConnection connection) => connection.CreateAggregate(
        "record_usd",
        0m,
        static (decimal sum, string? cost) => cost is null ? sum : sum
            + decimal.Parse(cost, NumberStyles.Number, CultureInfo.InvariantCulture),
        static sum => sum.ToString(CultureInfo.InvariantCulture),
        isDeterministic: true);
}
