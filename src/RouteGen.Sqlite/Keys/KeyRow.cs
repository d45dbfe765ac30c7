using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using RouteGen.Keys;
using RouteGen.Sqlite.Storage;

namespace RouteGen.Sqlite.Keys;

/// <summary>A key as a row of <c>routegen_key</c>, and back.</summary>
internal static class KeyRow
{
    private const int CountOfColumns = 20;

    public const string Select = "SELECT k.* FROM routegen_key k";

    public static string Insert { get; } =
        $"INSERT INTO routegen_key VALUES ({string.Join(", ", Enumerable.Range(1, CountOfColumns).Select(i => $"${i}"))})";

    public static object[] Values(GatewayKey key, long revision) =>
    [
        key.Id, Bytes(key.Hash), SqliteText.OrNull(key.Name), key.State.ToString(), SqliteText.OrNull(key.Tenant),
        List(key.Groups), key.Routes is { } routes ? List(routes) : DBNull.Value, Map(key.Tags), key.MayNameUsers.ToString(),
        List(key.Users),
        (object?)key.RequestsPerMinute ?? DBNull.Value, (object?)key.TokensPerMinute ?? DBNull.Value,
        (object?)key.MaxConcurrency ?? DBNull.Value, key.IsAdministrator ? 1 : 0,
        Time(key.ExpiresAt), Time(key.CreatedAt), Time(key.RotatedAt),
        key.PreviousHash is { } previous ? Bytes(previous) : DBNull.Value, Time(key.PreviousHashUntil), revision,
    ];

    public static GatewayKey Read(SqliteDataReader row) => new()
    {
        Id = row.GetString(0),
        Hash = new GatewayKeyHash(row.GetFieldValue<byte[]>(1)),
        Name = SqliteText.At(row, 2),

        // A state or a right that this version does not know was written by a newer one: it is read as the least.
        State = Enum.TryParse(row.GetString(3), out GatewayKeyState state) ? state : GatewayKeyState.Disabled,
        Tenant = SqliteText.At(row, 4),
        Groups = ListAt(row.GetString(5)),
        Routes = SqliteText.At(row, 6) is { } routes ? ListAt(routes) : null,
        Tags = MapAt(row.GetString(7)),
        MayNameUsers = Enum.TryParse(row.GetString(8), out UserNaming naming) ? naming : UserNaming.None,
        Users = ListAt(row.GetString(9)),
        RequestsPerMinute = row.IsDBNull(10) ? null : row.GetInt32(10),
        TokensPerMinute = row.IsDBNull(11) ? null : row.GetInt64(11),
        MaxConcurrency = row.IsDBNull(12) ? null : row.GetInt32(12),
        IsAdministrator = row.GetInt64(13) == 1,
        ExpiresAt = TimeAt(row, 14),
        CreatedAt = TimeAt(row, 15),
        RotatedAt = TimeAt(row, 16),
        PreviousHash = row.IsDBNull(17) ? null : new GatewayKeyHash(row.GetFieldValue<byte[]>(17)),
        PreviousHashUntil = TimeAt(row, 18),
        Revision = row.GetInt64(19),
    };

    public static byte[] Bytes(GatewayKeyHash hash)
    {
        var bytes = new byte[GatewayKeyHash.Size];
        hash.CopyTo(bytes);
        return bytes;
    }

    private static object Time(DateTimeOffset? time) => time is { } at ? SqliteText.Time(at) : DBNull.Value;

    private static DateTimeOffset? TimeAt(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : SqliteText.TimeAt(row, column);

    private static string List(IReadOnlyList<string> texts) => Json(writer =>
    {
        writer.WriteStartArray();
        foreach (var text in texts)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    });

    private static string Map(IReadOnlyDictionary<string, string> texts) => Json(writer =>
    {
        writer.WriteStartObject();
        foreach (var (name, text) in texts)
        {
            writer.WriteString(name, text);
        }

        writer.WriteEndObject();
    });

    private static string Json(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            write(writer);
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static string[] ListAt(string json)
    {
        using var parsed = JsonDocument.Parse(json);
        return [.. parsed.RootElement.EnumerateArray().Select(static e => e.GetString()!)];
    }

    private static Dictionary<string, string> MapAt(string json)
    {
        using var parsed = JsonDocument.Parse(json);
        return parsed.RootElement.EnumerateObject().ToDictionary(static p => p.Name, static p => p.Value.GetString()!,
            StringComparer.Ordinal);
    }
}
