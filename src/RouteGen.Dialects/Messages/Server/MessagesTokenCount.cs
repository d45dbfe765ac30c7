using System.Text.Json;

namespace RouteGen.Dialects.Messages.Server;

/// <summary>
/// Writes the answer to <c>/v1/messages/count_tokens</c> (docs.anthropic.com/en/api/messages-count-tokens), whose request is read as any
/// other.
/// </summary>
internal static class MessagesTokenCount
{
    public static void Write(Utf8JsonWriter json, long inputTokens)
    {
        json.WriteStartObject();
        json.WriteNumber("input_tokens"u8, inputTokens);
        json.WriteEndObject();
    }
}
