using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.ChatCompletions.Server;
using RouteGen.Dialects.Json;
using RouteGen.Dialects.Requests;

namespace RouteGen.Dialects.Ollama.Server;

/// <summary>
/// Reads a request of <c>/api/chat</c> (docs.ollama.com/api/chat, and <c>ChatRequest</c> of ollama/api/types.go) as Microsoft.Extensions.AI
/// says it. Null is accepted for whatever may be left out. What is wrong is noted with its member, and never an exception.
/// </summary>
internal sealed partial class OllamaRequestReader
{
    private readonly OllamaAsked _asked = new();
    private readonly RequestReading _reading;

    private OllamaRequestReader(ReadOnlyMemory<byte> body) => _reading = new(body, _asked.Problems);

    /// <summary>Reads a body, which must stay as it is: parts of it are kept.</summary>
    public static OllamaAsked Read(ReadOnlyMemory<byte> body)
    {
        var reader = new OllamaRequestReader(RequestReading.WithoutMark(body));
        if (reader._reading.ReadBody(reader.ReadMember))
        {
            reader.Complete();
        }

        return reader._asked;
    }

    private void Complete()
    {
        if (_asked.Model.Length == 0 && !_asked.Problems.Exists(problem => problem.Param == "model"))
        {
            _reading.Missing("model");
        }
    }

    private void ReadMember(string name, ref Utf8JsonReader reader)
    {
        switch (name)
        {
            case "model":
                _asked.Model = _reading.Text(ref reader, name) ?? "";
                break;
            case "messages":
                ReadMessages(ref reader, name);
                break;
            case "stream":
                _asked.Streamed = _reading.Flag(ref reader, name) ?? true;
                break;
            case "format":
                ReadFormat(ref reader, name);
                break;
            case "options":
                ReadOptions(ref reader, name);
                break;
            case "think":
                ReadThink(ref reader, name);
                break;
            case "tools":
                ReadTools(ref reader, name);
                break;
            case "keep_alive" or "truncate" or "shift" or "logprobs" or "top_logprobs":
                Keep(name, ref reader);
                break;
            default:
                var isNull = reader.TokenType == JsonTokenType.Null;
                var json = _reading.Slice(ref reader);
                if (!isNull)
                {
                    _asked.Others.Add(new(name, json, IsKnown: name is "template" or "_debug_render_only"));
                }

                break;
        }
    }

    // "json", a schema, or "" for text.
    private void ReadFormat(ref Utf8JsonReader reader, string name)
    {
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            _asked.Options.ResponseFormat = ChatResponseFormat.ForJsonSchema(JsonRead.Element(ref reader));
        }
        else if (_reading.Text(ref reader, name) is { Length: > 0 } format)
        {
            if (format == "json")
            {
                _asked.Options.ResponseFormat = ChatResponseFormat.Json;
            }
            else
            {
                _reading.Refuse(name, "must be 'json' or a JSON schema.", "invalid_value");
            }
        }
    }

    /// <summary>Kept as it stands as well, for a target that speaks the dialect: whether to think is more than how much.</summary>
    private void ReadThink(ref Utf8JsonReader reader, string name)
    {
        ReasoningEffort? effort = reader.TokenType switch
        {
            JsonTokenType.True => ReasoningEffort.Medium,
            JsonTokenType.False => ReasoningEffort.None,
            JsonTokenType.String when reader.ValueTextEquals("low"u8) => ReasoningEffort.Low,
            JsonTokenType.String when reader.ValueTextEquals("medium"u8) => ReasoningEffort.Medium,
            JsonTokenType.String when reader.ValueTextEquals("high"u8) => ReasoningEffort.High,
            JsonTokenType.String when reader.ValueTextEquals("max"u8) => ReasoningEffort.ExtraHigh,
            _ => null,
        };
        if (effort is { } known)
        {
            _asked.Options.Reasoning = new() { Effort = known };
            Keep(name, ref reader);
        }
        else if (reader.TokenType != JsonTokenType.Null)
        {
            _reading.Refuse(name, "must be true, false, 'low', 'medium', 'high' or 'max'.", "invalid_value");
            JsonRead.Skip(ref reader);
        }
    }

    private void Keep(string name, ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.Null)
        {
            (_asked.Options.AdditionalProperties ??= [])[name] = JsonRead.Element(ref reader);
        }
    }
}
