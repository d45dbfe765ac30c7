using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.ChatCompletions.Server;
using RouteGen.Dialects.Json;
using RouteGen.Dialects.Requests;

namespace RouteGen.Dialects.Messages.Server;

/// <summary>
/// Reads a turn of a conversation. Results of tools, which the API has in the user's turn, become messages of their own, as
/// Microsoft.Extensions.AI has them.
/// </summary>
internal static class AskedTurn
{
    /// <summary>Reads a turn into messages.</summary>
    public static void Read(ref Utf8JsonReader reader, RequestReading reading, List<ChatMessage> messages)
    {
        if (!reading.Object(ref reader, null))
        {
            return;
        }

        var role = RoleIn(reader);
        if (role is null)
        {
            reading.Refuse("role", "must be 'user' or 'assistant'.", "invalid_value");
        }

        var contents = new List<AIContent>();
        var hasContent = false;
        while (JsonRead.Next(ref reader))
        {
            if (!reader.ValueTextEquals("content"u8))
            {
                JsonRead.Skip(ref reader);
                continue;
            }

            reader.Read();
            hasContent = true;
            ReadContent(ref reader, reading, role?.Value ?? "user", contents);
        }

        if (!hasContent)
        {
            reading.Missing("content");
        }

        Add(role ?? ChatRole.User, contents, messages);
    }

    private static void ReadContent(ref Utf8JsonReader reader, RequestReading reading, string role, List<AIContent> contents)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            contents.Add(new TextContent(reading.Text(ref reader, "content")));
        }
        else if (reader.TokenType == JsonTokenType.StartArray)
        {
            reading.Path.Enter("content");
            new AskedBlocks(reading, role).ReadAll(ref reader, contents);
            reading.Path.Leave();
        }
        else
        {
            reading.Refuse("content", "must be a string or an array of blocks.");
            JsonRead.Skip(ref reader);
        }
    }

    private static ChatRole? RoleIn(Utf8JsonReader reader)
    {
        while (JsonRead.Next(ref reader))
        {
            if (reader.ValueTextEquals("role"u8))
            {
                reader.Read();
                return reader.TokenType != JsonTokenType.String || reader.ValueIsEscaped ? null
                    : reader.ValueTextEquals("user"u8) ? ChatRole.User
                    : reader.ValueTextEquals("assistant"u8) ? ChatRole.Assistant
                    : reader.ValueTextEquals("system"u8) ? ChatRole.System
                    : null;
            }

            JsonRead.Skip(ref reader);
        }

        return null;
    }

    private static void Add(ChatRole role, List<AIContent> contents, List<ChatMessage> messages)
    {
        if (role != ChatRole.User || !contents.Exists(static content => content is FunctionResultContent))
        {
            messages.Add(new ChatMessage(role, contents));
            return;
        }

        ChatMessage? last = null;
        foreach (var content in contents)
        {
            var speaker = content is FunctionResultContent ? ChatRole.Tool : ChatRole.User;
            if (last?.Role != speaker)
            {
                messages.Add(last = new ChatMessage(speaker, []));
            }

            last.Contents.Add(content);
        }
    }
}
