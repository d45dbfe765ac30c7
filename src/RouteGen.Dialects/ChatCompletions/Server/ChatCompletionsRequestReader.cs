using System.Text.Json;
using System.Text.Unicode;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Json;

namespace RouteGen.Dialects.ChatCompletions.Server;

/// <summary>
/// Reads a request in Chat Completions (OpenAI's OpenAPI document, <c>CreateChatCompletionRequest</c>) as Microsoft.Extensions.AI says
/// it. Null
/// is accepted for whatever may be left out. What is wrong is noted with its member, and never an exception.
/// </summary>
internal sealed partial class ChatCompletionsRequestReader
{
    private static readonly JsonReaderOptions Strictly = new() { MaxDepth = 64 };

    private readonly ChatCompletionsAsked _asked = new();
    private readonly RequestReading _reading;
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private ToolChoice _choice;
    private long? _maxTokens;
    private long? _maxCompletionTokens;
    private string? _user;

    private ChatCompletionsRequestReader(ReadOnlyMemory<byte> body)
    {
        _reading = new(body, _asked.Problems);
        _choice = new(_reading);
    }

    /// <summary>Reads a body, which must stay as it is: parts of it are kept.</summary>
    public static ChatCompletionsAsked Read(ReadOnlyMemory<byte> body)
    {
        if (body.Span.StartsWith("\uFEFF"u8))
        {
            body = body[3..];
        }

        var reader = new ChatCompletionsRequestReader(body);
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
}
