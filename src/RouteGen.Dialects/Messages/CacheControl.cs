using System.Text.Json;
using RouteGen.Dialects.Json;

namespace RouteGen.Dialects.Messages;

/// <summary>
/// Where a cache is to end (docs.anthropic.com/en/docs/build-with-claude/prompt-caching). A caller marks a content, a tool or the whole
/// request in its <c>AdditionalProperties</c>, as Anthropic's SDK does, with its object, with JSON, or with the lifetime, <c>5m</c> or
/// <c>1h</c>.
/// </summary>
internal static class CacheControl
{
    /// <summary>The SDK's key for contents.</summary>
    public const string Key = "anthropic:cache_control";

    private const string Member = "cache_control";

    /// <summary>The SDK's key for tools.</summary>
    private const string ToolKey = "CacheControl";

    /// <summary>Writes the mark that the properties hold, if any.</summary>
    public static void Write(Utf8JsonWriter json, IReadOnlyDictionary<string, object?>? properties)
    {
        if (properties is not { Count: > 0 }
            || (!properties.TryGetValue(Key, out var mark)
                && !properties.TryGetValue(Member, out mark) && !properties.TryGetValue(ToolKey, out mark)))
        {
            return;
        }

        switch (mark)
        {
            case null:
                return;
            case JsonElement or System.Text.Json.Nodes.JsonNode or IEnumerable<KeyValuePair<string, object?>>:
                json.WritePropertyName(Member);
                JsonValues.Write(json, mark);
                return;
            case string text when !text.StartsWith('{'):
                WriteLifetime(json, text is "5m" or "1h" ? text : null);
                return;
            case true:
                WriteLifetime(json, null);
                return;
        }

        // The SDK's own object says itself as JSON.
        if (mark.ToString() is { } written && Parse(written) is { } element)
        {
            json.WritePropertyName(Member);
            element.WriteTo(json);
        }
    }

    private static void WriteLifetime(Utf8JsonWriter json, string? lifetime)
    {
        json.WriteStartObject(Member);
        json.WriteString("type"u8, "ephemeral"u8);
        if (lifetime is not null)
        {
            json.WriteString("ttl"u8, lifetime);
        }

        json.WriteEndObject();
    }

    private static JsonElement? Parse(string text)
    {
        if (!text.StartsWith('{'))
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
