using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.ChatCompletions.Server;
using RouteGen.Dialects.Json;
using RouteGen.Dialects.Requests;

namespace RouteGen.Dialects.Messages.Server;

/// <summary>
/// Reads a request in Messages (docs.anthropic.com/en/api/messages, …/messages-count-tokens) as Microsoft.Extensions.AI says it. Null is
/// accepted for whatever may be left out. What is wrong is noted with its member, and never an exception.
/// </summary>
internal sealed partial class MessagesRequestReader
{
    /// <summary>What the API's description names and Microsoft.Extensions.AI has no words for.</summary>
    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "cache_control", "container", "context_management", "mcp_servers", "inference_geo", "speed", "betas", "diagnostics", "fallbacks",
        "thread", "compaction", "user_profile_id",
    };

    private readonly MessagesAsked _asked = new();
    private readonly RequestReading _reading;
    private readonly bool _isCount;
    private List<AIContent>? _system;

    private MessagesRequestReader(ReadOnlyMemory<byte> body, bool isCount)
    {
        _reading = new(body, _asked.Problems);
        _isCount = isCount;
    }

    /// <summary>Reads a body, which must stay as it is: parts of it are kept.</summary>
    /// <param name="body">The body.</param>
    /// <param name="isCount">Whether its tokens are only to be counted, so that it states no bound.</param>
    public static MessagesAsked Read(ReadOnlyMemory<byte> body, bool isCount = false)
    {
        var reader = new MessagesRequestReader(RequestReading.WithoutMark(body), isCount);
        if (reader._reading.ReadBody(reader.ReadMember))
        {
            reader.Complete();
        }

        return reader._asked;
    }

    private void Complete()
    {
        if (_asked.Model.Length == 0)
        {
            _reading.Missing("model");
        }

        if (_asked.Messages.Count == 0
            && !_asked.Problems.Exists(static p => p.Param?.StartsWith("messages", StringComparison.Ordinal) is true))
        {
            _reading.Missing("messages");
        }

        if (_asked.Options.MaxOutputTokens is null && !_isCount && !_asked.Problems.Exists(static p => p.Param == "max_tokens"))
        {
            _reading.Missing("max_tokens");
        }

        if (_system is not null)
        {
            _asked.Messages.Insert(0, new ChatMessage(ChatRole.System, _system));
        }
    }

    private void ReadMember(string name, ref Utf8JsonReader reader)
    {
        var options = _asked.Options;
        switch (name)
        {
            case "model":
                _asked.Model = _reading.Text(ref reader, name) ?? "";
                break;
            case "max_tokens":
                options.MaxOutputTokens = (int?)_reading.Integer(ref reader, name, 1, int.MaxValue);
                break;
            case "messages":
                ReadMessages(ref reader);
                break;
            case "system":
                ReadSystem(ref reader);
                break;
            case "temperature":
                options.Temperature = _reading.Number(ref reader, name);
                break;
            case "top_p":
                options.TopP = _reading.Number(ref reader, name);
                break;
            case "top_k":
                options.TopK = (int?)_reading.Integer(ref reader, name, 0, int.MaxValue);
                break;
            case "stop_sequences":
                options.StopSequences = ReadStops(ref reader);
                break;
            case "stream":
                _asked.Streamed = _reading.Flag(ref reader, name) is true;
                break;
            case "tools":
                ReadTools(ref reader);
                break;
            case "tool_choice":
                AskedChoice.Read(ref reader, _reading, options);
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

        var at = reader;
        var isKnown = true;
        switch (name)
        {
            case "thinking":
                AskedThinking.Read(ref reader, _reading, _asked.Options);
                break;
            case "output_config":
                AskedThinking.ReadOutput(ref reader, _reading, _asked.Options);
                break;
            case "output_format":
                AskedThinking.ReadFormat(ref reader, _reading, name, _asked.Options);
                break;
            case "service_tier":
                _asked.ServiceTier = _reading.Text(ref reader, name);
                break;
            case "metadata":
                ReadMetadata(ref reader);
                break;
            default:
                isKnown = Known.Contains(name);
                JsonRead.Skip(ref reader);
                break;
        }

        _asked.Others.Add(new(name, _reading.Slice(ref at), isKnown));
    }
}
