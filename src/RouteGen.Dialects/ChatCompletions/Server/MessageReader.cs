using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Json;
using RouteGen.Dialects.Requests;

namespace RouteGen.Dialects.ChatCompletions.Server;

/// <summary>Reads one message. Its members may come in any order, so they are gathered first.</summary>
internal ref struct MessageReader(RequestReading reading)
{
    private readonly List<AIContent> _contents = [];
    private string? _role;
    private string? _name;
    private string? _callId;
    private string? _refusal;
    private string? _reasoning;
    private List<AIContent>? _calls;
    private AdditionalPropertiesDictionary? _others;
    private bool _hasParts;

    /// <summary>Reads the message at which the reader is; null where it is none that can be read, which is noted.</summary>
    public ChatMessage? Read(ref Utf8JsonReader reader)
    {
        if (!reading.Object(ref reader, null))
        {
            return null;
        }

        while (JsonRead.Next(ref reader))
        {
            ReadMember(ref reader);
        }

        var message = Message();
        if (message is not null)
        {
            message.AuthorName = _name;
            message.AdditionalProperties = _others;
        }

        return message;
    }

    private void ReadMember(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("role"u8))
        {
            reader.Read();
            _role = reading.Text(ref reader, "role");
        }
        else if (reader.ValueTextEquals("content"u8))
        {
            reader.Read();
            ReadContent(ref reader);
        }
        else if (reader.ValueTextEquals("tool_calls"u8))
        {
            reader.Read();
            ReadCalls(ref reader);
        }
        else if (reader.ValueTextEquals("tool_call_id"u8))
        {
            reader.Read();
            _callId = reading.Text(ref reader, "tool_call_id");
        }
        else if (reader.ValueTextEquals("name"u8))
        {
            reader.Read();
            _name = reading.Text(ref reader, "name");
        }
        else if (reader.ValueTextEquals("refusal"u8))
        {
            reader.Read();
            _refusal = reading.Text(ref reader, "refusal");
        }
        else if (reader.ValueTextEquals("reasoning_content"u8) || reader.ValueTextEquals("reasoning"u8))
        {
            // What DeepSeek, OpenRouter and others show of the model's thoughts, which some of them want back.
            reader.Read();
            _reasoning = reading.Text(ref reader, "reasoning_content") ?? _reasoning;
        }
        else if (reader.ValueTextEquals("function_call"u8))
        {
            reader.Read();
            ReadFunctionCall(ref reader);
        }
        else
        {
            var name = RequestReading.NameOf(ref reader);
            reader.Read();
            if (reader.TokenType != JsonTokenType.Null)
            {
                (_others ??= [])[name] = JsonRead.Element(ref reader);
            }
        }
    }

    private void ReadContent(ref Utf8JsonReader reader)
    {
        _contents.Clear();
        if (reader.TokenType == JsonTokenType.String)
        {
            _contents.Add(new TextContent(reading.Text(ref reader, "content")));
            return;
        }

        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reading.RefuseUnlessNull(ref reader, "content", "a string or an array of parts");
            return;
        }

        _hasParts = true;
        reading.Path.Enter("content");
        for (var i = 0; JsonRead.NextItem(ref reader); i++)
        {
            reading.Path.Enter(i);
            if (new ContentPart(reading).Read(ref reader) is { } content)
            {
                _contents.Add(content);
            }

            reading.Path.Leave();
        }

        reading.Path.Leave();
    }

    private void ReadCalls(ref Utf8JsonReader reader)
    {
        if (!reading.Array(ref reader, "tool_calls"))
        {
            return;
        }

        reading.Path.Enter("tool_calls");
        for (var i = 0; JsonRead.NextItem(ref reader); i++)
        {
            reading.Path.Enter(i);
            if (new ToolCallReader(reading).Read(ref reader) is { } call)
            {
                (_calls ??= []).Add(call);
            }

            reading.Path.Leave();
        }

        reading.Path.Leave();
    }

    // What calls of tools were before there could be several: the name stands for the id.
    private void ReadFunctionCall(ref Utf8JsonReader reader)
    {
        reading.Path.Enter("function_call");
        if (reading.Object(ref reader, null) && new ToolCallReader(reading).ReadFunction(ref reader) is { } call)
        {
            (_calls ??= []).Add(call);
        }

        reading.Path.Leave();
    }

    private readonly ChatMessage? Message()
    {
        switch (_role)
        {
            case "system" or "developer":
                RequireContent();
                return new(ChatRole.System, _contents);
            case "user":
                RequireContent();
                return new(ChatRole.User, _contents);
            case "assistant":
                return Assistant();
            case "tool":
                return Result(_callId, "tool_call_id");
            case "function":
                return Result(_name, "name");
            case null:
                reading.Missing("role");
                return null;
            default:
                reading.Refuse(
                    "role", "is none of 'system', 'developer', 'user', 'assistant', 'tool' and 'function'.", "invalid_value");
                return null;
        }
    }

    private readonly void RequireContent()
    {
        if (_contents.Count == 0 && !_hasParts)
        {
            reading.Missing("content");
        }
    }

    private readonly ChatMessage Assistant()
    {
        if (!string.IsNullOrEmpty(_reasoning))
        {
            _contents.Insert(0, new TextReasoningContent(_reasoning));
        }

        if (_refusal is not null)
        {
            _contents.Add(new ErrorContent(_refusal) { ErrorCode = "Refusal" });
        }

        if (_calls is not null)
        {
            _contents.AddRange(_calls);
        }

        return new(ChatRole.Assistant, _contents);
    }

    private readonly ChatMessage? Result(string? callId, string idName)
    {
        if (string.IsNullOrEmpty(callId))
        {
            reading.Missing(idName);
            return null;
        }

        object? result = _contents switch
        {
            [] => "",
            [TextContent text] when !_hasParts || text.AdditionalProperties is null => text.Text,
            _ => _contents,
        };
        return new(ChatRole.Tool, [new FunctionResultContent(callId, result)]);
    }
}
