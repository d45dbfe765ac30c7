using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Json;

namespace RouteGen.Dialects.ChatCompletions.Server;

/// <summary>
/// Writes a streamed reply as server-sent events (OpenAI's OpenAPI document, <c>CreateChatCompletionStreamResponse</c>): every chunk has
/// the
/// same head; the first says the role; <c>finish_reason</c> is null until the one that ends the choice; usage comes after that, in a
/// chunk without choices, where it was asked for; <c>[DONE]</c> is the end. A stream that breaks gets neither an end nor
/// <c>[DONE]</c>, but an error.
/// </summary>
internal sealed class ChatCompletionsStreamWriter : IDisposable
{
    private static readonly JsonWriterOptions Relaxed = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    private readonly IBufferWriter<byte> _output;
    private readonly CompletionHead _head;
    private readonly bool _includesUsage;
    private readonly Utf8JsonWriter _json;
    private ChatFinishReason? _finish;
    private UsageDetails? _usage;
    private int _calls;
    private bool _hasBegun;
    private bool _refused;

    /// <param name="output">Where the events go.</param>
    /// <param name="head">What every chunk begins with.</param>
    /// <param name="includesUsage">Whether the caller asked for usage.</param>
    public ChatCompletionsStreamWriter(IBufferWriter<byte> output, CompletionHead head, bool includesUsage)
    {
        (_output, _head, _includesUsage) = (output, head, includesUsage);
        _json = new(output, Relaxed);
    }

    /// <summary>Writes what an update says; nothing where it only says how the reply ended, which stands at its end.</summary>
    /// <exception cref="NotSupportedException">An argument of a tool call is of a type that cannot be written.</exception>
    public void Write(ChatResponseUpdate update)
    {
        _finish = update.FinishReason ?? _finish;
        var contents = update.Contents;
        for (var i = 0; i < contents.Count; i++)
        {
            Write(contents[i]);
        }

        if (CompletionParts.HasCitations(contents))
        {
            BeginDelta();
            _json.WriteStartArray("annotations"u8);
            CompletionParts.WriteAnnotations(_json, contents);
            _json.WriteEndArray();
            EndDelta();
        }
    }

    /// <summary>The reply is whole: writes how it ended, its usage where it was asked for, and the end of the stream.</summary>
    /// <param name="usage">The usage as it was settled; null for that of the updates.</param>
    /// <param name="costUsd">What the call cost in USD; null where that is not known.</param>
    public void Complete(UsageDetails? usage = null, decimal? costUsd = null)
    {
        BeginDelta();
        EndDelta(CompletionParts.FinishWord(_finish, _calls > 0, _refused));
        if (_includesUsage)
        {
            BeginChunk();
            _json.WriteEndArray();
            CompletionParts.WriteUsage(_json, usage ?? _usage ?? new(), costUsd);
            EndEvent();
        }

        _output.Write("data: [DONE]\n\n"u8);
    }

    /// <summary>
    /// The reply is not whole: writes an error, and leaves the stream without an end. The connection is to be aborted then.
    /// </summary>
    public void Break(CompletionError error)
    {
        _output.Write("data: "u8);
        ChatCompletionsErrors.Write(_json, error);
        EndText();
    }

    public void Dispose() => _json.Dispose();

    private void Write(AIContent content)
    {
        switch (content)
        {
            case TextContent { Text.Length: > 0 } text:
                WriteText("content"u8, text.Text);
                break;
            case TextReasoningContent { Text.Length: > 0 } reasoning:
                WriteText("reasoning_content"u8, reasoning.Text);
                break;
            case FunctionCallContent call:
                Write(call);
                break;
            case ErrorContent refusal when CompletionParts.IsRefusal(refusal):
                _refused = true;
                WriteText("refusal"u8, refusal.Message ?? "");
                break;
            case DataContent image when image.HasTopLevelMediaType("image"):
                BeginDelta();
                _json.WriteStartArray("images"u8);
                CompletionParts.WriteImage(_json, image);
                _json.WriteEndArray();
                EndDelta();
                break;
            case UsageContent usage:
                _usage = usage.Details;
                break;
        }
    }

    private void WriteText(ReadOnlySpan<byte> member, string text)
    {
        BeginDelta();
        _json.WriteString(member, text);
        EndDelta();
    }

    // The first delta names the call, the second has its arguments.
    private void Write(FunctionCallContent call)
    {
        BeginDelta();
        _json.WriteStartArray("tool_calls"u8);
        CompletionParts.WriteCall(_json, call, _calls);
        _json.WriteEndArray();
        EndDelta();
        if (CustomCalls.InputOf(call) is null)
        {
            BeginDelta();
            _json.WriteStartArray("tool_calls"u8);
            _json.WriteStartObject();
            _json.WriteNumber("index"u8, _calls);
            _json.WriteStartObject("function"u8);
            _json.WriteString("arguments"u8, ToolArguments.Text(call));
            _json.WriteEndObject();
            _json.WriteEndObject();
            _json.WriteEndArray();
            EndDelta();
        }

        _calls++;
    }

    private void BeginDelta()
    {
        if (!_hasBegun)
        {
            _hasBegun = true;
            BeginDelta();
            _json.WriteString("role"u8, "assistant"u8);
            _json.WriteString("content"u8, ""u8);
            _json.WriteNull("refusal"u8);
            EndDelta();
        }

        BeginChunk();
        _json.WriteStartObject();
        _json.WriteNumber("index"u8, 0);
        _json.WriteStartObject("delta"u8);
    }

    private void EndDelta(ReadOnlySpan<byte> finish = default)
    {
        _json.WriteEndObject();
        _json.WriteNull("logprobs"u8);
        if (finish.IsEmpty)
        {
            _json.WriteNull("finish_reason"u8);
        }
        else
        {
            _json.WriteString("finish_reason"u8, finish);
        }

        _json.WriteEndObject();
        _json.WriteEndArray();
        if (_includesUsage)
        {
            _json.WriteNull("usage"u8);
        }

        EndEvent();
    }

    private void BeginChunk()
    {
        _output.Write("data: "u8);
        _json.WriteStartObject();
        CompletionParts.WriteHead(_json, _head, "chat.completion.chunk"u8);
        _json.WriteStartArray("choices"u8);
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
