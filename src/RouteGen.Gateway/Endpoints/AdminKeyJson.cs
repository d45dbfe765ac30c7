using System.Text.Json;
using RouteGen.Keys;

namespace RouteGen.Gateway.Endpoints;

/// <summary>A key as an administrator sees it: without its hash, which helps nobody who has no token.</summary>
internal static class AdminKeyJson
{
    public static void Write(Utf8JsonWriter writer, GatewayKey key, bool isStored)
    {
        writer.WriteStartObject();
        writer.WriteString("object", "key");
        writer.WriteString("id", key.Id);
        writer.WriteString("name", key.Name);
        writer.WriteString("state", Word(key.State.ToString()));
        writer.WriteString("source", isStored ? "store" : "configuration");
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
        writer.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter writer, IReadOnlyList<GatewayKeyProblem> problems)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("error");
        writer.WriteString("message", $"{problems[0].Member} {problems[0].Message}.");
        writer.WriteString("type", "invalid_request_error");
        writer.WriteString("param", problems[0].Member);
        writer.WriteString("code", "invalid_value");
        writer.WriteStartArray("problems");
        foreach (var problem in problems)
        {
            writer.WriteStartObject();
            writer.WriteString("param", problem.Member);
            writer.WriteString("message", problem.Message);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndObject();
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
