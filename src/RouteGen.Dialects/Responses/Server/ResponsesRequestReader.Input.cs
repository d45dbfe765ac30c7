using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Json;

namespace RouteGen.Dialects.Responses.Server;

/// <content>The conversation.</content>
internal sealed partial class ResponsesRequestReader
{
    private void ReadInput(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            _asked.Messages.Add(new(ChatRole.User, _reading.Text(ref reader, "input")));
            return;
        }

        if (reader.TokenType != JsonTokenType.StartArray)
        {
            _reading.RefuseUnlessNull(ref reader, "input", "a string or an array");
            return;
        }

        _reading.Path.Enter("input");
        for (var i = 0; JsonRead.NextItem(ref reader); i++)
        {
            _reading.Path.Enter(i);
            var copy = reader;
            if (_reading.Object(ref reader, null))
            {
                var item = new InputItem(_reading, _asked);
                item.Read(ref reader);
                Add(item, _reading.Slice(ref copy));
            }

            _reading.Path.Leave();
        }

        _reading.Path.Leave();
    }

    private void Add(in InputItem item, ReadOnlyMemory<byte> json)
    {
        switch (item.Type)
        {
            case null or "message":
                AddMessage(item);
                break;
            case "function_call" or "custom_tool_call":
                if (item.Call() is { } call)
                {
                    Turn(ChatRole.Assistant).Contents.Add(call);
                }

                break;
            case "function_call_output" or "custom_tool_call_output":
                if (item.Result() is { } result)
                {
                    Turn(ChatRole.Tool).Contents.Add(result);
                }

                break;
            case "reasoning":
                Turn(ChatRole.Assistant).Contents.Add(item.Reasoning(json));
                break;
            case "item_reference":
                _reading.Refuse("type", "is not supported: nothing is stored here.", "unsupported_value");
                break;
            default:
                AddOther(item.Type, json);
                break;
        }
    }

    private void AddMessage(in InputItem item)
    {
        switch (item.Role)
        {
            case "assistant":
                var turn = Turn(ChatRole.Assistant);
                for (var i = 0; i < item.Contents?.Count; i++)
                {
                    if (item.Phase is not null && item.Contents[i] is TextContent)
                    {
                        (item.Contents[i].AdditionalProperties ??= [])[ItemContents.PhaseKey] = item.Phase;
                    }

                    turn.Contents.Add(item.Contents[i]);
                }

                break;
            case "user":
                _asked.Messages.Add(new(ChatRole.User, item.Contents ?? []));
                break;
            case "system":
                _asked.Messages.Add(new(ChatRole.System, item.Contents ?? []));
                break;
            case "developer":
                _asked.Messages.Add(new(ChatRole.System, item.Contents ?? [])
                {
                    AdditionalProperties = new() { [RequestInput.RoleKey] = "developer" },
                });
                break;
            case null:
                _reading.Missing("role");
                break;
            default:
                _reading.Refuse("role", "is none of 'user', 'assistant', 'system' and 'developer'.", "invalid_value");
                break;
        }
    }

    // Kinds of items come faster than this is written: what is not known is for a target of the same dialect to judge.
    private void AddOther(string type, ReadOnlyMemory<byte> json)
    {
        _asked.DialectMembers.Add(_reading.Path.To());
        var text = json.Span;
        var contents = Turn(
            type.EndsWith("_output", StringComparison.Ordinal) ? ChatRole.Tool
            : type == "mcp_approval_response" ? ChatRole.User : ChatRole.Assistant).Contents;
        if (type is "web_search_call" or "image_generation_call" or "code_interpreter_call" or "mcp_call" or "mcp_approval_request")
        {
            var reader = JsonRead.Start(text);
            var read = new List<AIContent>(2);
            ItemContents.Add(read, ItemFields.Read(ref reader, text, known: null), text, new RawItem(json), "item");
            for (var i = 0; i < read.Count; i++)
            {
                contents.Add(read[i]);
            }
        }
        else
        {
            contents.Add(new AIContent { RawRepresentation = new RawItem(json) });
        }
    }

    /// <summary>The message that a turn's items go into: calls in parallel are of one message, and so are their results.</summary>
    private ChatMessage Turn(ChatRole role)
    {
        if (_asked.Messages is [.., var last] && last.Role == role && role != ChatRole.User)
        {
            return last;
        }

        var message = new ChatMessage { Role = role };
        _asked.Messages.Add(message);
        return message;
    }
}
