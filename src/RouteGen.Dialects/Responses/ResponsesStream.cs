using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Facts;
using RouteGen.Dialects.Json;
using RouteGen.Dialects.Wire;

namespace RouteGen.Dialects.Responses;

/// <summary>
/// Reads the events of a streamed response (platform.openai.com/docs/api-reference/responses-streaming). The last of them,
/// <c>response.completed</c>, <c>response.incomplete</c> or <c>response.failed</c>, says how it ended: without it there is no finish
/// reason.
/// </summary>
internal sealed partial class ResponsesStream : StreamedReply, IKnownParts
{
    private readonly HashSet<string> _done = new(StringComparer.Ordinal);
    private StreamedCalls? _calls;
    private ReplyBill _bill;
    private TextLedger _texts;
    private TextLedger _summaries;
    private TextLedger _reasonings;
    private TextLedger _thoughts;
    private string? _id;
    private string? _model;
    private string? _messageId;
    private string? _phase;
    private string? _reasoningId;
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
            EventType.ReasoningSummaryTextDelta => Thought(fields, fields.Delta, ref _summaries),
            EventType.ReasoningTextDelta => Thought(fields, fields.Delta, ref _reasonings),
            EventType.ReasoningSummaryTextDone => WholeThought(fields, data, ref _summaries),
            EventType.ReasoningTextDone => WholeThought(fields, data, ref _reasonings),
            EventType.OutputTextDone => WholeText(fields, data),
            EventType.ContentPartDone => PartDone(fields, data),
            EventType.RefusalDelta => Refused(fields.Delta),
            EventType.RefusalDone => WholeRefusal(fields, data),
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

    bool IKnownParts.IsKnown(int contentIndex) => _texts.HasEnded(_readIndex, contentIndex);

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

    private TextContent WithPhase(TextContent content)
    {
        if (_phase is { } phase)
        {
            (content.AdditionalProperties ??= [])[ItemContents.PhaseKey] = phase;
            _phase = null;
        }

        return content;
    }

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
