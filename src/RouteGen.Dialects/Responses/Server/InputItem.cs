using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.ChatCompletions.Server;
using RouteGen.Dialects.Json;
using RouteGen.Dialects.Requests;

namespace RouteGen.Dialects.Responses.Server;

/// <summary>One item of the input. Its members may come in any order, so they are gathered first.</summary>
internal struct InputItem(RequestReading reading, ResponsesAsked asked)
{
    private string? _id;
    private string? _callId;
    private string? _name;
    private string? _arguments;
    private string? _input;
    private string? _encrypted;
    private string? _summary;
    private object? _output;

    public string? Type { get; private set; }

    public string? Role { get; private set; }

    public string? Phase { get; private set; }

    public List<AIContent>? Contents { get; private set; }

    /// <summary>Reads the members of the object that was entered.</summary>
    public void Read(ref Utf8JsonReader reader)
    {
        while (JsonRead.Next(ref reader))
        {
            ReadMember(ref reader);
        }
    }

    /// <summary>The call that the item is; null where something is missing, which is noted.</summary>
    public readonly FunctionCallContent? Call()
    {
        var isCustom = Type == "custom_tool_call";
        if (string.IsNullOrEmpty(_callId) || string.IsNullOrEmpty(_name))
        {
            reading.Missing(string.IsNullOrEmpty(_callId) ? "call_id" : "name");
            return null;
        }

        if ((isCustom ? _input : _arguments) is not { } text)
        {
            reading.Missing(isCustom ? "input" : "arguments");
            return null;
        }

        return isCustom ? CustomTool.Call(text, _callId, _name) : ToolArguments.Create(text, _callId, _name);
    }

    /// <summary>The result that the item is; null where something is missing, which is noted.</summary>
    public readonly FunctionResultContent? Result()
    {
        if (string.IsNullOrEmpty(_callId) || _output is null)
        {
            reading.Missing(string.IsNullOrEmpty(_callId) ? "call_id" : "output");
            return null;
        }

        return Type == "custom_tool_call_output"
            ? CustomTool.Result(_callId, _output)
            : new FunctionResultContent(_callId, _output);
    }

    /// <summary>The reasoning that the item is.</summary>
    public readonly TextReasoningContent Reasoning(ReadOnlyMemory<byte> json)
    {
        var text = new StringBuilder(_summary);
        for (var i = 0; i < Contents?.Count; i++)
        {
            text.Append((Contents[i] as TextContent)?.Text);
        }

        var reasoning = ItemContents.Reasoning(text.ToString(), _encrypted, _id);
        reasoning.RawRepresentation = _encrypted is null ? null : new RawItem(json);
        return reasoning;
    }

    private void ReadMember(ref Utf8JsonReader reader)
    {
        var name = RequestReading.NameOf(ref reader);
        reader.Read();
        switch (name)
        {
            case "type":
                Type = reading.Text(ref reader, name);
                break;
            case "role":
                Role = reading.Text(ref reader, name);
                break;
            case "phase":
                Phase = reading.Text(ref reader, name);
                break;
            case "id":
                _id = reading.Text(ref reader, name);
                break;
            case "call_id":
                _callId = reading.Text(ref reader, name);
                break;
            case "name":
                _name = JsonRead.Text(ref reader);
                break;
            case "arguments":
                // Another kind of item may have an object there.
                _arguments = JsonRead.Text(ref reader);
                break;
            case "input":
                _input = JsonRead.Text(ref reader);
                break;
            case "encrypted_content":
                _encrypted = reading.Text(ref reader, name);
                break;
            case "content":
                Contents = ReadParts(ref reader, name);
                break;
            case "summary":
                ReadSummary(ref reader);
                break;
            case "output":
                ReadOutput(ref reader);
                break;
            default:
                JsonRead.Skip(ref reader);
                break;
        }
    }

    private readonly List<AIContent>? ReadParts(ref Utf8JsonReader reader, string name)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            return [new TextContent(reading.Text(ref reader, name))];
        }

        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reading.RefuseUnlessNull(ref reader, name, "a string or an array");
            return null;
        }

        var parts = new List<AIContent>();
        reading.Path.Enter(name);
        for (var i = 0; JsonRead.NextItem(ref reader); i++)
        {
            reading.Path.Enter(i);
            if (new InputPart(reading, asked).Read(ref reader) is { } part)
            {
                parts.Add(part);
            }

            reading.Path.Leave();
        }

        reading.Path.Leave();
        return parts;
    }

    private void ReadSummary(ref Utf8JsonReader reader)
    {
        if (!reading.Array(ref reader, "summary"))
        {
            return;
        }

        var summary = new StringBuilder();
        while (JsonRead.NextItem(ref reader))
        {
            summary.Append(PartFields.Read(ref reader, isKnown: false).Text);
        }

        _summary = summary.ToString();
    }

    // Of a call of a tool that the provider ran it may be anything, and rides along with the item.
    private void ReadOutput(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is JsonTokenType.String)
        {
            _output = reading.Text(ref reader, "output");
        }
        else if (reader.TokenType == JsonTokenType.StartArray && Type is "function_call_output" or "custom_tool_call_output")
        {
            _output = ReadParts(ref reader, "output");
        }
        else if (reader.TokenType == JsonTokenType.StartArray)
        {
            // Its type comes after it, or is another.
            var copy = reader;
            JsonRead.Skip(ref reader);
            var ahead = reader;
            if (TypeAhead(ahead) is "function_call_output" or "custom_tool_call_output")
            {
                _output = ReadParts(ref copy, "output");
            }
        }
        else
        {
            JsonRead.Skip(ref reader);
        }
    }

    private static string? TypeAhead(Utf8JsonReader reader)
    {
        while (JsonRead.Next(ref reader))
        {
            if (reader.ValueTextEquals("type"u8))
            {
                reader.Read();
                return JsonRead.Text(ref reader);
            }

            JsonRead.Skip(ref reader);
        }

        return null;
    }
}
