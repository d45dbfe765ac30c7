using Microsoft.Data.Sqlite;
using RouteGen.Spend;
using RouteGen.Sqlite.Storage;

namespace RouteGen.Sqlite.Spend;

/// <summary>Queries as SQL. Values and names of tags are parameters; nothing of a query becomes text of a statement.</summary>
internal static class SpendSql
{
    private const string Sums =
        """
        count(DISTINCT call), coalesce(sum(attempt > 0), 0), coalesce(sum(cost_usd IS NULL), 0), spend_usd(cost_usd, cost_source, fault),
        coalesce(sum(input_tokens), 0), coalesce(sum(cached_input_tokens), 0), coalesce(sum(cache_write_tokens), 0),
        coalesce(sum(cache_write_1h_tokens), 0),
        coalesce(sum(audio_input_tokens), 0), coalesce(sum(image_input_tokens), 0), coalesce(sum(output_tokens), 0),
        coalesce(sum(reasoning_tokens), 0),
        coalesce(sum(audio_output_tokens), 0), coalesce(sum(image_output_tokens), 0), coalesce(sum(images), 0),
        coalesce(sum(web_searches), 0), coalesce(sum(requests), 0),
        coalesce(sum(estimated_input_tokens), 0), coalesce(sum(estimated_output_tokens), 0), coalesce(sum(estimated_requests), 0)
        """;

    /// <summary>The lines, in the order of their calls.</summary>
    public static SqliteCommand Lines(SqliteConnection connection, SpendQuery query, bool hasKeys)
    {
        var command = connection.CreateCommand();
        command.CommandText = $"SELECT * FROM routegen_spend WHERE {Where(command, query, hasKeys)} ORDER BY started_at, call, attempt";
        return command;
    }

    /// <summary>The sums of each group: its values first, then its sums.</summary>
    public static SqliteCommand Groups(SqliteConnection connection, SpendQuery query, IReadOnlyList<SpendKey> groupBy, bool hasKeys)
    {
        var command = connection.CreateCommand();
        var keys = string.Concat(groupBy.Select(k => Expression(command, k, hasKeys) + ", "));
        var groups = groupBy.Count == 0 ? "" : " GROUP BY " + string.Join(", ", Enumerable.Range(1, groupBy.Count));
        command.CommandText = $"SELECT {keys}{Sums} FROM routegen_spend WHERE {Where(command, query, hasKeys)}{groups}";
        return command;
    }

    private static string Where(SqliteCommand command, SpendQuery query, bool hasKeys)
    {
        var range = $"started_at >= {Parameter(command, SqliteText.Time(query.From))} AND started_at < " +
            $"{Parameter(command, SqliteText.Time(query.To))}";
        return range + string.Concat(
            query.Where.Select(f => $" AND {Expression(command, f.Key, hasKeys)} IS {Parameter(command, f.Value)}"));
    }

    private static string Expression(SqliteCommand command, SpendKey key, bool hasKeys) => key.Dimension switch
    {
        SpendDimension.User => "user",
        SpendDimension.Agent => "agent",
        SpendDimension.Tenant => "tenant",
        SpendDimension.Tag => $"(SELECT value FROM json_each(tags) WHERE key = {Parameter(command, key.Tag)})",
        SpendDimension.Operation => "operation",
        SpendDimension.Key => hasKeys ? "key_id" : "NULL",
        SpendDimension.Bucket => "bucket",
        SpendDimension.Table => "table_name",
        SpendDimension.Route => "route",
        SpendDimension.Target => "target",
        SpendDimension.Provider => "provider",
        SpendDimension.Model => "model",
        SpendDimension.Hour => "substr(started_at, 1, 13)",
        SpendDimension.Day => "substr(started_at, 1, 10)",
        SpendDimension.Month => "substr(started_at, 1, 7)",
        _ => "NULL",
    };

    private static string Parameter(SqliteCommand command, string? value)
    {
        var name = $"$p{command.Parameters.Count}";
        command.Parameters.AddWithValue(name, SqliteText.OrNull(value));
        return name;
    }
}
