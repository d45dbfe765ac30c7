using Microsoft.Data.Sqlite;
using RouteGen.Spend;
using RouteGen.Sqlite.Storage;

namespace RouteGen.Sqlite.Spend;

/// <summary>Queries as SQL. Values and names of tags are parameters; nothing of a query becomes text of a statement.</summary>
internal static class SpendSql
{
    private const string Counts =
        """
        coalesce(sum(input_tokens), 0), coalesce(sum(cached_input_tokens), 0), coalesce(sum(cache_write_tokens), 0),
        coalesce(sum(cache_write_1h_tokens), 0),
        coalesce(sum(audio_input_tokens), 0), coalesce(sum(image_input_tokens), 0), coalesce(sum(output_tokens), 0),
        coalesce(sum(reasoning_tokens), 0),
        coalesce(sum(audio_output_tokens), 0), coalesce(sum(image_output_tokens), 0), coalesce(sum(images), 0),
        coalesce(sum(web_searches), 0), coalesce(sum(requests), 0),
        coalesce(sum(estimated_input_tokens), 0), coalesce(sum(estimated_output_tokens), 0), coalesce(sum(estimated_requests), 0)
        """;

    /// <summary>The lines, in the order of their calls.</summary>
    public static SqliteCommand Lines(SqliteConnection connection, SpendQuery query, IReadOnlySet<string> has)
    {
        var command = connection.CreateCommand();
        command.CommandText =
            $"SELECT {LineRow.Select(has)} FROM routegen_spend WHERE {Where(command, query, has)} ORDER BY started_at, call, attempt";
        return command;
    }

    /// <summary>The sums of each group: its values first, then its sums.</summary>
    public static SqliteCommand Groups(SqliteConnection connection, SpendQuery query, IReadOnlyList<SpendKey> groupBy,
        IReadOnlySet<string> has)
    {
        var command = connection.CreateCommand();
        var keys = string.Concat(groupBy.Select(k => Expression(command, k, query.TimeZone, has) + ", "));
        var groups = groupBy.Count == 0 ? "" : " GROUP BY " + string.Join(", ", Enumerable.Range(1, groupBy.Count));
        command.CommandText = $"SELECT {keys}{Sums(has)} FROM routegen_spend WHERE {Where(command, query, has)}{groups}";
        return command;
    }

    private static string Where(SqliteCommand command, SpendQuery query, IReadOnlySet<string> has)
    {
        var range = $"started_at >= {Parameter(command, SqliteText.Time(query.From))} AND started_at < " +
            $"{Parameter(command, SqliteText.Time(query.To))}";
        return range + string.Concat(
            query.Where.Select(f => $" AND {Expression(command, f.Key, query.TimeZone, has)} IS {Parameter(command, f.Value)}"));
    }

    private static string Expression(
        SqliteCommand command, SpendKey key, TimeZoneInfo zone, IReadOnlySet<string> has) => key.Dimension switch
        {
            SpendDimension.User => "user",
            SpendDimension.Agent => "agent",
            SpendDimension.Tenant => "tenant",
            SpendDimension.Tag => $"(SELECT value FROM json_each(tags) WHERE key = {Parameter(command, key.Tag)})",
            SpendDimension.Operation => "operation",
            SpendDimension.Key => Later("key_id", has),
            SpendDimension.Outcome => Camel("outcome"),
            SpendDimension.Arm => Later("arm", has),
            SpendDimension.Price => Later("price_id", has),
            SpendDimension.Tier => Camel(Later("service_tier", has)),
            SpendDimension.Bucket => "bucket",
            SpendDimension.Table => "table_name",
            SpendDimension.Route => "route",
            SpendDimension.Target => "target",
            SpendDimension.Provider => "provider",
            SpendDimension.Model => "model",
            SpendDimension.Hour => $"substr({ZoneTimes.Expression(zone)}, 1, 13)",
            SpendDimension.Day => $"substr({ZoneTimes.Expression(zone)}, 1, 10)",
            SpendDimension.Month => $"substr({ZoneTimes.Expression(zone)}, 1, 7)",
            _ => "NULL",
        };

    private static string Sums(IReadOnlySet<string> has) =>
        "count(DISTINCT call), coalesce(sum(attempt > 0), 0), coalesce(sum(cost_usd IS NULL), 0), " +
        $"spend_usd(cost_usd, cost_source, fault, {Later("credit_usd", has)}), {Counts}";

    /// <summary>A column that files of before lack.</summary>
    private static string Later(string column, IReadOnlySet<string> has) => has.Contains(column) ? column : "NULL";

    /// <summary>The name of an enum's member as exports have it.</summary>
    private static string Camel(string column) => $"lower(substr({column}, 1, 1)) || substr({column}, 2)";

    private static string Parameter(SqliteCommand command, string? value)
    {
        var name = $"$p{command.Parameters.Count}";
        command.Parameters.AddWithValue(name, SqliteText.OrNull(value));
        return name;
    }
}
