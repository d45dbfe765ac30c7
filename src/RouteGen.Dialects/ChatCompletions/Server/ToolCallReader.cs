using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Json;
using RouteGen.Dialects.Requests;

namespace RouteGen.Dialects.ChatCompletions.Server;

/// <summary>Reads one call of a tool that a model made.</summary>
internal ref struct ToolCallReader(RequestReading reading)
{
    private string? _id;
    private string? _name;
    private string? _arguments;
    private string? _input;
    private string? _extra;
    private AdditionalPropertiesDictionary? _others;

    /// <summary>Reads the call at which the reader is; null where it is none that can be read, which is noted.</summary>
    public FunctionCallContent? Read(ref Utf8JsonReader reader)
    {
        if (!reading.Object(ref reader, null))
        {
            return null;
        }

        while (JsonRead.Next(ref reader))
        {
            if (reader.ValueTextEquals("id"u8))
            {
                reader.Read();
                _id = reading.Text(ref reader, "id");
            }
            else if (reader.ValueTextEquals("function"u8))
            {
                ReadNamed(ref reader, "function");
            }
            else if (reader.ValueTextEquals("custom"u8))
            {
                ReadNamed(ref reader, "custom");
            }
            else if (reader.ValueTextEquals("type"u8))
            {
                // Which of the two members is there says it, and many clients leave it out.
                reader.Read();
                reading.Text(ref reader, "type");
            }
            else
            {
                ReadOther(ref reader);
            }
        }

        if (string.IsNullOrEmpty(_id))
        {
            reading.Missing("id");
            return null;
        }

        return Call(_id);
    }

    /// <summary>Reads the name and the arguments of the object that was entered: a call without an id.</summary>
    public FunctionCallContent? ReadFunction(ref Utf8JsonReader reader)
    {
        ReadMembers(ref reader);
        return Call(_name ?? "");
    }

    private void ReadNamed(ref Utf8JsonReader reader, string member)
    {
        reader.Read();
        if (!reading.Object(ref reader, member))
        {
            return;
        }

        reading.Path.Enter(member);
        ReadMembers(ref reader);
        reading.Path.Leave();
    }

    private void ReadMembers(ref Utf8JsonReader reader)
    {
        while (JsonRead.Next(ref reader))
        {
            if (reader.ValueTextEquals("name"u8))
            {
                reader.Read();
                _name = reading.Text(ref reader, "name");
            }
            else if (reader.ValueTextEquals("arguments"u8))
            {
                reader.Read();
                _arguments = reading.Text(ref reader, "arguments");
            }
            else if (reader.ValueTextEquals("input"u8))
            {
                reader.Read();
                _input = reading.Text(ref reader, "input");
            }
            else
            {
                JsonRead.Skip(ref reader);
            }
        }
    }

    // Gemini's signatures stand beside the function, as extra_content, and have to go back to it.
    private void ReadOther(ref Utf8JsonReader reader)
    {
        var name = RequestReading.NameOf(ref reader);
        reader.Read();
        if (name == "extra_content" && reader.TokenType == JsonTokenType.StartObject)
        {
            _extra = JsonRead.Element(ref reader).GetRawText();
        }
        else if (reader.TokenType != JsonTokenType.Null)
        {
            (_others ??= [])[name] = JsonRead.Element(ref reader);
        }
    }

    private readonly FunctionCallContent? Call(string id)
    {
        if (string.IsNullOrEmpty(_name))
        {
            reading.Missing(_input is null ? "function.name" : "custom.name");
            return null;
        }

        var call = _input is null ? ToolArguments.Create(_arguments ?? "", id, _name) : CustomCalls.Create(_input, id, _name);
        if (_extra is not null)
        {
            ToolCallExtras.Keep(call, _extra);
        }

        if (_others is not null)
        {
            Added.To(call.AdditionalProperties ??= [], _others);
        }

        return call;
    }
}
