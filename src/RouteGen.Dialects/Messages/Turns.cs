using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Wire;

namespace RouteGen.Dialects.Messages;

/// <summary>
/// Writes a conversation: what the system says at its beginning apart from it, and turns of one role, which may stand in several messages,
/// as one. The API joins them itself, but not every server that speaks its dialect does, and two messages with the results of parallel
/// calls would be two turns.
/// </summary>
internal static class Turns
{
    private static readonly ChatRole Developer = new("developer");

    /// <summary>Writes <c>system</c>.</summary>
    /// <returns>How many messages it took.</returns>
    public static int WriteSystem(
        Utf8JsonWriter json, IReadOnlyList<ChatMessage> messages, string? instructions, DroppedOptions dropped)
    {
        var isOpen = false;
        var taken = 0;
        for (; taken < messages.Count && IsSystem(messages[taken]); taken++)
        {
            WriteSystem(json, messages[taken].Contents, ref isOpen, dropped);
        }

        if (!string.IsNullOrWhiteSpace(instructions))
        {
            Open(json, ref isOpen);
            WriteText(json, instructions, null);
        }

        if (isOpen)
        {
            json.WriteEndArray();
        }

        return taken;
    }

    /// <summary>Writes <c>messages</c>.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="messages">All messages.</param>
    /// <param name="from">Where the conversation begins.</param>
    /// <param name="dropped">Takes what cannot be written.</param>
    public static void Write(Utf8JsonWriter json, IReadOnlyList<ChatMessage> messages, int from, DroppedOptions dropped)
    {
        json.WriteStartArray("messages"u8);
        string? turn = null;
        for (var i = from; i < messages.Count; i++)
        {
            var message = messages[i];
            var role = IsSystem(message) ? "system" : message.Role == ChatRole.Assistant ? "assistant" : "user";
            var contents = message.Contents;
            for (var j = 0; j < contents.Count; j++)
            {
                if (!ContentBlocks.CanWrite(contents[j], role, dropped))
                {
                    continue;
                }

                if (turn != role)
                {
                    Turn(json, turn, role);
                    turn = role;
                }

                ContentBlocks.Write(json, contents[j], role);
            }
        }

        if (turn is null)
        {
            // The API wants a message, and one that is not empty.
            json.WriteStartObject();
            json.WriteString("role"u8, "user"u8);
            json.WriteString("content"u8, "\u200b"u8);
        }
        else
        {
            json.WriteEndArray();
        }

        json.WriteEndObject();
        json.WriteEndArray();
    }

    public static void WriteText(Utf8JsonWriter json, ReadOnlySpan<char> text, IReadOnlyDictionary<string, object?>? properties)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "text"u8);
        json.WriteString("text"u8, text);
        CacheControl.Write(json, properties);
        json.WriteEndObject();
    }

    private static bool IsSystem(ChatMessage message) => message.Role == ChatRole.System || message.Role == Developer;

    private static void Turn(Utf8JsonWriter json, string? turn, string role)
    {
        if (turn is not null)
        {
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteStartObject();
        json.WriteString("role"u8, role);
        json.WriteStartArray("content"u8);
    }

    private static void WriteSystem(Utf8JsonWriter json, IList<AIContent> contents, ref bool isOpen, DroppedOptions dropped)
    {
        for (var i = 0; i < contents.Count; i++)
        {
            if (ContentBlocks.CanWrite(contents[i], "system", dropped))
            {
                Open(json, ref isOpen);
                ContentBlocks.Write(json, contents[i], "system");
            }
        }
    }

    private static void Open(Utf8JsonWriter json, ref bool isOpen)
    {
        if (!isOpen)
        {
            json.WriteStartArray("system"u8);
            isOpen = true;
        }
    }
}
