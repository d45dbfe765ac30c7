using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace RouteGen.Dialects.Responses.Server;

/// <content>Messages and their parts.</content>
internal sealed partial class ResponsesStreamWriter
{
    private Open _open;
    private Open _part;
    private string _id = "";
    private string? _messageId;
    private string? _phase;
    private int _partIndex;
    private List<AIAnnotation>? _annotations;
    private readonly ArrayBufferWriter<byte> _parts = new();

    private enum Open
    {
        Nothing,
        Text,
        Refusal,
        Message,
        Reasoning,
    }

    private void Write(TextContent text, string? messageId)
    {
        if (text.Text.Length > 0)
        {
            OpenPart(Open.Text, messageId, ItemContents.PhaseOf(text));
            BeginPartEvent("response.output_text.delta"u8);
            _json.WriteString("delta"u8, text.Text);
            OutputItems.WriteProbabilities(_json, OutputItems.ProbabilitiesOf(text));
            EndEvent();
            _text.Append(text.Text);
        }

        WriteAnnotations(text.Annotations);
    }

    private void WriteRefusal(string text, string? messageId)
    {
        OpenPart(Open.Refusal, messageId, null);
        BeginPartEvent("response.refusal.delta"u8);
        _json.WriteString("delta"u8, text);
        EndEvent();
        _text.Append(text);
    }

    private void WriteAnnotations(IList<AIAnnotation>? annotations)
    {
        for (var i = 0; i < annotations?.Count && _part == Open.Text; i++)
        {
            if (!OutputItems.CanWrite(annotations[i]))
            {
                continue;
            }

            BeginPartEvent("response.output_text.annotation.added"u8);
            _json.WriteNumber("annotation_index"u8, _annotations?.Count ?? 0);
            _json.WritePropertyName("annotation"u8);
            OutputItems.WriteAnnotation(_json, (CitationAnnotation)annotations[i]);
            EndEvent();
            (_annotations ??= []).Add(annotations[i]);
        }
    }

    private void OpenPart(Open kind, string? messageId, string? phase)
    {
        if (_open != Open.Message || (messageId is not null && _messageId is not null && messageId != _messageId)
            || (phase is not null && phase != _phase))
        {
            CloseItem("completed"u8);
            _open = Open.Message;
            (_messageId, _phase, _partIndex) = (messageId, phase, 0);
            _id = _response.ItemId("msg", _index);
            BeginItem();
            OutputItems.BeginMessage(_json, _id, "in_progress"u8, phase);
            OutputItems.EndMessage(_json);
            EndEvent();
        }

        _messageId ??= messageId;
        if (_part == kind)
        {
            return;
        }

        ClosePart();
        _part = kind;
        BeginPartEvent("response.content_part.added"u8);
        WritePart(_json, "", null);
        EndEvent();
    }

    private void ClosePart()
    {
        if (_part == Open.Nothing)
        {
            return;
        }

        var text = TakeText();
        BeginPartEvent(_part == Open.Text ? "response.output_text.done"u8 : "response.refusal.done"u8);
        _json.WriteString(_part == Open.Text ? "text"u8 : "refusal"u8, text);
        if (_part == Open.Text)
        {
            OutputItems.WriteProbabilities(_json, null);
        }

        EndEvent();
        BeginPartEvent("response.content_part.done"u8);
        WritePart(_json, text, _annotations);
        EndEvent();
        if (_parts.WrittenCount > 0)
        {
            _parts.Write(","u8);
        }

        using (var json = new Utf8JsonWriter(_parts, Relaxed))
        {
            WritePartValue(json, text, _annotations);
        }

        (_part, _annotations) = (Open.Nothing, null);
        _partIndex++;
    }

    private void CloseItem(ReadOnlySpan<byte> status)
    {
        switch (_open)
        {
            case Open.Reasoning:
                CloseReasoning(null);
                break;
            case Open.Message:
                ClosePart();
                _open = Open.Nothing;
                var start = _items.WrittenCount;
                var json = BeginDone();
                OutputItems.BeginMessage(json, _id, status, _phase);
                json.WriteRawValue(_parts.WrittenSpan, skipInputValidation: true);
                OutputItems.EndMessage(json);
                _parts.ResetWrittenCount();
                EndDone(start);
                break;
        }
    }

    private void WritePart(Utf8JsonWriter json, string text, List<AIAnnotation>? annotations)
    {
        json.WritePropertyName("part"u8);
        WritePartValue(json, text, annotations);
    }

    private void WritePartValue(Utf8JsonWriter json, string text, List<AIAnnotation>? annotations)
    {
        if (_part == Open.Text)
        {
            OutputItems.WriteText(json, text, annotations, null);
        }
        else
        {
            OutputItems.WriteRefusal(json, text);
        }
    }

    private string TakeText()
    {
        var text = _text.ToString();
        _text.Clear();
        return text;
    }

    private void BeginItem()
    {
        BeginEvent("response.output_item.added"u8);
        _json.WriteNumber("output_index"u8, _index);
        _json.WritePropertyName("item"u8);
    }

    private void BeginItemEvent(ReadOnlySpan<byte> type)
    {
        BeginEvent(type);
        _json.WriteString("item_id"u8, _id);
        _json.WriteNumber("output_index"u8, _index);
    }

    private void BeginPartEvent(ReadOnlySpan<byte> type)
    {
        BeginItemEvent(type);
        _json.WriteNumber("content_index"u8, _partIndex);
    }

    private void BeginSummaryEvent(ReadOnlySpan<byte> type)
    {
        BeginItemEvent(type);
        _json.WriteNumber("summary_index"u8, 0);
    }
}
