using System.Text.Json;
using System.Text.Unicode;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.ChatCompletions.Server;
using RouteGen.Dialects.Json;

namespace RouteGen.Dialects.Messages.Server;

/// <summary>
/// Reads a request in Messages (docs.anthropic.com/en/api/messages, …/messages-count-tokens) as Microsoft.Extensions.AI says it. Null is
/// accepted for whatever may be left out. What is wrong is noted with its member, and never an exception.
/// </summary>
internal sealed partial class MessagesRequestReader
{
    private static readonly JsonReaderOptions Strictly = new() { MaxDepth = 64 };

    /// <summary>What the API's description names and Microsoft.Extensions.AI has no words for.</summary>
    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "cache_control", "container", "context_management", "mcp_servers", "inference_geo", "speed", "betas", "diagnostics", "fallbacks",
        "thread", "compaction", "user_profile_id",
    };

    private readonly MessagesAsked _asked = new();
    private readonly RequestReading _reading;
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
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
        if (body.Span.StartsWith("\uFEFF"u8))
        {
            body = body[3..];
        }

        var reader = new MessagesRequestReader(body, isCount);
        if (!Utf8.IsValid(body.Span))
        {
            reader._asked.Problems.Add(new("The body is not UTF-8.", null, "invalid_json"));
            return reader._asked;
        }

        try
        {
            reader.ReadBody(body.Span);
        }
        catch (JsonException e)
        {
            reader._asked.Problems.Add(new(
                $"The body is not whole JSON: line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}.", null, "invalid_json"));
        }

        return reader._asked;
    }

    private void ReadBody(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body, Strictly);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            _asked.Problems.Add(new("The body must be a JSON object.", null, "invalid_type"));
            return;
        }

        while (JsonRead.Next(ref reader))
        {
            ReadMember(ref reader);
        }

        // What stands behind the object throws, too.
        reader.Read();
        Complete();
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

    private void ReadMember(ref Utf8JsonReader reader)
    {
        var name = RequestReading.NameOf(ref reader);
        reader.Read();
        if (!_names.Add(name))
        {
            // One reader takes the first of them, another the last: what is checked must be what is sent on.
            _reading.Refuse(name, "is there twice.", "duplicate_parameter");
        }

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
