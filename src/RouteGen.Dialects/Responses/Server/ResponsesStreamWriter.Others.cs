using Microsoft.Extensions.AI;

namespace RouteGen.Dialects.Responses.Server;

/// <content>Reasoning, calls, images, and items of the provider's own.</content>
internal sealed partial class ResponsesStreamWriter
{
    private void Write(TextReasoningContent reasoning)
    {
        var id = ItemContents.ReasoningId(reasoning);
        if (_open == Open.Reasoning && id is not null && id != _id && _text.Length > 0)
        {
            CloseItem("completed"u8);
        }

        if (_open != Open.Reasoning && (reasoning.Text.Length > 0 || !string.IsNullOrEmpty(reasoning.ProtectedData)))
        {
            CloseItem("completed"u8);
            _open = Open.Reasoning;
            _id = id ?? _response.ItemId("rs", _index);
            BeginItem();
            OutputItems.WriteReasoning(_json, _id, null, null, default);
            EndEvent();
        }

        if (reasoning.Text.Length > 0)
        {
            WriteSummary(reasoning.Text);
        }

        if (!string.IsNullOrEmpty(reasoning.ProtectedData))
        {
            CloseReasoning(reasoning.ProtectedData);
        }
    }

    private void WriteSummary(string text)
    {
        if (_text.Length == 0)
        {
            BeginSummaryEvent("response.reasoning_summary_part.added"u8);
            _json.WritePropertyName("part"u8);
            OutputItems.WriteSummary(_json, "");
            EndEvent();
        }

        BeginSummaryEvent("response.reasoning_summary_text.delta"u8);
        _json.WriteString("delta"u8, text);
        EndEvent();
        _text.Append(text);
    }

    private void CloseReasoning(string? encrypted)
    {
        var text = TakeText();
        if (text.Length > 0)
        {
            BeginSummaryEvent("response.reasoning_summary_text.done"u8);
            _json.WriteString("text"u8, text);
            EndEvent();
            BeginSummaryEvent("response.reasoning_summary_part.done"u8);
            _json.WritePropertyName("part"u8);
            OutputItems.WriteSummary(_json, text);
            EndEvent();
        }

        _open = Open.Nothing;
        var start = _items.WrittenCount;
        OutputItems.WriteReasoning(BeginDone(), _id, text, encrypted, default);
        EndDone(start);
    }

    private void Write(FunctionCallContent call)
    {
        CloseItem("completed"u8);
        var isCustom = OutputItems.IsCustom(_response.Asked, call);
        var text = OutputItems.TextOf(call, isCustom);
        _id = _response.ItemId(isCustom ? "ctc" : "fc", _index);
        BeginItem();
        OutputItems.WriteCall(_json, _id, call, isCustom, "", "in_progress"u8);
        EndEvent();
        BeginItemEvent(isCustom ? "response.custom_tool_call_input.delta"u8 : "response.function_call_arguments.delta"u8);
        _json.WriteString("delta"u8, text);
        EndEvent();
        BeginItemEvent(isCustom ? "response.custom_tool_call_input.done"u8 : "response.function_call_arguments.done"u8);
        if (!isCustom)
        {
            _json.WriteString("name"u8, call.Name);
        }

        _json.WriteString(isCustom ? "input"u8 : "arguments"u8, text);
        EndEvent();
        var start = _items.WrittenCount;
        OutputItems.WriteCall(BeginDone(), _id, call, isCustom, text, "completed"u8);
        EndDone(start);
    }

    private void WriteImage(DataContent image)
    {
        CloseItem("completed"u8);
        _id = _response.ItemId("ig", _index);
        BeginItem();
        OutputItems.WriteImage(_json, _id, null, "in_progress"u8);
        EndEvent();
        var start = _items.WrittenCount;
        OutputItems.WriteImage(BeginDone(), _id, image, "completed"u8);
        EndDone(start);
    }

    private void WriteRaw(RawItem raw)
    {
        CloseItem("completed"u8);
        BeginItem();
        _json.WriteRawValue(raw.Json.Span, skipInputValidation: true);
        EndEvent();
        var start = _items.WrittenCount;
        BeginDone().WriteRawValue(raw.Json.Span, skipInputValidation: true);
        EndDone(start);
    }
}
