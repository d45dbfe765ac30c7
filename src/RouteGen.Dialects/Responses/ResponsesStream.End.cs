#pragma warning disable MEAI001 // Tools that run at the provider are experimental.
using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Json;

namespace RouteGen.Dialects.Responses;

/// <content>The end.</content>
internal sealed partial class ResponsesStream
{
    private ChatResponseUpdate End(ref Utf8JsonReader reader, ReadOnlySpan<byte> data, EventType type)
    {
        IsOver = true;
        var fields = default(ResponseFields);
        ReadResponse(ref reader, ref fields);
        var contents = new List<AIContent>();
        if (!fields.Output.Equals(default))
        {
            AddRest(contents, data[fields.Output]);
        }

        if (!_texts.Any && !string.IsNullOrEmpty(fields.OutputText))
        {
            contents.Add(new TextContent(fields.OutputText));
        }

        if (_annotations is { } citations)
        {
            contents.Add(new AIContent { Annotations = citations });
        }

        var isFailed = type == EventType.Failed || fields.Error is not null || fields.Status is "failed" or "cancelled"
            || (type != EventType.Completed && ReplyEnd.IsFailure(fields.Status));
        var isIncomplete = type == EventType.Incomplete || fields.Status == "incomplete";
        if (!isFailed && !isIncomplete)
        {
            _calls?.TakeRest(contents);
        }

        var usage = _bill.TakeUsage();
        if (usage is not null)
        {
            contents.Add(new UsageContent(usage));
        }

        var update = Update(contents);
        AdditionalPropertiesDictionary? facts = null;
        _bill.TakeFacts(ref facts);
        update.AdditionalProperties = facts;
        if (isFailed)
        {
            contents.Add(Failure(fields));
            return update;
        }

        if (_refusal is { } refusal)
        {
            contents.Add(new ErrorContent(refusal.ToString()) { ErrorCode = ItemContents.Refusal });
        }

        update.FinishReason = ReplyEnd.Finish(isIncomplete, fields.IncompleteReason, _refusal is not null, _calls?.Any is true);
        return update;
    }

    private static ErrorContent Failure(in ResponseFields fields)
    {
        if (fields.Error is not { } error)
        {
            return ReplyErrors.Failure(fields.Status ?? "failed");
        }

        error.ErrorCode ??= fields.Status ?? "failed";
        return error;
    }

    /// <summary>
    /// Adds what no event before has said: servers send items without pieces, and responses without items. Nearly always all has been said,
    /// and the output is only counted.
    /// </summary>
    private void AddRest(List<AIContent> contents, ReadOnlySpan<byte> output)
    {
        var reader = JsonRead.Start(output);
        JsonRead.EnterArray(ref reader);
        var count = 0;
        while (JsonRead.NextItem(ref reader))
        {
            count++;
            JsonRead.Skip(ref reader);
        }

        if (count <= _done.Count)
        {
            return;
        }

        reader = JsonRead.Start(output);
        JsonRead.EnterArray(ref reader);
        for (var i = 0; JsonRead.NextItem(ref reader); i++)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                JsonRead.Skip(ref reader);
                continue;
            }

            _readIndex = i;
            Add(contents, ItemFields.Read(ref reader, output, known: this), output, i);
        }
    }
}
