using System.Text.Json;
using RouteGen.Keys;

namespace RouteGen.Gateway.Endpoints;

/// <summary>What an administrator is shown: keys without their hashes, and problems by member.</summary>
internal static class AdminKeyJson
{
    public static void Write(Utf8JsonWriter writer, GatewayKey key, bool isStored)
    {
        writer.WriteStartObject();
        writer.WriteString("object", "key");
        writer.WriteString("source", isStored ? "store" : "configuration");
        GatewayKeyJson.WriteMembers(writer, key);
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
}
