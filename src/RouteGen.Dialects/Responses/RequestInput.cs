#pragma warning disable MEAI001 // Tools that run at the provider are experimental.
using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Json;
using RouteGen.Dialects.Wire;

namespace RouteGen.Dialects.Responses;

/// <summary>
/// Writes a conversation as input items (platform.openai.com/docs/api-reference/responses/create#responses-create-input).
/// </summary>
internal ref struct RequestInput
{
    /// <summary>The key in a message's additional properties for the role that a caller gave it, where it is another's name.</summary>
    public const string RoleKey = "RouteGen.Role";

    private static readonly ChatRole Developer = new("developer");

    private readonly Utf8JsonWriter _json;
    private readonly DroppedOptions _dropped;
    private Dictionary<string, McpServerToolCallContent>? _mcpCalls;
    private HashSet<string>? _customCalls;

    private RequestInput(Utf8JsonWriter json, DroppedOptions dropped)
    {
        _json = json;
        _dropped = dropped;
    }

    public static void Write(Utf8JsonWriter json, IReadOnlyList<ChatMessage> messages, DroppedOptions dropped)
    {
        var input = new RequestInput(json, dropped);
        json.WriteStartArray();
        for (var i = 0; i < messages.Count; i++)
        {
            input.Write(messages[i]);
        }

        json.WriteEndArray();
    }

    private void Write(ChatMessage message)
    {
        if (message.Role == ChatRole.User)
        {
            WriteUser(message.Contents);
        }
        else if (message.Role == ChatRole.Assistant)
        {
            WriteAssistant(message.Contents);
        }
        else if (message.Role == ChatRole.Tool)
        {
            WriteTool(message.Contents);
        }
        else if (message.Role == ChatRole.System)
        {
            WriteInstructions(IsDeveloper(message) ? "developer"u8 : "system"u8, message);
        }
        else if (message.Role == Developer)
        {
            WriteInstructions("developer"u8, message);
        }
        else
        {
            _dropped.Add("messages of another role");
        }
    }

    private static bool IsDeveloper(ChatMessage message) =>
        message.AdditionalProperties?.TryGetValue(RoleKey, out var role) is true && role is "developer";

    private readonly void WriteInstructions(ReadOnlySpan<byte> role, ChatMessage message)
    {
        var text = message.Text;
        if (string.IsNullOrWhiteSpace(text))
        {
            return;
        }

        BeginMessage(role);
        RequestParts.WriteText(_json, text);
        EndMessage();
    }

    private void WriteUser(IList<AIContent> contents)
    {
        var (isOpen, isWritten) = (false, false);
        for (var i = 0; i < contents.Count; i++)
        {
            if (IsItem(contents[i]))
            {
                if (isOpen)
                {
                    EndMessage();
                    isOpen = false;
                }

                WriteItem(contents[i]);
                isWritten = true;
            }
            else if (RequestParts.CanWrite(contents[i], _dropped))
            {
                if (!isOpen)
                {
                    BeginMessage("user"u8);
                    isOpen = isWritten = true;
                }

                RequestParts.Write(_json, contents[i]);
            }
        }

        if (isOpen)
        {
            EndMessage();
        }
        else if (!isWritten)
        {
            // A turn without words is one all the same.
            BeginMessage("user"u8);
            RequestParts.WriteText(_json, "");
            EndMessage();
        }
    }

    private void WriteTool(IList<AIContent> contents)
    {
        for (var i = 0; i < contents.Count; i++)
        {
            if (IsItem(contents[i]))
            {
                WriteItem(contents[i]);
            }
            else
            {
                _dropped.Add("contents of tool messages");
            }
        }
    }

    private void WriteAssistant(IList<AIContent> contents)
    {
        for (var i = 0; i < contents.Count; i++)
        {
            switch (contents[i])
            {
                case var content when content.RawRepresentation is RawItem:
                    WriteItem(content);
                    break;
                case TextContent text:
                    WriteAssistant(text.Text, text);
                    break;
                case ErrorContent { ErrorCode: ItemContents.Refusal } refusal:
                    WriteAssistant(refusal.Message, refusal);
                    break;
                case TextReasoningContent reasoning:
                    WriteReasoning(reasoning);
                    break;
                case FunctionCallContent call:
                    WriteCall(call);
                    break;
                case McpServerToolCallContent call:
                    (_mcpCalls ??= new(StringComparer.Ordinal))[call.CallId] = call;
                    break;
                case McpServerToolResultContent result when _mcpCalls?.Remove(result.CallId, out var call) is true:
                    HostedItems.WriteMcpCall(_json, call, result);
                    break;
                case ToolApprovalRequestContent { ToolCall: McpServerToolCallContent call } request:
                    HostedItems.WriteApprovalRequest(_json, request.RequestId, call);
                    break;
                case DataContent or UriContent or HostedFileContent:
                    _dropped.Add("files of the assistant");
                    break;
            }
        }
    }

    private readonly void WriteAssistant(string? text, AIContent content)
    {
        if (string.IsNullOrEmpty(text))
        {
            return;
        }

        _json.WriteStartObject();
        _json.WriteString("type"u8, "message"u8);
        _json.WriteString("role"u8, "assistant"u8);
        _json.WriteString("content"u8, text);
        if (ItemContents.PhaseOf(content) is { } phase)
        {
            _json.WriteString("phase"u8, phase);
        }

        _json.WriteEndObject();
    }

    // Nothing is kept at the provider under the id of an item: reasoning without what is encrypted in it is not known there any more.
    private readonly void WriteReasoning(TextReasoningContent reasoning)
    {
        if (string.IsNullOrEmpty(reasoning.ProtectedData))
        {
            return;
        }

        _json.WriteStartObject();
        _json.WriteString("type"u8, "reasoning"u8);
        if (ItemContents.ReasoningId(reasoning) is { } id)
        {
            _json.WriteString("id"u8, id);
        }

        _json.WriteStartArray("summary"u8);
        if (reasoning.Text.Length > 0)
        {
            _json.WriteStartObject();
            _json.WriteString("type"u8, "summary_text"u8);
            _json.WriteString("text"u8, reasoning.Text);
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
        _json.WriteString("encrypted_content"u8, reasoning.ProtectedData);
        _json.WriteEndObject();
    }

    private void WriteCall(FunctionCallContent call)
    {
        var custom = CustomTool.InputOf(call);
        _json.WriteStartObject();
        _json.WriteString("type"u8, custom is null ? "function_call"u8 : "custom_tool_call"u8);
        _json.WriteString("call_id"u8, call.CallId);
        _json.WriteString("name"u8, call.Name);
        if (custom is null)
        {
            _json.WriteString("arguments"u8, ToolArguments.Text(call));
        }
        else
        {
            (_customCalls ??= new(StringComparer.Ordinal)).Add(call.CallId);
            _json.WriteString("input"u8, custom);
        }

        _json.WriteEndObject();
    }

    /// <summary>Whether a content is an item by itself wherever it stands, not a part of a message.</summary>
    private static bool IsItem(AIContent content) =>
        content is FunctionResultContent or ToolApprovalResponseContent { ToolCall: McpServerToolCallContent }
            || content.RawRepresentation is RawItem;

    private readonly void WriteItem(AIContent content)
    {
        switch (content)
        {
            case { RawRepresentation: RawItem raw }:
                _json.WriteRawValue(raw.Json.Span, skipInputValidation: true);
                break;
            case FunctionResultContent result:
                _json.WriteStartObject();
                _json.WriteString(
                    "type"u8,
                    CustomTool.IsResult(result) || _customCalls?.Contains(result.CallId) is true
                        ? "custom_tool_call_output"u8
                        : "function_call_output"u8);
                _json.WriteString("call_id"u8, result.CallId);
                _json.WritePropertyName("output"u8);
                RequestParts.WriteResult(_json, result);
                _json.WriteEndObject();
                break;
            case ToolApprovalResponseContent response:
                HostedItems.WriteApprovalResponse(_json, response);
                break;
        }
    }

    private readonly void BeginMessage(ReadOnlySpan<byte> role)
    {
        _json.WriteStartObject();
        _json.WriteString("type"u8, "message"u8);
        _json.WriteString("role"u8, role);
        _json.WriteStartArray("content"u8);
    }

    private readonly void EndMessage()
    {
        _json.WriteEndArray();
        _json.WriteEndObject();
    }
}
