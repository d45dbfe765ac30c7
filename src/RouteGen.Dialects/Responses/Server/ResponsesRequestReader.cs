using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.ChatCompletions.Server;
using RouteGen.Dialects.Json;
using RouteGen.Dialects.Requests;

namespace RouteGen.Dialects.Responses.Server;

/// <summary>
/// Reads a request in Responses (OpenAI's OpenAPI document, <c>CreateResponse</c>) as Microsoft.Extensions.AI says it. Null is accepted for
/// whatever may be left out. What is wrong is noted with its member, and never an exception. Replies are not stored here, so that
/// what builds on a stored one is wrong, too.
/// </summary>
internal sealed partial class ResponsesRequestReader
{
    private readonly ResponsesAsked _asked = new();
    private readonly CarriedMembers _carried = new();
    private readonly RequestReading _reading;
    private string? _user;
    private bool _hasInput;

    private ResponsesRequestReader(ReadOnlyMemory<byte> body) => _reading = new(body, _asked.Problems);

    /// <summary>Reads a body, which must stay as it is: parts of it are kept.</summary>
    public static ResponsesAsked Read(ReadOnlyMemory<byte> body)
    {
        var reader = new ResponsesRequestReader(RequestReading.WithoutMark(body));
        if (reader._reading.ReadBody(reader.ReadMember))
        {
            reader.Complete();
        }

        return reader._asked;
    }

    private void ReadMember(string name, ref Utf8JsonReader reader)
    {
        var options = _asked.Options;
        switch (name)
        {
            case "model":
                _asked.Model = _reading.Text(ref reader, name) ?? "";
                break;
            case "input":
                _hasInput = reader.TokenType != JsonTokenType.Null;
                ReadInput(ref reader);
                break;
            case "instructions":
                options.Instructions = _reading.Text(ref reader, name);
                break;
            case "temperature":
                options.Temperature = _reading.Number(ref reader, name);
                break;
            case "top_p":
                options.TopP = _reading.Number(ref reader, name);
                break;
            case "max_output_tokens":
                options.MaxOutputTokens = (int?)_reading.Integer(ref reader, name, 1, int.MaxValue);
                break;
            case "tools":
                ReadTools(ref reader);
                break;
            case "tool_choice":
                ReadChoice(ref reader);
                break;
            case "parallel_tool_calls":
                options.AllowMultipleToolCalls = _reading.Flag(ref reader, name);
                break;
            case "text":
                ReadTextOptions(ref reader);
                break;
            case "reasoning":
                ReadReasoning(ref reader);
                break;
            case "stream":
                _asked.Streamed = _reading.Flag(ref reader, name) is true;
                break;
            default:
                ReadOther(ref reader, name);
                break;
        }
    }

    private void ReadOther(ref Utf8JsonReader reader, string name)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return;
        }

        var copy = reader;
        var json = _reading.Slice(ref reader);
        _asked.Others.Add(new(name, json, ReadKnown(ref copy, name, json)));
    }

    // False for a member that OpenAI's description does not name.
    private bool ReadKnown(ref Utf8JsonReader reader, string name, ReadOnlyMemory<byte> json)
    {
        switch (name)
        {
            case "previous_response_id" or "conversation" or "prompt":
                _reading.Refuse(name, "is not supported: nothing is stored here.", "unsupported_parameter");
                return true;
            case "background" or "store":
                if (_reading.Flag(ref reader, name) is true)
                {
                    _reading.Refuse(name, "must be false: nothing is stored here.", "unsupported_parameter");
                }

                return true;
            case "service_tier":
                _asked.ServiceTier = _reading.Text(ref reader, name);
                return true;
            case "user":
                _user = _reading.Text(ref reader, name);
                return true;
            case "safety_identifier":
                _asked.User = _reading.Text(ref reader, name);
                return true;
            case "metadata":
                _asked.Metadata = _reading.Object(ref reader, name) ? json : null;
                return true;
            case "include" or "truncation" or "top_logprobs" or "max_tool_calls":
                _carried.Add(name, json);
                return true;
            case "stream_options" or "prompt_cache_key" or "prompt_cache_options" or "prompt_cache_retention" or "moderation"
                or "context_management":
                return true;
            default:
                return false;
        }
    }

    private void Complete()
    {
        if (_asked.Model.Length == 0 && _asked.Problems.Count == 0)
        {
            _reading.Missing("model");
        }

        if (!_hasInput && _asked.Problems.Count == 0)
        {
            _reading.Missing("input");
        }

        _asked.User ??= _user;
        _carried.AddTo(_asked.Options);
    }
}
