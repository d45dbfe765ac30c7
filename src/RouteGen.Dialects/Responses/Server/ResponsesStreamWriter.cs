using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.ChatCompletions.Server;

namespace RouteGen.Dialects.Responses.Server;

/// <summary>
/// Writes a streamed reply as events (platform.openai.com/docs/api-reference/responses-streaming): <c>response.created</c>,
/// <c>response.in_progress</c>, of each item <c>output_item.added</c>, its parts' <c>added</c>, deltas and <c>done</c>, and
/// <c>output_item.done</c>; last <c>response.completed</c>, <c>response.incomplete</c> or <c>response.failed</c>. Each has the
/// next <c>sequence_number</c>.
/// </summary>
internal sealed partial class ResponsesStreamWriter : IDisposable
{
    private static readonly JsonWriterOptions Relaxed = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    private readonly IBufferWriter<byte> _output;
    private readonly ResponseObject _response;
    private readonly Utf8JsonWriter _json;

    // The items that are done, as they stand in the response at its end.
    private readonly ArrayBufferWriter<byte> _items = new();
    private readonly Utf8JsonWriter _itemJson;
    private readonly StringBuilder _text = new();
    private ChatFinishReason? _finish;
    private UsageDetails? _usage;
    private int _sequence;
    private int _index;
    private bool _hasBegun;
    private bool _isRefused;

    /// <param name="output">Where the events go.</param>
    /// <param name="head">What the response begins with.</param>
    /// <param name="asked">The request.</param>
    public ResponsesStreamWriter(IBufferWriter<byte> output, CompletionHead head, ResponsesAsked asked)
    {
        _output = output;
        _response = new ResponseObject(head, asked);
        _json = new(output, Relaxed);
        _itemJson = new(_items, Relaxed);
    }

    /// <summary>Writes the events that every response begins with; they are written by themselves where this is not called.</summary>
    public void Begin()
    {
        if (_hasBegun)
        {
            return;
        }

        _hasBegun = true;
        BeginEvent("response.created"u8);
        WriteResponse("in_progress"u8);
        BeginEvent("response.in_progress"u8);
        WriteResponse("in_progress"u8);
    }

    /// <summary>Writes what an update says; nothing where it only says how the reply ended, which stands at its end.</summary>
    /// <exception cref="NotSupportedException">An argument of a tool call is of a type that cannot be written.</exception>
    public void Write(ChatResponseUpdate update)
    {
        Begin();
        _finish = update.FinishReason ?? _finish;
        var contents = update.Contents;
        for (var i = 0; i < contents.Count; i++)
        {
            Write(contents[i], update.MessageId);
        }
    }

    /// <summary>The reply is whole: writes how it ended.</summary>
    /// <param name="usage">The usage as it was settled; null for that of the updates.</param>
    public void Complete(UsageDetails? usage = null)
    {
        Begin();
        CloseItem("completed"u8);
        var reason = ReasonFor(_finish, _isRefused);
        BeginEvent(reason is null ? "response.completed"u8 : "response.incomplete"u8);
        _json.WritePropertyName("response"u8);
        _response.Write(
            _json, reason is null ? "completed"u8 : "incomplete"u8, _items.WrittenSpan, usage ?? _usage ?? new(), reason);
        EndEvent();
    }

    /// <summary>Goes on after events that were written elsewhere: with the number that follows theirs.</summary>
    public void GoOnAfter(ReadOnlySpan<byte> events)
    {
        var name = "\"sequence_number\""u8;
        var at = events.LastIndexOf(name);
        if (at < 0)
        {
            return;
        }

        var value = events[(at + name.Length)..].TrimStart(" :\t"u8);
        if (Utf8Parser.TryParse(value, out int number, out _))
        {
            (_sequence, _hasBegun) = (number + 1, true);
        }
    }

    /// <summary>The reply is not whole: writes why. The connection is to be aborted then.</summary>
    public void Break(CompletionError error)
    {
        Begin();
        BeginEvent("response.failed"u8);
        _json.WritePropertyName("response"u8);
        _response.Write(_json, "failed"u8, _items.WrittenSpan, _usage, error: error);
        EndEvent();
    }

    public void Dispose()
    {
        _json.Dispose();
        _itemJson.Dispose();
    }

    /// <summary>Why a reply with a finish reason is incomplete; null where it is not.</summary>
    public static string? ReasonFor(ChatFinishReason? finish, bool isRefused) =>
        finish == ChatFinishReason.Length ? "max_output_tokens"
        : finish == ChatFinishReason.ContentFilter && !isRefused ? "content_filter"
        : null;

    private void Write(AIContent content, string? messageId)
    {
        switch (content)
        {
            case { RawRepresentation: RawItem raw } when content is not TextReasoningContent:
                WriteRaw(raw);
                break;
            case TextContent text:
                Write(text, messageId);
                break;
            case ErrorContent { ErrorCode: ItemContents.Refusal } refusal:
                _isRefused = true;
                WriteRefusal(refusal.Message ?? "", messageId);
                break;
            case TextReasoningContent reasoning:
                Write(reasoning);
                break;
            case FunctionCallContent call:
                Write(call);
                break;
            case DataContent image when image.HasTopLevelMediaType("image"):
                WriteImage(image);
                break;
            case UsageContent usage:
                if (_usage is null)
                {
                    _usage = new();
                }

                _usage.Add(usage.Details);
                break;
            default:
                WriteAnnotations(content.Annotations);
                break;
        }
    }

    private void WriteResponse(ReadOnlySpan<byte> status)
    {
        _json.WritePropertyName("response"u8);
        _response.Write(_json, status, _items.WrittenSpan);
        EndEvent();
    }

    private void BeginEvent(ReadOnlySpan<byte> type)
    {
        _output.Write("event: "u8);
        _output.Write(type);
        _output.Write("\ndata: "u8);
        _json.WriteStartObject();
        _json.WriteString("type"u8, type);
        _json.WriteNumber("sequence_number"u8, _sequence++);
    }

    private void EndEvent()
    {
        _json.WriteEndObject();
        _json.Flush();
        _json.Reset();
        _output.Write("\n\n"u8);
    }

    /// <summary>Where an item goes that is done.</summary>
    private Utf8JsonWriter BeginDone()
    {
        if (_items.WrittenCount > 0)
        {
            _items.Write(","u8);
        }

        return _itemJson;
    }

    /// <summary>Keeps the item, and tells that it is done.</summary>
    private void EndDone(int start)
    {
        _itemJson.Flush();
        _itemJson.Reset();
        var item = _items.WrittenSpan[start..];
        BeginEvent("response.output_item.done"u8);
        _json.WriteNumber("output_index"u8, _index++);
        _json.WritePropertyName("item"u8);
        _json.WriteRawValue(item[0] == ',' ? item[1..] : item, skipInputValidation: true);
        EndEvent();
    }
}
