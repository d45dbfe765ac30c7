using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.ChatCompletions.Server;
using RouteGen.Dialects.Json;

namespace RouteGen.Dialects.Messages.Server;

/// <content>The members that are objects and arrays.</content>
internal sealed partial class MessagesRequestReader
{
    private void ReadMetadata(ref Utf8JsonReader reader)
    {
        if (!_reading.Object(ref reader, "metadata"))
        {
            return;
        }

        _reading.Path.Enter("metadata");
        while (JsonRead.Next(ref reader))
        {
            if (reader.ValueTextEquals("user_id"u8))
            {
                reader.Read();
                _asked.User = _reading.Text(ref reader, "user_id");
            }
            else
            {
                JsonRead.Skip(ref reader);
            }
        }

        _reading.Path.Leave();
    }

    private void ReadSystem(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            _system = _reading.Text(ref reader, "system") is { Length: > 0 } text ? [new TextContent(text)] : null;
            return;
        }

        if (reader.TokenType != JsonTokenType.StartArray)
        {
            _reading.RefuseUnlessNull(ref reader, "system", "a string or an array of text blocks");
            return;
        }

        _system = [];
        _reading.Path.Enter("system");
        new AskedBlocks(_reading, "system").ReadAll(ref reader, _system);
        _reading.Path.Leave();
        _system = _system.Count > 0 ? _system : null;
    }

    private void ReadMessages(ref Utf8JsonReader reader)
    {
        if (!_reading.Array(ref reader, "messages"))
        {
            return;
        }

        _reading.Path.Enter("messages");
        for (var i = 0; JsonRead.NextItem(ref reader); i++)
        {
            _reading.Path.Enter(i);
            AskedTurn.Read(ref reader, _reading, _asked.Messages);
            _reading.Path.Leave();
        }

        _reading.Path.Leave();
    }

    private void ReadTools(ref Utf8JsonReader reader)
    {
        if (!_reading.Array(ref reader, "tools"))
        {
            return;
        }

        var tools = _asked.Options.Tools ??= [];
        _reading.Path.Enter("tools");
        for (var i = 0; JsonRead.NextItem(ref reader); i++)
        {
            _reading.Path.Enter(i);
            if (AskedTool.Read(ref reader, _reading) is { } tool)
            {
                tools.Add(tool);
            }

            _reading.Path.Leave();
        }

        _reading.Path.Leave();
    }

    private List<string>? ReadStops(ref Utf8JsonReader reader)
    {
        if (!_reading.Array(ref reader, "stop_sequences"))
        {
            return null;
        }

        var stops = new List<string>();
        _reading.Path.Enter("stop_sequences");
        for (var i = 0; JsonRead.NextItem(ref reader); i++)
        {
            if (_reading.Text(ref reader, $"[{i}]") is { } stop)
            {
                stops.Add(stop);
            }
        }

        _reading.Path.Leave();
        return stops;
    }
}
