using System.Globalization;
using System.Text.Json;
using RouteGen.Keys;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Keys;

/// <summary>Writes keys. A token is written once, when it is made.</summary>
internal static class KeyText
{
    /// <summary>One key, as JSON or a line for each member that says something.</summary>
    public static string Write(GatewayKey key, OutputFormat format)
    {
        var json = ResultOutput.Json(writer => WriteKey(writer, key));
        if (format == OutputFormat.Json)
        {
            return json;
        }

        using var parsed = JsonDocument.Parse(json);
        var members = parsed.RootElement.EnumerateObject().Where(static member => SaysSomething(member.Value)).ToList();
        var width = members.Max(static member => member.Name.Length);
        return string.Concat(members.Select(member => $"{member.Name.PadRight(width)}  {Grid.Printable(Text(member.Value))}\n"));
    }

    /// <summary>A token that was just made, with what is kept of it.</summary>
    /// <param name="id">The key's id.</param>
    /// <param name="token">The token.</param>
    /// <param name="key">The key in its store; null where nothing was stored.</param>
    /// <param name="format">How it is written.</param>
    public static string Write(string id, string token, GatewayKey? key, OutputFormat format)
    {
        var hash = GatewayKeyHash.Compute(token).ToConfigurationValue();
        if (format == OutputFormat.Json)
        {
            return ResultOutput.Json(json =>
            {
                json.WriteStartObject();
                json.WriteString("id", id);
                json.WriteString("token", token);
                json.WriteString("hash", hash);
                if (key is not null)
                {
                    json.WritePropertyName("key");
                    WriteKey(json, key);
                }

                json.WriteEndObject();
            });
        }

        return $"id     {id}\ntoken  {token}\n" + (key is null
            ? $"hash   {hash}\nNothing was stored. Put the hash into RouteGen:Gateway:Keys:{id}:Hash. The token is not shown again.\n"
            : key.PreviousHashUntil is { } until
                ? $"The token is not shown again. The one before works until {Time(until)}.\n"
                : "The token is not shown again.\n");
    }

    /// <summary>All keys of a store.</summary>
    public static string Write(IReadOnlyList<GatewayKey> keys, OutputFormat format)
    {
        if (format == OutputFormat.Json)
        {
            return ResultOutput.Json(json =>
            {
                json.WriteStartArray();
                foreach (var key in keys)
                {
                    WriteKey(json, key);
                }

                json.WriteEndArray();
            });
        }

        var grid = new Grid("id", "name", "state", "tenant", "groups", "expires");
        foreach (var key in keys)
        {
            grid.Add(
                key.Id, key.Name, key.State.ToString().ToLowerInvariant(), key.Tenant,
                key.Groups.Count == 0 ? null : string.Join(',', key.Groups), key.ExpiresAt is { } at ? Time(at) : null);
        }

        return format switch
        {
            OutputFormat.Csv => grid.ToCsv(),
            OutputFormat.Markdown => grid.ToMarkdown(),
            _ => grid.ToText(),
        };
    }

    private static bool SaysSomething(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.False => false,
        JsonValueKind.Array => value.GetArrayLength() > 0,
        JsonValueKind.Object => value.EnumerateObject().Any(),
        _ => true,
    };

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => string.Join(", ", value.EnumerateArray().Select(Text)),
        JsonValueKind.Object => string.Join(", ", value.EnumerateObject().Select(static member => $"{member.Name}={Text(member.Value)}")),
        JsonValueKind.True => "yes",
        _ => value.ToString(),
    };

    private static void WriteKey(Utf8JsonWriter json, GatewayKey key)
    {
        json.WriteStartObject();
        GatewayKeyJson.WriteMembers(json, key);
        json.WriteEndObject();
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
