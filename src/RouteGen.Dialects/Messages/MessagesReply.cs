using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Facts;
using RouteGen.Dialects.Json;

namespace RouteGen.Dialects.Messages;

/// <summary>
/// Reads a whole reply (docs.anthropic.com/en/api/messages). One that lacks something, a count or an id, is a reply all the same: it was
/// paid for.
/// </summary>
internal static class MessagesReply
{
    /// <summary>The key in <c>AdditionalProperties</c> of the caller's sequence that was met.</summary>
    public const string StopSequenceKey = "stop_sequence";

    /// <summary>The key in <c>AdditionalProperties</c> of what is stated of a refusal, as JSON.</summary>
    public const string StopDetailsKey = "stop_details";

    /// <exception cref="JsonException">It is not JSON.</exception>
    /// <exception cref="InvalidReplyException">It is no message.</exception>
    public static ChatResponse Read(ReadOnlyMemory<byte> reply)
    {
        var json = Unmarked(reply.Span);
        var reader = JsonRead.Start(json);
        if (!JsonRead.Enter(ref reader))
        {
            throw new InvalidReplyException("The reply is not an object.");
        }

        var contents = new List<AIContent>();
        var message = new ChatMessage(ChatRole.Assistant, contents);
        var response = new ChatResponse(message);
        var bill = default(ReplyBill);
        var isMessage = false;
        while (JsonRead.Next(ref reader))
        {
            isMessage |= TryReadMember(ref reader, json, response, contents, ref bill);
        }

        if (!isMessage)
        {
            throw new InvalidReplyException("The reply is no message: it has neither content nor a reason why it ended.");
        }

        message.MessageId = response.ResponseId;
        response.Usage = bill.TakeUsage();
        var facts = response.AdditionalProperties;
        bill.TakeFacts(ref facts);
        response.AdditionalProperties = facts;
        return response;
    }

    /// <summary>A text without the byte order mark that some servers send.</summary>
    public static ReadOnlySpan<byte> Unmarked(ReadOnlySpan<byte> json) => json.StartsWith("\uFEFF"u8) ? json[3..] : json;

    /// <summary>Reads a member, which may be of a message or of an error.</summary>
    /// <returns>Whether it makes the reply one.</returns>
    private static bool TryReadMember(
        ref Utf8JsonReader reader, ReadOnlySpan<byte> json, ChatResponse response, List<AIContent> contents, ref ReplyBill bill)
    {
        if (reader.ValueTextEquals("content"u8))
        {
            reader.Read();
            ReadContent(ref reader, json, contents);
            return true;
        }

        if (reader.ValueTextEquals("stop_reason"u8))
        {
            reader.Read();
            response.FinishReason = StopReasons.Read(JsonRead.Text(ref reader));
            return true;
        }

        if (reader.ValueTextEquals("error"u8))
        {
            reader.Read();
            if (reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.String))
            {
                JsonRead.Skip(ref reader);
                return false;
            }

            contents.Add(ErrorBlock.Read(ref reader));
            return true;
        }

        if (reader.ValueTextEquals("id"u8))
        {
            reader.Read();
            response.ResponseId = JsonRead.Text(ref reader);
        }
        else if (reader.ValueTextEquals("model"u8))
        {
            reader.Read();
            response.ModelId = JsonRead.Text(ref reader);
        }
        else if (reader.ValueTextEquals("stop_sequence"u8))
        {
            reader.Read();
            if (JsonRead.Text(ref reader) is { } met)
            {
                (response.AdditionalProperties ??= [])[StopSequenceKey] = met;
            }
        }
        else if (reader.ValueTextEquals("stop_details"u8))
        {
            reader.Read();
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                (response.AdditionalProperties ??= [])[StopDetailsKey] = JsonRead.Element(ref reader);
            }
            else
            {
                JsonRead.Skip(ref reader);
            }
        }
        else if (!bill.TryReadMember(ref reader))
        {
            JsonRead.Skip(ref reader);
        }

        return false;
    }

    /// <summary>Reads content: blocks, text in their stead, or nothing.</summary>
    private static void ReadContent(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, List<AIContent> contents)
    {
        if (reader.TokenType is JsonTokenType.String or JsonTokenType.StartObject)
        {
            Add(ContentBlock.Read(ref reader, json), contents);
        }
        else if (JsonRead.EnterArray(ref reader))
        {
            while (JsonRead.NextItem(ref reader))
            {
                Add(ContentBlock.Read(ref reader, json), contents);
            }
        }
    }

    private static void Add(ContentBlock block, List<AIContent> contents)
    {
        if (block.ToContent() is { } content)
        {
            contents.Add(content);
        }
    }
}
