using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.ChatCompletions.Server;
using RouteGen.Dialects.Json;

namespace RouteGen.Dialects.Responses.Server;

/// <content>Tools.</content>
internal sealed partial class ResponsesRequestReader
{
    private void ReadTools(ref Utf8JsonReader reader)
    {
        if (!_reading.Array(ref reader, "tools"))
        {
            return;
        }

        _reading.Path.Enter("tools");
        for (var i = 0; JsonRead.NextItem(ref reader); i++)
        {
            _reading.Path.Enter(i);
            if (ReadTool(ref reader) is { } tool)
            {
                (_asked.Options.Tools ??= []).Add(tool);
            }

            _reading.Path.Leave();
        }

        _reading.Path.Leave();
    }

    private AITool? ReadTool(ref Utf8JsonReader reader)
    {
        var copy = reader;
        if (!_reading.Object(ref reader, null))
        {
            return null;
        }

        string? type = null, name = null, description = null;
        JsonElement? parameters = null;
        bool? strict = null;
        while (JsonRead.Next(ref reader))
        {
            if (reader.ValueTextEquals("type"u8))
            {
                reader.Read();
                type = _reading.Text(ref reader, "type");
            }
            else if (reader.ValueTextEquals("name"u8))
            {
                reader.Read();
                name = _reading.Text(ref reader, "name");
            }
            else if (reader.ValueTextEquals("description"u8))
            {
                reader.Read();
                description = _reading.Text(ref reader, "description");
            }
            else if (reader.ValueTextEquals("parameters"u8))
            {
                reader.Read();
                parameters = _reading.Element(ref reader, "parameters");
            }
            else if (reader.ValueTextEquals("strict"u8))
            {
                reader.Read();
                strict = _reading.Flag(ref reader, "strict");
            }
            else
            {
                JsonRead.Skip(ref reader);
            }
        }

        switch (type)
        {
            case "function" or "custom" when string.IsNullOrEmpty(name):
                _reading.Missing("name");
                return null;
            case "function":
                return new AskedFunction(name, description ?? "", parameters, strict);
            case "custom":
                return new CustomTool(name, description, _reading.Slice(ref copy));
            case null:
                _reading.Missing("type");
                return null;
            default:
                return new HostedToolReader(_reading, _asked).Read(ref copy, type);
        }
    }
}
