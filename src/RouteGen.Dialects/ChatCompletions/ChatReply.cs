using Microsoft.Extensions.AI;
using RouteGen.Dialects.Json;

namespace RouteGen.Dialects.ChatCompletions;

/// <summary>Reads a whole reply.</summary>
internal static class ChatReply
{
    /// <exception cref="System.Text.Json.JsonException">It is not JSON.</exception>
    /// <exception cref="InvalidReplyException">It is JSON, and neither a completion nor an error.</exception>
    public static ChatResponse Read(ReadOnlyMemory<byte> reply)
    {
        var reading = new ReplyReading(isStream: false);
        reading.Read(reply.Span);
        var usage = reading.TakeUsage();
        if (!reading.HasChoice && reading.Error is null && usage is null)
        {
            throw new InvalidReplyException("The reply has neither a choice nor an error.");
        }

        List<AIContent>? contents = null;
        ReplyContents.AddSaid(reading, ref contents, isEnd: true);
        contents ??= new(1);
        reading.Calls.AddTo(contents, reading.Id);
        if (reading.Refused is { } refusal)
        {
            contents.Add(new ErrorContent(refusal) { ErrorCode = ReplyReading.Refusal });
        }

        if (reading.Error is { } error)
        {
            contents.Add(error);
        }

        AdditionalPropertiesDictionary? properties = null;
        ReplyContents.AddProperties(reading, ref properties, isFirst: true);
        return new(new ChatMessage(ChatRole.Assistant, contents) { MessageId = reading.Id, CreatedAt = reading.CreatedAt })
        {
            ResponseId = reading.Id,
            ModelId = reading.Model,
            CreatedAt = reading.CreatedAt,
            FinishReason = reading.Finish,
            Usage = usage,
            AdditionalProperties = properties,
        };
    }
}
