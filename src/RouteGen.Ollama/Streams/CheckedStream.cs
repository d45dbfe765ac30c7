using System.Buffers;
using System.IO.Pipelines;

namespace RouteGen.Ollama.Streams;

/// <summary>
/// Hands a reply on line by line, so that a line that is an error throws instead of passing for an empty message. Every read is the
/// caller's to cancel, whether or not the reader above gives a token.
/// </summary>
internal sealed class CheckedStream(Stream inner, CancellationToken cancellationToken) : Stream
{
    private readonly PipeReader _reader = PipeReader.Create(inner);
    private ReadOnlyMemory<byte> _line;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken ignored = default)
    {
        if (_line.IsEmpty)
        {
            _line = await NextLineAsync().ConfigureAwait(false);
        }

        var count = Math.Min(buffer.Length, _line.Length);
        _line[..count].CopyTo(buffer);
        _line = _line[count..];
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken ignored) =>
        ReadAsync(buffer.AsMemory(offset, count), ignored).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Replies are read asynchronously.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private async ValueTask<ReadOnlyMemory<byte>> NextLineAsync()
    {
        while (true)
        {
            var result = await _reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            if (result.Buffer.PositionOf((byte)'\n') is { } end)
            {
                return Take(result.Buffer.Slice(0, result.Buffer.GetPosition(1, end)));
            }

            if (result.IsCompleted)
            {
                return Take(result.Buffer);
            }

            _reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
        }
    }

    private ReadOnlyMemory<byte> Take(ReadOnlySequence<byte> sequence)
    {
        var line = sequence.ToArray();
        _reader.AdvanceTo(sequence.End);
        ErrorLine.ThrowIfError(line);
        return line;
    }
}
