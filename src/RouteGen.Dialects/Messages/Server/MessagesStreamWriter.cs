using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Json;

namespace RouteGen.Dialects.Messages.Server;

/// <summary>
/// Writes a streamed reply as server-sent events (docs.anthropic.com/en/docs/build-with-claude/streaming): <c>message_start</c> first; each
/// block begins, grows and ends before the next, under an index of its own; thoughts are signed before they end; how the message ended and
/// its usage come in <c>message_delta</c>, then <c>message_stop</c>. A stream that breaks gets neither, but an error.
/// </summary>
internal sealed partial class MessagesStreamWriter : IDisposable
{
    private static readonly JsonWriterOptions Relaxed = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    private readonly IBufferWriter<byte> _output;
    private readonly MessageHead _head;
    private readonly Utf8JsonWriter _json;
    private UsageDetails? _usage;
    private MessageEnd _end;
    private OpenBlock _open;
    private bool _isSigned;
    private bool _hasBegun;
    private int _index = -1;

    /// <param name="output">Where the events go.</param>
    /// <param name="head">What the message begins with.</param>
    public MessagesStreamWriter(IBufferWriter<byte> output, MessageHead head)
    {
        (_output, _head) = (output, head);
        _json = new(output, Relaxed);
    }

    private enum OpenBlock
    {
        None,
        Text,
        Thinking,
    }

    /// <summary>Writes what an update says.</summary>
    /// <exception cref="NotSupportedException">An argument of a tool call is of a type that cannot be written.</exception>
    public void Write(ChatResponseUpdate update)
    {
        _end.Take(update.FinishReason, update.AdditionalProperties);
        var contents = update.Contents;
        for (var i = 0; i < contents.Count; i++)
        {
            if (contents[i] is UsageContent usage)
            {
                // What the input came to is known at the start of a stream of this dialect.
                (_usage ??= new()).Add(usage.Details);
            }
        }

        Begin();
        for (var i = 0; i < contents.Count; i++)
        {
            _end.Take(contents[i]);
            Write(contents[i]);
        }
    }

    /// <summary>Writes a sign of life.</summary>
    public void Ping()
    {
        Begin();
        _output.Write("event: ping\ndata: {\"type\":\"ping\"}\n\n"u8);
    }

    /// <summary>The reply is whole: writes how it ended, its usage, and the end of the stream.</summary>
    /// <param name="usage">The usage as it was settled; null for that of the updates.</param>
    public void Complete(UsageDetails? usage = null)
    {
        Begin();
        CloseBlock();
        BeginEvent("message_delta"u8);
        _json.WriteStartObject("delta"u8);
        _end.Write(_json);
        _json.WriteEndObject();
        MessageUsage.Write(_json, usage ?? _usage);
        EndEvent();
        _output.Write("event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n"u8);
    }

    /// <summary>
    /// The reply is not whole: writes an error, and leaves the stream without an end. The connection is to be aborted then.
    /// </summary>
    public void Break(MessagesError error)
    {
        _output.Write("event: error\ndata: "u8);
        MessagesErrors.Write(_json, error);
        EndText();
    }

    public void Dispose() => _json.Dispose();

    private void Write(AIContent content)
    {
        switch (content)
        {
            case { RawRepresentation: RawBlock raw }:
                WriteWhole(raw);
                break;
            case TextContent text:
                WriteText(text);
                break;
            case TextReasoningContent reasoning when ReplyBlocks.IsRedacted(reasoning):
                CloseBlock();
                BeginBlock();
                ReplyBlocks.WriteThinking(_json, reasoning);
                EndEvent();
                StopBlock();
                break;
            case TextReasoningContent reasoning:
                WriteThinking(reasoning);
                break;
            case FunctionCallContent call:
                WriteCall(call);
                break;
            case ErrorContent error when ReplyBlocks.IsRefusal(error) && error.Message is { Length: > 0 } refusal:
                Open(OpenBlock.Text);
                WriteDelta("text_delta"u8, "text"u8, refusal);
                break;
        }
    }

    private void WriteText(TextContent text)
    {
        if (text.Text is { Length: > 0 } said)
        {
            Open(OpenBlock.Text);
            WriteDelta("text_delta"u8, "text"u8, said);
        }

        for (var i = 0; i < text.Annotations?.Count; i++)
        {
            if (text.Annotations[i] is CitationAnnotation citation)
            {
                Open(OpenBlock.Text);
                BeginDelta("citations_delta"u8);
                _json.WritePropertyName("citation"u8);
                ReplyBlocks.WriteCitation(_json, citation);
                EndDelta();
            }
        }
    }

    private void WriteThinking(TextReasoningContent reasoning)
    {
        if (reasoning.Text is { Length: > 0 } thought)
        {
            Open(OpenBlock.Thinking);
            WriteDelta("thinking_delta"u8, "thinking"u8, thought);
        }

        if (reasoning.ProtectedData is { Length: > 0 } signature)
        {
            Open(OpenBlock.Thinking);
            WriteDelta("signature_delta"u8, "signature"u8, signature);
            _isSigned = true;
            CloseBlock();
        }
    }

    private void WriteCall(FunctionCallContent call)
    {
        CloseBlock();
        BeginBlock();
        ReplyBlocks.BeginCall(_json, call);
        _json.WriteStartObject();
        _json.WriteEndObject();
        _json.WriteEndObject();
        EndEvent();
        WriteDelta("input_json_delta"u8, "partial_json"u8, ToolArguments.Text(call));
        StopBlock();
    }

    private void WriteWhole(RawBlock raw)
    {
        CloseBlock();
        BeginBlock();
        raw.Write(_json);
        EndEvent();
        StopBlock();
    }
}
