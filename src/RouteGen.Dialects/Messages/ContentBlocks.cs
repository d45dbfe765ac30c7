using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Json;
using RouteGen.Dialects.Wire;

namespace RouteGen.Dialects.Messages;

/// <summary>Writes contents as the blocks of a message (docs.anthropic.com/en/api/messages#body-messages-content).</summary>
internal static class ContentBlocks
{
    /// <summary>
    /// The SDK's mark of thoughts whose text is kept from everybody: what stands in their protected data is a
    /// <c>redacted_thinking</c> block's data, and no signature.
    /// </summary>
    public const string RedactedKey = "anthropic:redacted_thinking";

    /// <summary>Whether a content has a block in a message of a role. One that has none is reported, unless it says nothing.</summary>
    public static bool CanWrite(AIContent? content, string role, DroppedOptions dropped)
    {
        switch (content)
        {
            case null or UsageContent or ErrorContent:
                return false;
            case { RawRepresentation: RawBlock } when role != "system" || content is TextContent:
                return true;
            case TextContent text:
                // The API refuses a block of white space.
                return !string.IsNullOrWhiteSpace(text.Text);
        }

        if (role != "system" && HasBlock(content))
        {
            return true;
        }

        if (content is not TextReasoningContent)
        {
            dropped.Add(NameOf(content));
        }

        return false;
    }

    /// <summary>Writes a content as a block.</summary>
    public static void Write(Utf8JsonWriter json, AIContent content, string role)
    {
        switch (content)
        {
            case { RawRepresentation: RawBlock raw }:
                raw.Write(json);
                break;
            case TextContent text:
                // The API refuses white space at the end of what the model said.
                var said = role == "assistant" ? text.Text.AsSpan().TrimEnd() : text.Text;
                Turns.WriteText(json, said, text.AdditionalProperties);
                break;
            case TextReasoningContent reasoning:
                WriteThinking(json, reasoning);
                break;
            case FunctionCallContent call:
                WriteToolUse(json, call);
                break;
            case FunctionResultContent result:
                WriteToolResult(json, result);
                break;
            default:
                Attachments.Write(json, content);
                break;
        }
    }

    private static bool HasBlock(AIContent content) => content switch
    {
        TextReasoningContent reasoning => !string.IsNullOrEmpty(reasoning.Text) || !string.IsNullOrEmpty(reasoning.ProtectedData),
        FunctionCallContent or FunctionResultContent => true,
        _ => Attachments.IsOne(content),
    };

    private static string NameOf(AIContent content) => content switch
    {
        DataContent data => $"content ({data.MediaType})",
        UriContent uri => $"content ({uri.MediaType})",
        _ => $"content ({content.GetType().Name})",
    };

    private static void WriteThinking(Utf8JsonWriter json, TextReasoningContent reasoning)
    {
        json.WriteStartObject();
        if (reasoning.ProtectedData is { } data && reasoning.AdditionalProperties?.ContainsKey(RedactedKey) is true)
        {
            json.WriteString("type"u8, "redacted_thinking"u8);
            json.WriteString("data"u8, data);
        }
        else
        {
            json.WriteString("type"u8, "thinking"u8);
            json.WriteString("thinking"u8, reasoning.Text ?? "");
            json.WriteString("signature"u8, reasoning.ProtectedData ?? "");
        }

        json.WriteEndObject();
    }

    private static void WriteToolUse(Utf8JsonWriter json, FunctionCallContent call)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "tool_use"u8);
        json.WriteString("id"u8, call.CallId);
        json.WriteString("name"u8, call.Name);
        json.WritePropertyName("input"u8);
        ToolArguments.Write(json, call);
        if (call.AdditionalProperties is { } properties)
        {
            // Who called, where it was not the model itself, and out of which set.
            WriteKept(json, "caller", properties);
            WriteKept(json, "toolset_name", properties);
            CacheControl.Write(json, properties);
        }

        json.WriteEndObject();
    }

    private static void WriteToolResult(Utf8JsonWriter json, FunctionResultContent result)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "tool_result"u8);
        json.WriteString("tool_use_id"u8, result.CallId);
        json.WriteBoolean("is_error"u8, result.Exception is not null);
        json.WritePropertyName("content"u8);
        switch (result.Result)
        {
            case string text:
                json.WriteStringValue(text);
                break;
            case null:
                json.WriteStringValue(result.Exception is null ? "null" : ToolResults.Text(result));
                break;
            case AIContent content:
                json.WriteStartArray();
                WriteInResult(json, content);
                json.WriteEndArray();
                break;
            case IEnumerable<AIContent> contents:
                json.WriteStartArray();
                foreach (var content in contents)
                {
                    WriteInResult(json, content);
                }

                json.WriteEndArray();
                break;
            default:
                json.WriteStringValue(JsonValues.Text(result.Result));
                break;
        }

        if (result.AdditionalProperties is { } properties)
        {
            WriteKept(json, "toolset_name", properties);
            CacheControl.Write(json, properties);
        }

        json.WriteEndObject();
    }

    private static void WriteInResult(Utf8JsonWriter json, AIContent content)
    {
        switch (content)
        {
            case { RawRepresentation: RawBlock raw }:
                raw.Write(json);
                break;
            case TextContent text:
                Turns.WriteText(json, text.Text, text.AdditionalProperties);
                break;
            default:
                if (Attachments.IsOne(content))
                {
                    Attachments.Write(json, content);
                }
                else
                {
                    Turns.WriteText(json, JsonValues.Text(content), null);
                }

                break;
        }
    }

    private static void WriteKept(Utf8JsonWriter json, string name, AdditionalPropertiesDictionary properties)
    {
        if (properties.TryGetValue(name, out var value) && value is not null)
        {
            json.WritePropertyName(name);
            JsonValues.Write(json, value);
        }
    }
}
