using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace RouteGen.Dialects.Ollama.Server;

/// <summary>
/// Writes a streamed reply of <c>/api/chat</c>: a line for each piece, and a last one that says <c>done</c>, why, and what was counted
/// (docs.ollama.com/api/streaming). A stream that breaks ends with an error and without that line.
/// </summary>
internal sealed class OllamaStreamWriter : IDisposable
{
    private static readonly JsonWriterOptions Relaxed = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    private readonly IBufferWriter<byte> _output;
    private readonly string _model;
    private readonly TimeProvider _time;
    private readonly Utf8JsonWriter _json;
    private ChatFinishReason? _finish;
    private UsageDetails? _usage;
    private int _calls;

    /// <param name="output">Where the lines go.</param>
    /// <param name="model">The model's name, as the caller asked for it.</param>
    /// <param name="time">The clock: each line has its time.</param>
    public OllamaStreamWriter(IBufferWriter<byte> output, string model, TimeProvider time)
    {
        (_output, _model, _time) = (output, model, time);
        _json = new(output, Relaxed);
    }

    /// <summary>Writes what an update says; nothing where it only says how the reply ended, which stands at its end.</summary>
    /// <exception cref="NotSupportedException">An argument of a tool call is of a type that cannot be written.</exception>
    public void Write(ChatResponseUpdate update)
    {
        _finish = update.FinishReason ?? _finish;
        List<FunctionCallContent>? calls = null;
        var contents = update.Contents;
        for (var i = 0; i < contents.Count; i++)
        {
            switch (contents[i])
            {
                case TextContent { Text.Length: > 0 } text:
                    WriteLine(text.Text, thinking: null, calls: null);
                    break;
                case TextReasoningContent { Text.Length: > 0 } thought:
                    WriteLine("", thought.Text, calls: null);
                    break;
                case FunctionCallContent call:
                    (calls ??= []).Add(call);
                    break;
                case UsageContent usage:
                    _usage = usage.Details;
                    break;
            }
        }

        if (calls is not null)
        {
            WriteLine("", thinking: null, calls);
            _calls += calls.Count;
        }
    }

    /// <summary>The reply is whole: writes its last line.</summary>
    /// <param name="usage">The usage as it was settled; null for that of the updates.</param>
    public void Complete(UsageDetails? usage = null)
    {
        OllamaParts.Begin(_json, _model, _time.GetUtcNow());
        OllamaParts.WriteMessage(_json, "", thinking: null, calls: null, firstCall: 0);
        OllamaParts.End(_json, _finish, usage ?? _usage);
        EndLine();
    }

    /// <summary>
    /// The reply is not whole: writes an error, and leaves the stream without an end. The connection is to be aborted then.
    /// </summary>
    public void Break(string message)
    {
        OllamaErrors.Write(_json, message);
        EndLine();
    }

    public void Dispose() => _json.Dispose();

    private void WriteLine(string content, string? thinking, List<FunctionCallContent>? calls)
    {
        OllamaParts.Begin(_json, _model, _time.GetUtcNow());
        OllamaParts.WriteMessage(_json, content, thinking, calls, _calls);
        _json.WriteBoolean("done"u8, false);
        _json.WriteEndObject();
        EndLine();
    }

    private void EndLine()
    {
        _json.Flush();
        _json.Reset();
        _output.Write("\n"u8);
    }
}
