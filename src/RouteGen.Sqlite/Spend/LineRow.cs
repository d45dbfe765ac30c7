using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using RouteGen.Costs;
using RouteGen.Spend;
using RouteGen.Sqlite.Storage;

namespace RouteGen.Sqlite.Spend;

/// <summary>A line as a row of <c>routegen_spend</c>, and back.</summary>
internal static class LineRow
{
    /// <summary>The table.</summary>
    public const string Table = "routegen_spend";

    /// <summary>The columns that came after version 2: files of before lack them until they are written.</summary>
    public static IReadOnlyList<string> Later { get; } =
        ["arm", "deployment", "response_model", "service_tier", "price_id", "other_models", "credit_usd"];

    /// <summary>All columns, in the order in which <see cref="Read"/> and <see cref="Values"/> have them.</summary>
    private static IReadOnlyList<string> Columns { get; } =
    [
        "call", "attempt", "started_at", "table_name", "route", "outcome", "user", "agent", "tenant", "operation", "tags", "bucket",
        "target", "provider", "model", "fault", "cost_usd", "cost_source", "input_tokens", "cached_input_tokens", "cache_write_tokens",
        "cache_write_1h_tokens", "audio_input_tokens", "image_input_tokens", "output_tokens", "reasoning_tokens", "audio_output_tokens",
        "image_output_tokens", "images", "web_searches", "requests", "estimated_input_tokens", "estimated_output_tokens",
        "estimated_requests", "key_id", .. Later,
    ];

    /// <summary>Adds a line that is not there yet.</summary>
    public static string Insert { get; } =
        $"INSERT INTO {Table} ({string.Join(", ", Columns)}) VALUES ({string.Join(", ", Columns.Select((_, i) => $"${i + 1}"))}) " +
        $"ON CONFLICT (call, attempt) DO NOTHING";

    /// <summary>What to select of a file that has these columns.</summary>
    public static string Select(IReadOnlySet<string> has) =>
        string.Join(", ", Columns.Select(column => has.Contains(column) ? column : "NULL"));

    public static object[] Values(SpendLine line) =>
    [
        line.CallId, line.Attempt, SqliteText.Time(line.StartedAt), line.Table, line.Route, line.Outcome.ToString(),
        SqliteText.OrNull(line.Caller.User), SqliteText.OrNull(line.Caller.Agent), SqliteText.OrNull(line.Caller.Tenant),
            SqliteText.OrNull(line.Caller.OperationId), SqliteText.OrNull(TagsOf(line.Caller)),
        line.CostBucket, SqliteText.OrNull(line.Target), SqliteText.OrNull(line.Provider), SqliteText.OrNull(line.Model),
            line.Fault.ToString(),
        SqliteText.OrNull(line.CostUsd?.ToString(CultureInfo.InvariantCulture)), line.CostSource.ToString(),
        .. Counts(line.Usage),
        (object?)line.EstimatedUsage?.Input ?? DBNull.Value,
        (object?)line.EstimatedUsage?.Output ?? DBNull.Value, (object?)line.EstimatedUsage?.Requests ?? DBNull.Value,
        SqliteText.OrNull(line.Caller.Key),
        SqliteText.OrNull(line.Arm), SqliteText.OrNull(line.Deployment), SqliteText.OrNull(line.ResponseModel),
        SqliteText.OrNull(line.ServiceTier?.ToString()), SqliteText.OrNull(line.PriceId), SqliteText.OrNull(OthersText.Write(line)),
        SqliteText.OrNull(line.CreditUsd?.ToString(CultureInfo.InvariantCulture)),
    ];

    public static SpendLine Read(SqliteDataReader row) => new()
    {
        CallId = row.GetString(0),
        Attempt = row.GetInt32(1),
        StartedAt = SqliteText.TimeAt(row, 2),
        Table = row.GetString(3),
        Route = row.GetString(4),
        Outcome = Named(row.GetString(5), RouteOutcome.Failed),
        Caller = new RouteCaller
        {
            User = SqliteText.At(row, 6),
            Agent = SqliteText.At(row, 7),
            Tenant = SqliteText.At(row, 8),
            OperationId = SqliteText.At(row, 9),
            Tags = Tags(SqliteText.At(row, 10)),
            Key = SqliteText.At(row, 34),
        },
        CostBucket = row.GetString(11),
        Target = SqliteText.At(row, 12),
        Provider = SqliteText.At(row, 13),
        Model = SqliteText.At(row, 14),
        Fault = Named(row.GetString(15), Fault.Unknown),
        CostUsd = UsdAt(row, 16),
        CreditUsd = UsdAt(row, 41),
        CostSource = Named(row.GetString(17), CostSource.Unknown),
        Usage = row.IsDBNull(18) ? null : UsageAt(row, 18),
        EstimatedUsage = row.IsDBNull(31)
            ? null
            : new TokenUsage { Input = row.GetInt64(31), Output = row.GetInt64(32), Requests = row.GetInt64(33) },
        Arm = SqliteText.At(row, 35),
        Deployment = SqliteText.At(row, 36),
        ResponseModel = SqliteText.At(row, 37),
        ServiceTier = SqliteText.At(row, 38) is { } tier ? Named(tier, ServiceTier.Standard) : null,
        PriceId = SqliteText.At(row, 39),
        OtherModels = OthersText.Read(SqliteText.At(row, 40)),
    };

    private static decimal? UsdAt(SqliteDataReader row, int column) =>
        SqliteText.At(row, column) is { } usd ? decimal.Parse(usd, NumberStyles.Number, CultureInfo.InvariantCulture) : null;

    /// <summary>The thirteen counts of a usage, from one column on.</summary>
    public static TokenUsage UsageAt(SqliteDataReader row, int first) => new()
    {
        Input = row.GetInt64(first),
        CachedInput = row.GetInt64(first + 1),
        CacheWrite = row.GetInt64(first + 2),
        CacheWrite1h = row.GetInt64(first + 3),
        AudioInput = row.GetInt64(first + 4),
        ImageInput = row.GetInt64(first + 5),
        Output = row.GetInt64(first + 6),
        Reasoning = row.GetInt64(first + 7),
        AudioOutput = row.GetInt64(first + 8),
        ImageOutput = row.GetInt64(first + 9),
        Images = row.GetInt64(first + 10),
        WebSearches = row.GetInt64(first + 11),
        Requests = row.GetInt64(first + 12),
    };

    private static object[] Counts(TokenUsage? usage) => usage is { } u
        ? [
            u.Input, u.CachedInput, u.CacheWrite, u.CacheWrite1h,
            u.AudioInput, u.ImageInput, u.Output, u.Reasoning, u.AudioOutput, u.ImageOutput, u.Images, u.WebSearches, u.Requests
        ]
        : [.. Enumerable.Repeat<object>(DBNull.Value, 13)];

    private static string? TagsOf(RouteCaller caller)
    {
        if (caller.Tags is not { Count: > 0 } tags)
        {
            return null;
        }

        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (var (name, value) in tags)
            {
                writer.WriteString(name, value);
            }

            writer.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static Dictionary<string, string>? Tags(string? json)
    {
        if (json is null)
        {
            return null;
        }

        using var parsed = JsonDocument.Parse(json);
        return parsed.RootElement.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetString()!, StringComparer.Ordinal);
    }

    /// <summary>A name that this version does not know was written by a newer one.</summary>
    private static TEnum Named<TEnum>(string name, TEnum otherwise)
        where TEnum : struct, Enum => Enum.TryParse(name, out TEnum value) ? value : otherwise;
}
