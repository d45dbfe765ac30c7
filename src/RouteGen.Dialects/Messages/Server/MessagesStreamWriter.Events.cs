using System.Buffers;

namespace RouteGen.Dialects.Messages.Server;

/// <content>The events, one by one.</content>
internal sealed partial class MessagesStreamWriter
{
    private void Open(OpenBlock block)
    {
        if (_open == block)
        {
            return;
        }

        CloseBlock();
        BeginBlock();
        _json.WriteStartObject();
        if (block == OpenBlock.Text)
        {
            _json.WriteString("type"u8, "text"u8);
            _json.WriteString("text"u8, ""u8);
        }
        else
        {
            _json.WriteString("type"u8, "thinking"u8);
            _json.WriteString("thinking"u8, ""u8);
            _json.WriteString("signature"u8, ""u8);
        }

        _json.WriteEndObject();
        EndEvent();
        _open = block;
        _isSigned = false;
    }

    private void CloseBlock()
    {
        if (_open == OpenBlock.None)
        {
            return;
        }

        if (_open == OpenBlock.Thinking && !_isSigned)
        {
            WriteDelta("signature_delta"u8, "signature"u8, "");
        }

        _open = OpenBlock.None;
        StopBlock();
    }

    private void Begin()
    {
        if (_hasBegun)
        {
            return;
        }

        _hasBegun = true;
        BeginEvent("message_start"u8);
        _json.WriteStartObject("message"u8);
        MessagesReplyWriter.WriteHead(_json, _head);
        _json.WriteStartArray("content"u8);
        _json.WriteEndArray();
        _json.WriteNull("stop_reason"u8);
        _json.WriteNull("stop_sequence"u8);
        MessageUsage.Write(_json, _usage, _head.ServiceTier);
        _json.WriteEndObject();
        EndEvent();
    }

    private void BeginBlock()
    {
        BeginEvent("content_block_start"u8);
        _json.WriteNumber("index"u8, ++_index);
        _json.WritePropertyName("content_block"u8);
    }

    private void EndBlockStart() => EndEvent();

    private void StopBlock()
    {
        BeginEvent("content_block_stop"u8);
        _json.WriteNumber("index"u8, _index);
        EndEvent();
    }

    private void WriteDelta(ReadOnlySpan<byte> type, ReadOnlySpan<byte> member, string text)
    {
        BeginDelta(type);
        _json.WriteString(member, text);
        EndDelta();
    }

    private void BeginDelta(ReadOnlySpan<byte> type)
    {
        BeginEvent("content_block_delta"u8);
        _json.WriteNumber("index"u8, _index);
        _json.WriteStartObject("delta"u8);
        _json.WriteString("type"u8, type);
    }

    private void EndDelta()
    {
        _json.WriteEndObject();
        EndEvent();
    }

    private void BeginEvent(ReadOnlySpan<byte> name)
    {
        _output.Write("event: "u8);
        _output.Write(name);
        _output.Write("\ndata: "u8);
        _json.WriteStartObject();
        _json.WriteString("type"u8, name);
    }

    private void EndEvent()
    {
        _json.WriteEndObject();
        EndText();
    }

    private void EndText()
    {
        _json.Flush();
        _json.Reset();
        _output.Write("\n\n"u8);
    }
}
