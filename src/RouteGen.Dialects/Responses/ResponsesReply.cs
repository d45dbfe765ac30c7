using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Facts;
using RouteGen.Dialects.Json;

namespace RouteGen.Dialects.Responses;

/// <summary>Reads a whole reply of the Responses API.</summary>
internal static class ResponsesReply
{
    /// <summary>Reads a reply. One that is an error in an envelope, or that failed, becomes an error in its contents.</summary>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public static ChatResponse Read(ReadOnlyMemory<byte> reply)
    {
        // Places in the text are those after the byte order mark that some servers send.
        var memory = reply.Span.StartsWith("\uFEFF"u8) ? reply[3..] : reply;
        var reader = JsonRead.Start(memory.Span);
        var (fields, bill) = (default(ResponseFields), default(ReplyBill));
        fields.Read(ref reader, ref bill);
        if (fields is { Status: null, Error: null, OutputText: null } && fields.Output.Equals(default))
        {
            throw new JsonException("The text is no response.");
        }

        var response = new ChatResponse
        {
            ResponseId = fields.Id,
            ModelId = fields.Model,
            CreatedAt = fields.CreatedAt,
        };
        var end = ReadOutput(response, memory, fields);
        response.Usage = bill.TakeUsage();
        AdditionalPropertiesDictionary? facts = null;
        bill.TakeFacts(ref facts);
        response.AdditionalProperties = facts;
        Finish(response, fields, end);
        return response;
    }

    private static (bool IsRefused, bool Calls, bool HasText) ReadOutput(
        ChatResponse response, ReadOnlyMemory<byte> memory, in ResponseFields fields)
    {
        var end = (IsRefused: false, Calls: false, HasText: false);
        ChatMessage? message = null;
        if (!fields.Output.Equals(default))
        {
            var output = memory[fields.Output];
            var reader = JsonRead.Start(output.Span);
            JsonRead.EnterArray(ref reader);
            for (var i = 0; JsonRead.NextItem(ref reader); i++)
            {
                if (reader.TokenType != JsonTokenType.StartObject)
                {
                    JsonRead.Skip(ref reader);
                    continue;
                }

                var item = ItemFields.Read(ref reader, output.Span, known: null);
                Add(response, ref message, item, output, ref end, i);
            }
        }

        if (!end.HasText && !string.IsNullOrEmpty(fields.OutputText))
        {
            Contents(response, ref message, fields.CreatedAt).Add(new TextContent(fields.OutputText));
        }

        return end;
    }

    private static void Add(
        ChatResponse response,
        ref ChatMessage? message,
        in ItemFields item,
        ReadOnlyMemory<byte> output,
        ref (bool IsRefused, bool Calls, bool HasText) end,
        int index)
    {
        if (item.Type == ItemType.Message)
        {
            if (message?.MessageId is { } id && id != item.Id)
            {
                message = null;
            }

            var contents = Contents(response, ref message, response.CreatedAt);
            message!.MessageId = item.Id;
            ItemContents.AddMessage(contents, item);
            for (var i = 0; i < item.Parts?.Count; i++)
            {
                end.IsRefused |= item.Parts[i] is ErrorContent;
                end.HasText |= item.Parts[i] is TextContent { Text.Length: > 0 };
            }

            return;
        }

        end.Calls |= item.Type is ItemType.FunctionCall or ItemType.CustomToolCall;
        ItemContents.Add(
            Contents(response, ref message, response.CreatedAt), item, output.Span, new RawItem(output[item.Text]), $"call_{index}");
    }

    private static List<AIContent> Contents(ChatResponse response, ref ChatMessage? message, DateTimeOffset? createdAt)
    {
        if (message is null)
        {
            message = new ChatMessage { Role = ChatRole.Assistant, CreatedAt = createdAt, Contents = new List<AIContent>(1) };
            response.Messages.Add(message);
        }

        return (List<AIContent>)message.Contents;
    }

    private static void Finish(ChatResponse response, in ResponseFields fields, (bool IsRefused, bool Calls, bool HasText) end)
    {
        if (ReplyEnd.IsFailure(fields.Status) || fields.Error is not null)
        {
            response.Messages.Add(new ChatMessage(
                ChatRole.Assistant, [fields.Error is { } error ? Coded(error, fields.Status) : ReplyErrors.Failure(fields.Status!)]));
        }
        else
        {
            response.FinishReason = ReplyEnd.Finish(fields.Status == "incomplete", fields.IncompleteReason, end.IsRefused, end.Calls);
        }
    }

    private static ErrorContent Coded(ErrorContent error, string? status)
    {
        error.ErrorCode ??= status;
        return error;
    }
}
