using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Json;

namespace RouteGen.Dialects.Ollama;

/// <summary>
/// A whole reply of <c>/api/chat</c>: one object that is done; or the lines of a stream, from a server that does nothing else.
/// </summary>
internal static class OllamaReply
{
    private static readonly JsonReaderOptions Options = new() { AllowMultipleValues = true, AllowTrailingCommas = true, MaxDepth = 256 };

    /// <summary>Reads a reply to its end.</summary>
    /// <exception cref="InvalidReplyException">It has nothing of a reply, or does not say that it is done.</exception>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static ChatResponse Read(ReadOnlyMemory<byte> reply)
    {
        var text = reply.Span.StartsWith("\uFEFF"u8) ? reply.Span[3..] : reply.Span;
        var reader = new Utf8JsonReader(text, Options);
        if (!reader.Read())
        {
            throw new InvalidReplyException("The reply is empty.");
        }

        var line = new OllamaLine();
        var rest = reader;
        line.Read(ref rest, text);
        if (line.Done is true || line.Error is not null)
        {
            return Whole(line);
        }

        return line.Done is false || rest.Read()
            ? ReadLines(ref reader, text)
            : line.HasMessage ? Whole(line) : throw new InvalidReplyException("The reply has no message.");
    }

    /// <summary>What a line says, in the order in which a model says it.</summary>
    public static List<AIContent> Contents(OllamaLine line, List<OllamaCall>? calls, UsageDetails? usage)
    {
        var contents = new List<AIContent>(1);
        if (line.Thinking is { Length: > 0 } thinking)
        {
            contents.Add(new TextReasoningContent(thinking));
        }

        if (line.Content is { Length: > 0 } content)
        {
            contents.Add(new TextContent(content));
        }

        if (line.Images is { } images)
        {
            contents.AddRange(images);
        }

        for (var i = 0; i < calls?.Count; i++)
        {
            contents.Add(calls[i].Content);
        }

        if (line.Error is { } error)
        {
            contents.Add(error);
        }

        if (usage is not null)
        {
            contents.Add(new UsageContent(usage));
        }

        return contents;
    }

    private static ChatResponse Whole(OllamaLine line)
    {
        var message = new ChatMessage(ChatRole.Assistant, Contents(line, line.Calls, usage: null))
        {
            MessageId = line.Id,
            CreatedAt = line.CreatedAt,
        };
        return new ChatResponse(message)
        {
            ResponseId = line.Id,
            ModelId = line.Model,
            CreatedAt = line.CreatedAt,
            Usage = line.Usage,
            AdditionalProperties = line.TakeProperties(),
            FinishReason = line.Error is null && line.Done is true ? OllamaFinish.Read(line.DoneReason, line.Calls is not null) : null,
        };
    }

    private static ChatResponse ReadLines(ref Utf8JsonReader reader, ReadOnlySpan<byte> text)
    {
        var stream = new OllamaStream();
        var updates = new List<ChatResponseUpdate>();
        UsageDetails? usage = null;
        do
        {
            var update = stream.Read(ref reader, text);
            for (var i = update.Contents.Count - 1; i >= 0; i--)
            {
                if (update.Contents[i] is UsageContent stated)
                {
                    usage = stated.Details;
                    update.Contents.RemoveAt(i);
                }
            }

            updates.Add(update);
        }
        while (!stream.IsOver && reader.Read());
        if (!stream.IsOver)
        {
            throw new InvalidReplyException("The reply does not say that it is done.");
        }

        var response = updates.ToChatResponse();
        response.Usage = usage;
        return response;
    }
}
