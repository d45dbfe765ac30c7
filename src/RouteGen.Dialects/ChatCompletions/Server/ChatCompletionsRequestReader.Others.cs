using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Json;

namespace RouteGen.Dialects.ChatCompletions.Server;

/// <summary>The members that Microsoft.Extensions.AI has no words for, and what is settled when all have been read.</summary>
internal sealed partial class ChatCompletionsRequestReader
{
    private void ReadOther(ref Utf8JsonReader reader, string name)
    {
        var isNull = reader.TokenType == JsonTokenType.Null;
        var copy = reader;
        var json = _reading.Slice(ref reader);
        if (!isNull)
        {
            _asked.Others.Add(new(name, json, ReadKnown(ref copy, name)));
        }
    }

    // False for a member that OpenAI's description does not name.
    private bool ReadKnown(ref Utf8JsonReader reader, string name)
    {
        switch (name)
        {
            case "n":
                _asked.Choices = (int?)_reading.Integer(ref reader, name, 1, 128);
                return true;
            case "logprobs":
                _asked.Logprobs |= _reading.Flag(ref reader, name) is true;
                return true;
            case "top_logprobs":
                _asked.Logprobs |= _reading.Integer(ref reader, name, 0, 20) > 0;
                return true;
            case "service_tier":
                _asked.ServiceTier = _reading.Text(ref reader, name);
                return true;
            case "store":
                _asked.Store = _reading.Flag(ref reader, name);
                return true;
            case "user":
                _user = _reading.Text(ref reader, name);
                return true;
            case "safety_identifier":
                _asked.User = _reading.Text(ref reader, name);
                return true;
            case "audio":
                _asked.Audio |= _reading.Object(ref reader, name);
                return true;
            case "modalities":
                ReadModalities(ref reader);
                return true;
            case "web_search_options":
                if (_reading.Object(ref reader, name))
                {
                    (_asked.Options.Tools ??= []).Add(new HostedWebSearchTool());
                }

                return true;
            case "logit_bias" or "metadata" or "moderation" or "prediction" or "prompt_cache_key" or "prompt_cache_options"
                or "prompt_cache_retention" or "verbosity":
                return true;
            default:
                return false;
        }
    }

    private void ReadModalities(ref Utf8JsonReader reader)
    {
        if (!_reading.Array(ref reader, "modalities"))
        {
            return;
        }

        while (JsonRead.NextItem(ref reader))
        {
            _asked.Audio |= reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("audio"u8);
            JsonRead.Skip(ref reader);
        }
    }

    private void Complete()
    {
        if (_asked.Model.Length == 0)
        {
            _reading.Missing("model");
        }

        if (_asked.Messages.Count == 0 && !_isWithoutMessages && _asked.Problems.Count == 0)
        {
            _reading.Missing("messages");
        }

        _asked.User ??= _user;
        _asked.Options.MaxOutputTokens = (int?)(_maxCompletionTokens ?? _maxTokens);
        _choice.Apply(_asked.Options);
    }
}
