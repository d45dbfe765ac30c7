using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Json;
using RouteGen.Dialects.Wire;

namespace RouteGen.Dialects.Ollama;

/// <summary>
/// The messages of a request (docs.ollama.com/api/chat): <c>role</c>, <c>content</c>, <c>thinking</c>, <c>images</c>, <c>tool_calls</c>
/// and, in the message of a tool, <c>tool_name</c> and <c>tool_call_id</c>.
/// </summary>
internal static class OllamaMessages
{
    public static void Write(
        Utf8JsonWriter json, IReadOnlyList<ChatMessage> messages, string? instructions, DroppedOptions dropped)
    {
        json.WriteStartArray("messages"u8);
        if (!string.IsNullOrWhiteSpace(instructions))
        {
            json.WriteStartObject();
            json.WriteString("role"u8, "system"u8);
            json.WriteString("content"u8, instructions);
            json.WriteEndObject();
        }

        for (var i = 0; i < messages.Count; i++)
        {
            var parts = MessageParts.Count(messages[i].Contents, dropped);
            if (parts.HasMessage)
            {
                WriteMessage(json, messages[i], parts);
            }

            if (parts.Results > 0)
            {
                WriteResults(json, messages, i);
            }
        }

        json.WriteEndArray();
    }

    private static void WriteMessage(Utf8JsonWriter json, ChatMessage message, MessageParts parts)
    {
        json.WriteStartObject();
        WriteRole(json, message.Role);
        json.WriteString("content"u8, parts.Texts == 0 ? "" : message.Text);
        if (parts.Thoughts > 0)
        {
            json.WriteString("thinking"u8, ThoughtsOf(message.Contents));
        }

        if (parts.Images > 0)
        {
            WriteImages(json, message.Contents);
        }

        if (parts.Calls > 0)
        {
            WriteCalls(json, message.Contents);
        }

        json.WriteEndObject();
    }

    // Templates know three roles and the tool's; another would be left out of the prompt.
    private static void WriteRole(Utf8JsonWriter json, ChatRole role)
    {
        if (role == ChatRole.User)
        {
            json.WriteString("role"u8, "user"u8);
        }
        else if (role == ChatRole.Assistant)
        {
            json.WriteString("role"u8, "assistant"u8);
        }
        else if (role == ChatRole.System || role.Value == "developer")
        {
            json.WriteString("role"u8, "system"u8);
        }
        else
        {
            json.WriteString("role"u8, role.Value);
        }
    }

    private static string ThoughtsOf(IList<AIContent> contents)
    {
        var thoughts = new StringBuilder();
        for (var i = 0; i < contents.Count; i++)
        {
            if (contents[i] is TextReasoningContent thought)
            {
                thoughts.Append(thought.Text);
            }
        }

        return thoughts.ToString();
    }

    private static void WriteImages(Utf8JsonWriter json, IList<AIContent> contents)
    {
        json.WriteStartArray("images"u8);
        for (var i = 0; i < contents.Count; i++)
        {
            if (contents[i] is DataContent data && data.HasTopLevelMediaType("image"))
            {
                json.WriteBase64StringValue(data.Data.Span);
            }
        }

        json.WriteEndArray();
    }

    private static void WriteCalls(Utf8JsonWriter json, IList<AIContent> contents)
    {
        json.WriteStartArray("tool_calls"u8);
        for (var i = 0; i < contents.Count; i++)
        {
            if (contents[i] is FunctionCallContent call)
            {
                json.WriteStartObject();
                json.WriteString("id"u8, call.CallId);
                json.WriteStartObject("function"u8);
                json.WriteString("name"u8, call.Name);
                json.WritePropertyName("arguments"u8);
                ToolArguments.Write(json, call);
                json.WriteEndObject();
                json.WriteEndObject();
            }
        }

        json.WriteEndArray();
    }

    // A message for each, in their order: servers that know no ids tell results apart by it.
    private static void WriteResults(Utf8JsonWriter json, IReadOnlyList<ChatMessage> messages, int at)
    {
        var contents = messages[at].Contents;
        for (var i = 0; i < contents.Count; i++)
        {
            if (contents[i] is FunctionResultContent result)
            {
                json.WriteStartObject();
                json.WriteString("role"u8, "tool"u8);
                json.WriteString("content"u8, ToolResults.Text(result));
                if (NameOf(result.CallId, messages, at) is { } name)
                {
                    json.WriteString("tool_name"u8, name);
                }

                json.WriteString("tool_call_id"u8, result.CallId);
                json.WriteEndObject();
            }
        }
    }

    private static string? NameOf(string id, IReadOnlyList<ChatMessage> messages, int before)
    {
        for (var i = before; i >= 0; i--)
        {
            var contents = messages[i].Contents;
            for (var j = 0; j < contents.Count; j++)
            {
                if (contents[j] is FunctionCallContent call && call.CallId == id)
                {
                    return call.Name;
                }
            }
        }

        return null;
    }
}
