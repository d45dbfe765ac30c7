using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace RouteGen.Dialects.Json;

/// <summary>
/// A JSON text while it is written. Buffers at rest are lent, one for each thread: a request is written at once, without an await.
/// </summary>
internal sealed class JsonText : IDisposable
{
    // Larger ones, of a request with images, are left to the garbage collector.
    private const int MostKept = 256 * 1024;

    [ThreadStatic]
    private static (ArrayBufferWriter<byte> Buffer, Utf8JsonWriter Writer)? _resting;

    private static readonly JsonWriterOptions Options = new()
    {
        // What is sent is read by JSON parsers, not pasted into pages.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    private readonly ArrayBufferWriter<byte> _buffer;

    public JsonText()
    {
        if (_resting is { } resting)
        {
            _resting = null;
            (_buffer, Writer) = resting;
        }
        else
        {
            _buffer = new ArrayBufferWriter<byte>(4096);
            Writer = new Utf8JsonWriter(_buffer, Options);
        }
    }

    /// <summary>Where to write.</summary>
    public Utf8JsonWriter Writer { get; }

    /// <summary>What was written, until this is disposed of.</summary>
    public ReadOnlySpan<byte> Written
    {
        get
        {
            Writer.Flush();
            return _buffer.WrittenSpan;
        }
    }

    public override string ToString() => Encoding.UTF8.GetString(Written);

    public void Dispose()
    {
        if (_buffer.Capacity <= MostKept)
        {
            _buffer.ResetWrittenCount();
            Writer.Reset(_buffer);
            _resting = (_buffer, Writer);
        }
    }
}
