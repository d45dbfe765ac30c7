using System.Text.Json;

namespace RouteGen.Keys;

/// <summary>Writes keys as those who manage them see them: without hashes, which help nobody who has no token.</summary>
public static class GatewayKeyJson
{
    /// <summary>Writes the members of a key into an object that has been begun.</summary>
    public static void WriteMembers(Utf8JsonWriter writer, GatewayKey key)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(key);
        writer.WriteString("id", key.Id);
        writer.WriteString("name", key.Name);
        writer.WriteString("state", Word(key.State.ToString()));
        writer.WriteString("tenant", key.Tenant);
        Write(writer, "groups", key.Groups);
        Write(writer, "routes", key.Routes);
        writer.WriteStartObject("tags");
        foreach (var (name, value) in key.Tags)
        {
            writer.WriteString(name, value);
        }

        writer.WriteEndObject();
        writer.WriteString("mayNameUsers", Word(key.MayNameUsers.ToString()));
        Write(writer, "users", key.Users);
        Write(writer, "requestsPerMinute", key.RequestsPerMinute);
        Write(writer, "tokensPerMinute", key.TokensPerMinute);
        Write(writer, "maxConcurrency", key.MaxConcurrency);
        writer.WriteBoolean("administrator", key.IsAdministrator);
        Write(writer, "expiresAt", key.ExpiresAt);
        Write(writer, "createdAt", key.CreatedAt);
        Write(writer, "rotatedAt", key.RotatedAt);
        Write(writer, "previousUntil", key.PreviousHashUntil);
    }

    private static string Word(string name) => name.ToLowerInvariant();

    private static void Write(Utf8JsonWriter writer, string member, IReadOnlyList<string>? texts)
    {
        if (texts is null)
        {
            writer.WriteNull(member);
            return;
        }

        writer.WriteStartArray(member);
        foreach (var text in texts)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, string member, long? number)
    {
        if (number is { } value)
        {
            writer.WriteNumber(member, value);
        }
        else
        {
            writer.WriteNull(member);
        }
    }

    private static void Write(Utf8JsonWriter writer, string member, DateTimeOffset? time)
    {
        if (time is { } value)
        {
            writer.WriteString(member, value.UtcDateTime);
        }
        else
        {
            writer.WriteNull(member);
        }
    }
}
