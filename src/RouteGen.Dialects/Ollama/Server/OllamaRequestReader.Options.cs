using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.ChatCompletions.Server;
using RouteGen.Dialects.Json;
using RouteGen.Dialects.Requests;

namespace RouteGen.Dialects.Ollama.Server;

/// <content>Parameters and tools.</content>
internal sealed partial class OllamaRequestReader
{
    private static readonly JsonElement NoParameters = JsonElement.Parse("""{"type":"object","properties":{}}""");

    private void ReadOptions(ref Utf8JsonReader reader, string member)
    {
        if (!_reading.Object(ref reader, member))
        {
            return;
        }

        _reading.Path.Enter(member);
        var options = _asked.Options;
        while (JsonRead.Next(ref reader))
        {
            var name = RequestReading.NameOf(ref reader);
            reader.Read();
            switch (name)
            {
                case "temperature":
                    options.Temperature = _reading.Number(ref reader, name);
                    break;
                case "top_p":
                    options.TopP = _reading.Number(ref reader, name);
                    break;
                case "top_k":
                    options.TopK = (int?)_reading.Integer(ref reader, name, int.MinValue, int.MaxValue);
                    break;
                case "frequency_penalty":
                    options.FrequencyPenalty = _reading.Number(ref reader, name);
                    break;
                case "presence_penalty":
                    options.PresencePenalty = _reading.Number(ref reader, name);
                    break;
                case "seed":
                    options.Seed = _reading.Integer(ref reader, name);
                    break;
                case "num_predict":
                    // -1 is no bound, and -2 that of the context.
                    var bound = _reading.Integer(ref reader, name, int.MinValue, int.MaxValue);
                    options.MaxOutputTokens = bound > 0 ? (int)bound : null;
                    break;
                case "stop":
                    ReadStop(ref reader, name);
                    break;
                default:
                    Keep(name, ref reader);
                    break;
            }
        }

        _reading.Path.Leave();
    }

    private void ReadStop(ref Utf8JsonReader reader, string name)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            _asked.Options.StopSequences = [_reading.Text(ref reader, name)!];
        }
        else if (_reading.Array(ref reader, name))
        {
            var stop = new List<string>();
            while (JsonRead.NextItem(ref reader))
            {
                if (_reading.Text(ref reader, name) is { } text)
                {
                    stop.Add(text);
                }
            }

            _asked.Options.StopSequences = stop;
        }
    }

    private void ReadTools(ref Utf8JsonReader reader, string member)
    {
        if (!_reading.Array(ref reader, member))
        {
            return;
        }

        _reading.Path.Enter(member);
        var tools = new List<AITool>();
        for (var i = 0; JsonRead.NextItem(ref reader); i++)
        {
            _reading.Path.Enter(i);
            if (ReadTool(ref reader) is { } tool)
            {
                tools.Add(tool);
            }

            _reading.Path.Leave();
        }

        _reading.Path.Leave();
        _asked.Options.Tools = tools.Count > 0 ? tools : null;
    }

    private AIFunctionDeclaration? ReadTool(ref Utf8JsonReader reader)
    {
        AIFunctionDeclaration? tool = null;
        if (!_reading.Object(ref reader, name: null))
        {
            return null;
        }

        while (JsonRead.Next(ref reader))
        {
            var isFunction = reader.ValueTextEquals("function"u8);
            var isType = reader.ValueTextEquals("type"u8);
            reader.Read();
            if (isFunction)
            {
                tool = ReadFunction(ref reader);
            }
            else if (isType)
            {
                if (_reading.Text(ref reader, "type") is { } type && type != "function")
                {
                    _reading.Refuse("type", "must be 'function'.", "invalid_value");
                }
            }
            else
            {
                JsonRead.Skip(ref reader);
            }
        }

        if (tool is null && _asked.Problems.Count == 0)
        {
            _reading.Missing("function");
        }

        return tool;
    }

    private AIFunctionDeclaration? ReadFunction(ref Utf8JsonReader reader)
    {
        if (!_reading.Object(ref reader, "function"))
        {
            return null;
        }

        string? called = null, description = null;
        JsonElement? parameters = null;
        _reading.Path.Enter("function");
        while (JsonRead.Next(ref reader))
        {
            var name = RequestReading.NameOf(ref reader);
            reader.Read();
            switch (name)
            {
                case "name":
                    called = _reading.Text(ref reader, name);
                    break;
                case "description":
                    description = _reading.Text(ref reader, name);
                    break;
                case "parameters":
                    parameters = _reading.Element(ref reader, name);
                    break;
                default:
                    JsonRead.Skip(ref reader);
                    break;
            }
        }

        if (string.IsNullOrEmpty(called))
        {
            _reading.Missing("name");
        }

        _reading.Path.Leave();
        return string.IsNullOrEmpty(called)
            ? null
            : AIFunctionFactory.CreateDeclaration(called, description, parameters ?? NoParameters);
    }
}
