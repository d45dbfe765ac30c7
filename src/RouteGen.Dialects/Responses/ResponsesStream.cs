using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Facts;
using RouteGen.Dialects.Json;
using RouteGen.Dialects.Wire;

namespace RouteGen.Dialects.Responses;

/// <summary>
/// Reads the events of a streamed response (platform.openai.com/docs/api-reference/responses-streaming). The last of them,
/// <c>response.completed</c>, <c>response.incomplete</c> or <c>response.failed</c>, says how it ended: without it there is no finish reason.
/// </summary>
internal sealed partial class ResponsesStream : StreamedReply, IKnownParts
{
    private readonly StreamedParts _parts = new();
    private readonly HashSet<string> _done = new(StringComparer.Ordinal);
    private StreamedCalls? _calls;
    private ReplyBill _bill;
    private string? _id;
    private string? _model;
    private string? _messageId;
    private string? _phase;
    private DateTimeOffset? _createdAt;
    private List<AIAnnotation>? _annotations;
    private StringBuilder? _refusal;
    private int _readIndex;

    /// <inheritdoc/>
    public override ChatResponseUpdate? Read(ReadOnlySpan<byte> eventName, ReadOnlySpan<byte> data)
    {
        if (data.IndexOf((byte)'{') < 0)
        {
            // "[DONE]", which some gateways add, and what keeps a connection alive.
            return null;
        }

        var reader = JsonRead.Start(data);
        var type = EventTypes.Find(reader, eventName);
        switch (type)
        {
            case EventType.Created or EventType.InProgress:
                return Begin(ref reader, type);
            case EventType.Completed or EventType.Incomplete or EventType.Failed:
                return End(ref reader, data, type);
            case EventType.Error:
                IsOver = true;
                return Update(ReplyErrors.ReadEvent(ref reader));
            case EventType.Other:
                return null;
        }

        var fields = default(EventFields);
        fields.Read(ref reader);
        return type switch
        {
            EventType.OutputTextDelta => Text(fields),
            EventType.ReasoningSummaryTextDelta => Reasoning(PartKind.Summary, fields, fields.Delta),
            EventType.ReasoningTextDelta => Reasoning(PartKind.Reasoning, fields, fields.Delta),
            EventType.ReasoningSummaryTextDone => WholeReasoning(PartKind.Summary, fields, data),
            EventType.ReasoningTextDone => WholeReasoning(PartKind.Reasoning, fields, data),
            EventType.OutputTextDone => WholeText(fields, data),
            EventType.ContentPartDone => PartDone(fields, data),
            EventType.RefusalDelta => Refused(fields, fields.Delta),
            EventType.RefusalDone => _parts.Close(PartKind.Message, fields.OutputIndex, fields.PartIndex)
                ? null
                : Refused(fields, ItemContents.TextAt(data, fields.Text)),
            EventType.OutputItemAdded => ItemAdded(fields, data),
            EventType.OutputItemDone => ItemDone(fields, data),
            EventType.ArgumentsDelta => Arguments(fields),
            EventType.ArgumentsDone => WholeArguments(fields, data),
            EventType.AnnotationAdded => Annotated(fields),
            EventType.CodeDelta => Code(fields),
            EventType.PartialImage => Image(fields, data),
            _ => null,
        };
    }

    bool IKnownParts.IsKnown(int contentIndex) => _parts.Close(PartKind.Message, _readIndex, contentIndex);

    private ChatResponseUpdate? Begin(ref Utf8JsonReader reader, EventType type)
    {
        var fields = default(ResponseFields);
        ReadResponse(ref reader, ref fields);
        var usage = _bill.TakeUsage();
        if (type != EventType.Created && usage is null)
        {
            return null;
        }

        var update = Update();
        if (usage is not null)
        {
            update.Contents.Add(new UsageContent(usage));
        }

        return update;
    }

    private void ReadResponse(ref Utf8JsonReader reader, ref ResponseFields fields)
    {
        if (!JsonRead.Enter(ref reader))
        {
            return;
        }

        while (JsonRead.Next(ref reader))
        {
            if (reader.ValueTextEquals("response"u8))
            {
                reader.Read();
                fields.Read(ref reader, ref _bill);
            }
            else if (!_bill.TryReadMember(ref reader))
            {
                JsonRead.Skip(ref reader);
            }
        }

        _id = fields.Id ?? _id;
        _model = fields.Model ?? _model;
        _createdAt = fields.CreatedAt ?? _createdAt;
    }

    private ChatResponseUpdate? Text(in EventFields fields)
    {
        if (string.IsNullOrEmpty(fields.Delta))
        {
            return null;
        }

        _parts.Add(PartKind.Message, fields.OutputIndex, fields.PartIndex, fields.Delta.Length);
        var content = new TextContent(fields.Delta);
        if (fields.LogProbabilities is { } probabilities)
        {
            content.AdditionalProperties = new() { [ItemContents.LogProbabilitiesKey] = probabilities };
        }

        return Update(WithPhase(content));
    }

    private ChatResponseUpdate? WholeText(in EventFields fields, ReadOnlySpan<byte> data)
    {
        if (_parts.Close(PartKind.Message, fields.OutputIndex, fields.PartIndex)
            || ItemContents.TextAt(data, fields.Text) is not { Length: > 0 } text || _parts.IsUnderOtherNumbers(text.Length))
        {
            return null;
        }

        Hand(fields.OutputIndex, fields.PartIndex, text.Length);
        return Update(WithPhase(new TextContent(text)));
    }

    private ChatResponseUpdate? PartDone(in EventFields fields, ReadOnlySpan<byte> data)
    {
        if (fields.Value.Equals(default) || _parts.Close(PartKind.Message, fields.OutputIndex, fields.PartIndex))
        {
            return null;
        }

        var reader = JsonRead.Start(data[fields.Value]);
        var part = PartFields.Read(ref reader, isKnown: false);
        if (part.Type == PartType.ReasoningText)
        {
            return Reasoning(PartKind.Reasoning, fields, _parts.Close(PartKind.Reasoning, fields.OutputIndex, fields.PartIndex) ? null : part.Text);
        }

        // Its annotations come again with the item.
        part.Annotations = null;
        if (part.ToContent() is not { } content || string.IsNullOrEmpty(part.Text) || _parts.IsUnderOtherNumbers(part.Text.Length))
        {
            return null;
        }

        Hand(fields.OutputIndex, fields.PartIndex, part.Text.Length);
        if (content is ErrorContent)
        {
            (_refusal ??= new()).Append(part.Text);
            return null;
        }

        return Update(WithPhase(content));
    }

    private void Hand(int item, int part, int length)
    {
        _parts.Add(PartKind.Message, item, part, length);
        _parts.Close(PartKind.Message, item, part);
    }

    private ChatResponseUpdate? Reasoning(PartKind kind, in EventFields fields, string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        // Whoever puts the pieces together keeps the id of the first.
        var isFirst = _parts.Add(kind, fields.OutputIndex, fields.PartIndex, text.Length);
        return Update(ItemContents.Reasoning(text, null, isFirst ? fields.ItemId : null));
    }

    private ChatResponseUpdate? WholeReasoning(PartKind kind, in EventFields fields, ReadOnlySpan<byte> data) =>
        _parts.Close(kind, fields.OutputIndex, fields.PartIndex)
            ? null
            : Reasoning(kind, fields, ItemContents.TextAt(data, fields.Text));

    // A refusal is how the model ends, not how the stream breaks: it is told with the finish reason.
    private ChatResponseUpdate? Refused(in EventFields fields, string? text)
    {
        (_refusal ??= new()).Append(text);
        _parts.Add(PartKind.Message, fields.OutputIndex, fields.PartIndex, text?.Length ?? 0);
        return null;
    }

    private TextContent WithPhase(TextContent content)
    {
        if (_phase is { } phase)
        {
            (content.AdditionalProperties ??= [])[ItemContents.PhaseKey] = phase;
            _phase = null;
        }

        return content;
    }

    private AIContent WithPhase(AIContent content) => content is TextContent text ? WithPhase(text) : content;

    private ChatResponseUpdate Update(AIContent content) => Update(new List<AIContent>(1) { content });

    private ChatResponseUpdate Update(List<AIContent>? contents = null) => new()
    {
        Role = ChatRole.Assistant,
        Contents = contents ?? [],
        ResponseId = _id,
        MessageId = _messageId,
        ModelId = _model,
        CreatedAt = _createdAt,
    };
}
