using System.Globalization;
using System.Text.Json;

namespace RouteGen.Tool.LiteLlmKeys;

/// <summary>A row of an export: members by name, as JSON has them or as the text of a column.</summary>
/// <param name="Number">Which row it is, from 1.</param>
/// <param name="Members">Its members.</param>
internal sealed record ExportRow(int Number, IReadOnlyDictionary<string, JsonElement> Members)
{
    /// <summary>The member as a text; null where it is absent, empty or null.</summary>
    public string? Text(string name) => Members.TryGetValue(name, out var value) ? TextOf(value) : null;

    public decimal? Amount(string name) => Text(name) is { } text
        && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    public bool Truth(string name) => Text(name)?.ToLowerInvariant() is "true" or "t" or "1" or "yes";

    /// <summary>The times of LiteLLM are UTC, also where they do not say so.</summary>
    public DateTimeOffset? Time(string name) => Text(name) is { } text && DateTimeOffset.TryParse(
        text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time : null;

    /// <summary>A list: of JSON, JSON in a column, or PostgreSQL's <c>{a,"b c"}</c>.</summary>
    public IReadOnlyList<string> Texts(string name)
    {
        if (!Members.TryGetValue(name, out var value))
        {
            return [];
        }

        if (value.ValueKind == JsonValueKind.Array)
        {
            return [.. value.EnumerateArray().Select(TextOf).OfType<string>()];
        }

        var text = TextOf(value) ?? "";
        if (text.StartsWith('['))
        {
            return Parse(text) is { ValueKind: JsonValueKind.Array } list ? [.. list.EnumerateArray().Select(TextOf).OfType<string>()] : [];
        }

        return text.StartsWith('{') && text.EndsWith('}')
            ? [.. Csv.Read(text[1..^1]).SelectMany(static r => r).Where(static t => t.Length > 0)]
            : text.Length == 0 ? [] : [.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
    }

    /// <summary>An object: of JSON, or JSON in a column; null where there is none, or nothing in it.</summary>
    public JsonElement? Object(string name)
    {
        if (!Members.TryGetValue(name, out var value))
        {
            return null;
        }

        var found = value.ValueKind == JsonValueKind.String ? Parse(value.GetString()!) : value;
        return found is { ValueKind: JsonValueKind.Object } members && members.EnumerateObject().Any() ? members : null;
    }

    /// <summary>The row of another table that stands in a member.</summary>
    public ExportRow? Row(string name) => Object(name) is { } inner ? new(Number, MembersOf(inner)) : null;

    internal static Dictionary<string, JsonElement> MembersOf(JsonElement value)
    {
        var members = new Dictionary<string, JsonElement>(StringComparer.OrdinalIgnoreCase);
        foreach (var member in value.EnumerateObject())
        {
            members[member.Name] = member.Value;
        }

        return members;
    }

    private static string? TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String when value.GetString() is { Length: > 0 } text and not ("NULL" or "null" or "\\N" or "None") => text,
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => null,
    };

    private static JsonElement? Parse(string text)
    {
        try
        {
            using var parsed = JsonDocument.Parse(text);
            return parsed.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
