using System.Collections;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace RouteGen.Content;

/// <summary>
/// Writes messages as JSON, whichever dialect they come from: what was said, and of images and files their type and length.
/// </summary>
internal static class ContentJson
{
    private const int Deepest = 32;

    /// <summary>A request's members.</summary>
    public static void WriteRequest(Utf8JsonWriter writer, IReadOnlyList<ChatMessage> messages, ChatOptions? options)
    {
        if (options?.Instructions is { } instructions)
        {
            writer.WriteString("instructions", instructions);
        }

        WriteMessages(writer, messages);
        if (options?.Tools is { Count: > 0 } tools)
        {
            writer.WriteStartArray("tools");
            foreach (var tool in tools)
            {
                writer.WriteStringValue(tool.Name);
            }

            writer.WriteEndArray();
        }
    }

    /// <summary>The member <c>messages</c>.</summary>
    public static void WriteMessages(Utf8JsonWriter writer, IEnumerable<ChatMessage> messages)
    {
        writer.WriteStartArray("messages");
        foreach (var message in messages)
        {
            writer.WriteStartObject();
            writer.WriteString("role", message.Role.Value);
            writer.WriteStartArray("content");
            foreach (var content in message.Contents)
            {
                Write(writer, content);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, AIContent content)
    {
        if (content is UsageContent)
        {
            return;
        }

        writer.WriteStartObject();
        switch (content)
        {
            case TextContent text:
                writer.WriteString("type", "text");
                writer.WriteString("text", text.Text);
                break;
            case TextReasoningContent reasoning:
                writer.WriteString("type", "reasoning");
                writer.WriteString("text", reasoning.Text);
                break;
            case FunctionCallContent call:
                writer.WriteString("type", "tool_call");
                writer.WriteString("id", call.CallId);
                writer.WriteString("name", call.Name);
                writer.WritePropertyName("arguments");
                WriteValue(writer, call.Arguments, depth: 0);
                break;
            case FunctionResultContent result:
                writer.WriteString("type", "tool_result");
                writer.WriteString("id", result.CallId);
                writer.WritePropertyName("result");
                WriteValue(writer, result.Result, depth: 0);
                break;
            case DataContent data:
                writer.WriteString("type", "data");
                writer.WriteString("mediaType", data.MediaType);
                writer.WriteNumber("bytes", data.Data.Length);
                break;
            case UriContent uri:
                writer.WriteString("type", "uri");
                writer.WriteString("mediaType", uri.MediaType);
                // A query often is a signature.
                writer.WriteString("uri", uri.Uri.IsAbsoluteUri ? uri.Uri.GetComponents(
                    UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped) : "");
                break;
            case ErrorContent error:
                writer.WriteString("type", "error");
                writer.WriteString("text", error.Message);
                break;
            default:
                writer.WriteString("type", content.GetType().Name);
                break;
        }

        writer.WriteEndObject();
    }

    /// <summary>A value of arguments or of a result, whatever the application put there.</summary>
    private static void WriteValue(Utf8JsonWriter writer, object? value, int depth)
    {
        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case string text:
                writer.WriteStringValue(text);
                break;
            case JsonElement { ValueKind: not JsonValueKind.Undefined } json:
                json.WriteTo(writer);
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case int or long or short or byte:
                writer.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
            case IDictionary<string, object?> members when depth < Deepest:
                writer.WriteStartObject();
                foreach (var (name, member) in members)
                {
                    writer.WritePropertyName(name);
                    WriteValue(writer, member, depth + 1);
                }

                writer.WriteEndObject();
                break;
            case IEnumerable<AIContent> contents:
                writer.WriteStartArray();
                foreach (var content in contents)
                {
                    Write(writer, content);
                }

                writer.WriteEndArray();
                break;
            case AIContent content:
                Write(writer, content);
                break;
            case IEnumerable items when depth < Deepest:
                writer.WriteStartArray();
                foreach (var item in items)
                {
                    WriteValue(writer, item, depth + 1);
                }

                writer.WriteEndArray();
                break;
            default:
                WriteOther(writer, value);
                break;
        }
    }

    /// <summary>As the clients send it, where the type is known; else its name alone, since a text of its own could say anything.</summary>
    private static void WriteOther(Utf8JsonWriter writer, object value)
    {
        if (AIJsonUtilities.DefaultOptions.TryGetTypeInfo(value.GetType(), out var type))
        {
            JsonSerializer.SerializeToElement(value, type).WriteTo(writer);
        }
        else
        {
            writer.WriteStringValue($"[{value.GetType().Name}]");
        }
    }
}
