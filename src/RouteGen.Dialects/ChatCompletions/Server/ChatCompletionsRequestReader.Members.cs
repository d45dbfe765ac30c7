using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Json;

namespace RouteGen.Dialects.ChatCompletions.Server;

/// <summary>The members of a request, one by one.</summary>
internal sealed partial class ChatCompletionsRequestReader
{
    private void ReadMember(string name, ref Utf8JsonReader reader)
    {
        var options = _asked.Options;
        switch (name)
        {
            case "model":
                _asked.Model = _reading.Text(ref reader, name) ?? "";
                break;
            case "messages":
                ReadMessages(ref reader);
                break;
            case "temperature":
                options.Temperature = _reading.Number(ref reader, name);
                break;
            case "top_p":
                options.TopP = _reading.Number(ref reader, name);
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
            case "max_tokens":
                _maxTokens = _reading.Integer(ref reader, name, 1, int.MaxValue);
                break;
            case "max_completion_tokens":
                _maxCompletionTokens = _reading.Integer(ref reader, name, 1, int.MaxValue);
                break;
            case "stop":
                options.StopSequences = Stop(ref reader);
                break;
            case "tools" or "functions":
                ReadTools(ref reader, name);
                break;
            case "tool_choice" or "function_call":
                _choice.Read(ref reader, name);
                break;
            case "parallel_tool_calls":
                options.AllowMultipleToolCalls = _reading.Flag(ref reader, name);
                break;
            case "response_format":
                ReadFormat(ref reader);
                break;
            case "reasoning_effort":
                ReadEffort(ref reader, name);
                break;
            case "stream":
                _asked.Streamed = _reading.Flag(ref reader, name) is true;
                break;
            case "stream_options":
                ReadStreamOptions(ref reader);
                break;
            default:
                ReadOther(ref reader, name);
                break;
        }
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
            if (new MessageReader(_reading).Read(ref reader) is { } message)
            {
                _asked.Messages.Add(message);
            }

            _reading.Path.Leave();
        }

        _reading.Path.Leave();
    }

    private void ReadTools(ref Utf8JsonReader reader, string member)
    {
        if (!_reading.Array(ref reader, member))
        {
            return;
        }

        var tools = _asked.Options.Tools ??= [];
        _reading.Path.Enter(member);
        for (var i = 0; JsonRead.NextItem(ref reader); i++)
        {
            _reading.Path.Enter(i);
            var tool = new ToolReader(_reading);
            if ((member == "tools" ? tool.Read(ref reader) : tool.ReadFunction(ref reader)) is { } read)
            {
                tools.Add(read);
            }

            _reading.Path.Leave();
        }

        _reading.Path.Leave();
    }

    private List<string>? Stop(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            return [_reading.Text(ref reader, "stop")!];
        }

        if (reader.TokenType != JsonTokenType.StartArray)
        {
            _reading.RefuseUnlessNull(ref reader, "stop", "a string or an array of strings");
            return null;
        }

        var stop = new List<string>();
        _reading.Path.Enter("stop");
        for (var i = 0; JsonRead.NextItem(ref reader); i++)
        {
            _reading.Path.Enter(i);
            if (_reading.Text(ref reader, null) is { } text)
            {
                stop.Add(text);
            }

            _reading.Path.Leave();
        }

        _reading.Path.Leave();
        return stop;
    }

    private void ReadFormat(ref Utf8JsonReader reader)
    {
        var format = new ResponseFormatReader(_reading);
        _asked.Options.ResponseFormat = format.Read(ref reader);
        if (format.Strict is { } strict)
        {
            (_asked.Options.AdditionalProperties ??= [])["strict"] = strict;
        }
    }

    // Words beyond those of Microsoft.Extensions.AI go to the nearest.
    private void ReadEffort(ref Utf8JsonReader reader, string name)
    {
        if (_reading.Text(ref reader, name) is not { } word)
        {
            return;
        }

        ReasoningEffort? effort = word switch
        {
            "none" => ReasoningEffort.None,
            "minimal" or "low" => ReasoningEffort.Low,
            "medium" => ReasoningEffort.Medium,
            "high" => ReasoningEffort.High,
            "xhigh" or "max" => ReasoningEffort.ExtraHigh,
            _ => null,
        };
        if (effort is null)
        {
            _reading.Refuse(name, "is none of 'none', 'minimal', 'low', 'medium', 'high', 'xhigh' and 'max'.", "invalid_value");
            return;
        }

        _asked.Options.Reasoning = new() { Effort = effort };
    }

    private void ReadStreamOptions(ref Utf8JsonReader reader)
    {
        if (!_reading.Object(ref reader, "stream_options"))
        {
            return;
        }

        _reading.Path.Enter("stream_options");
        while (JsonRead.Next(ref reader))
        {
            if (reader.ValueTextEquals("include_usage"u8))
            {
                reader.Read();
                _asked.IncludesUsage = _reading.Flag(ref reader, "include_usage") is true;
            }
            else
            {
                JsonRead.Skip(ref reader);
            }
        }

        _reading.Path.Leave();
    }
}
