using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Json;
using RouteGen.Dialects.Wire;

namespace RouteGen.Dialects.Ollama;

/// <summary>
/// A streamed reply: a line of JSON for each piece, of which the last says <c>done</c>. A stream that ends without it gets no finish
/// reason.
/// </summary>
internal sealed class OllamaStream : StreamedReply
{
    private readonly OllamaLine _line = new();
    private readonly RepeatedCalls _calls = new();

    /// <inheritdoc/>
    /// <exception cref="InvalidReplyException">The line is not the beginning of an object.</exception>
    public override ChatResponseUpdate? Read(ReadOnlySpan<byte> eventName, ReadOnlySpan<byte> data)
    {
        if (IsOver || data.IndexOfAnyExcept(" \t\r\n"u8) < 0)
        {
            return null;
        }

        if (data.TrimStart("\uFEFF \t\r\n"u8) is not [(byte)'{', ..])
        {
            throw new InvalidReplyException("A line of the reply is not an object.");
        }

        var reader = JsonRead.Start(data);
        return Read(ref reader, data);
    }

    /// <summary>Reads the object at which a reader over <paramref name="text"/> stands.</summary>
    /// <exception cref="JsonException">The text is no JSON.</exception>
    public ChatResponseUpdate Read(ref Utf8JsonReader reader, ReadOnlySpan<byte> text)
    {
        var line = _line;
        line.Read(ref reader, text);
        var isLast = line.Done is true;
        IsOver = isLast || line.Error is not null;
        var calls = _calls.New(line.Calls, isLast);
        var update = new ChatResponseUpdate
        {
            Role = ChatRole.Assistant,
            Contents = OllamaReply.Contents(line, calls, line.Usage),
            ModelId = line.Model,
            CreatedAt = line.CreatedAt,
            ResponseId = line.Id,
            MessageId = line.Id,
            AdditionalProperties = line.TakeProperties(),
        };
        if (isLast && line.Error is null)
        {
            update.FinishReason = OllamaFinish.Read(line.DoneReason, _calls.Any);
        }

        return update;
    }
}
