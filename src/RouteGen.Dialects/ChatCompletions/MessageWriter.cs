using System.ClientModel.Primitives;
using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Json;
using RouteGen.Dialects.Vendors;
using RouteGen.Dialects.Wire;

namespace RouteGen.Dialects.ChatCompletions;

/// <summary>Writes <c>messages</c>.</summary>
internal readonly ref partial struct MessageWriter(Utf8JsonWriter json, ChatVendor vendor, string model, DroppedOptions dropped)
{
    private const string SdkNamespace = "OpenAI.Chat";
    private static readonly ChatRole Developer = new("developer");

    private readonly Utf8JsonWriter _json = json;
    private readonly ChatVendor _vendor = vendor;
    private readonly DroppedOptions _dropped = dropped;
    private readonly bool _signs = vendor.AsksForSignatures && ToolCallExtras.AsksForSignatures(model);

    public void Write(IReadOnlyList<ChatMessage> messages, string? instructions)
    {
        _json.WriteStartArray("messages"u8);
        if (!string.IsNullOrWhiteSpace(instructions))
        {
            _json.WriteStartObject();
            _json.WriteString("role"u8, "system"u8);
            _json.WriteString("content"u8, instructions);
            _json.WriteEndObject();
        }

        var turn = StartOfTurn(messages);
        for (var i = 0; i < messages.Count; i++)
        {
            Write(messages[i], isCurrentTurn: i >= turn);
        }

        _json.WriteEndArray();
    }

    /// <summary>Where what the model says in the current turn begins: behind the last message of a user.</summary>
    private static int StartOfTurn(IReadOnlyList<ChatMessage> messages)
    {
        for (var i = messages.Count - 1; i >= 0; i--)
        {
            if (messages[i].Role == ChatRole.User)
            {
                return i + 1;
            }
        }

        return 0;
    }

    private void Write(ChatMessage message, bool isCurrentTurn)
    {
        if (message.RawRepresentation is IJsonModel<object> raw && IsOfSdk(raw, "ChatMessage"))
        {
            raw.Write(_json, ModelReaderWriterOptions.Json);
        }
        else if (message.Role == ChatRole.Assistant)
        {
            WriteAssistant(message, isCurrentTurn);
        }
        else if (message.Role == ChatRole.Tool)
        {
            WriteResults(message.Contents, isAlone: true);
        }
        else if (message.Role == ChatRole.User)
        {
            if (WriteResults(message.Contents, isAlone: false))
            {
                WriteSpoken("user"u8, message);
            }
        }
        else if (message.Role == ChatRole.System)
        {
            WriteSpoken("system"u8, message);
        }
        else if (message.Role == Developer)
        {
            WriteSpoken(_vendor.TakesDeveloper ? "developer"u8 : "system"u8, message);
        }
        else
        {
            _dropped.Add("messages.role");
        }
    }

    private void WriteSpoken(ReadOnlySpan<byte> role, ChatMessage message)
    {
        _json.WriteStartObject();
        _json.WriteString("role"u8, role);
        WriteContent(message.Contents, mayBeMissing: false, thoughts: false);
        WriteName(message);
        _json.WriteEndObject();
    }

    /// <summary>Writes the results of tools, each of which is a message.</summary>
    /// <returns>Whether the message says anything else.</returns>
    private bool WriteResults(IList<AIContent> contents, bool isAlone)
    {
        var (others, written) = (false, false);
        for (var i = 0; i < contents.Count; i++)
        {
            if (contents[i] is not FunctionResultContent result)
            {
                others = true;
                if (isAlone)
                {
                    _dropped.Add("messages.tool.content");
                }

                continue;
            }

            written = true;
            _json.WriteStartObject();
            _json.WriteString("role"u8, "tool"u8);
            _json.WriteString("tool_call_id"u8, IdOf(result.CallId));
            _json.WriteString("content"u8, ToolResults.Text(result));
            _json.WriteEndObject();
        }

        return others || !written;
    }

    private void WriteAssistant(ChatMessage message, bool isCurrentTurn)
    {
        var contents = message.Contents;
        var (calls, refusal) = (false, (string?)null);
        for (var i = 0; i < contents.Count; i++)
        {
            calls |= contents[i] is FunctionCallContent;
            refusal = contents[i] is ErrorContent { ErrorCode: ReplyReading.Refusal } error ? error.Message : refusal;
        }

        _json.WriteStartObject();
        _json.WriteString("role"u8, "assistant"u8);
        WriteContent(contents, mayBeMissing: calls && !_vendor.WantsContent, thoughts: _vendor.Reasoning == ReasoningForm.Parts);
        WriteName(message);
        if (refusal is not null && _vendor.TakesRefusal)
        {
            _json.WriteString("refusal"u8, refusal);
        }

        WriteReasoning(contents, calls, isCurrentTurn);
        if (calls)
        {
            WriteCalls(contents, mustBeSigned: _signs && isCurrentTurn);
        }

        _json.WriteEndObject();
    }

    private void WriteCalls(IList<AIContent> contents, bool mustBeSigned)
    {
        _json.WriteStartArray("tool_calls"u8);
        for (var i = 0; i < contents.Count; i++)
        {
            if (contents[i] is not FunctionCallContent call)
            {
                continue;
            }

            _json.WriteStartObject();
            _json.WriteString("id"u8, IdOf(call.CallId));
            if (!CustomCalls.Write(_json, call))
            {
                _json.WriteString("type"u8, "function"u8);
                _json.WriteStartObject("function"u8);
                _json.WriteString("name"u8, call.Name);
                _json.WriteString("arguments"u8, ToolArguments.Text(call));
                _json.WriteEndObject();
            }

            if (_vendor.TakesExtraContent)
            {
                ToolCallExtras.Write(_json, call, mustBeSigned);
            }

            // Of parallel calls, the first alone is signed.
            mustBeSigned = false;
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
    }

    private string IdOf(string id) => _vendor.ToolIds == ToolIdForm.Nine ? ToolIds.Nine(id) : id;

    private void WriteName(ChatMessage message)
    {
        if (message.AuthorName is not null && AuthorNames.Sanitize(message.AuthorName) is { } name)
        {
            if (_vendor.TakesNames)
            {
                _json.WriteString("name"u8, name);
            }
            else
            {
                _dropped.Add("authorName");
            }
        }
    }

    // OpenAI's own package is not referenced; its objects are known by their names.
    private static bool IsOfSdk(object raw, string ending)
    {
        var type = raw.GetType();
        return type.Namespace == SdkNamespace && type.Name.EndsWith(ending, StringComparison.Ordinal);
    }
}
