using System.Buffers;
using System.IO.Pipelines;

namespace RouteGen.OpenAI.Replies;

/// <summary>Hands a stream on line by line, with its finish reasons in words that the SDK takes.</summary>
internal sealed class FinishWordsStream(Stream inner) : Stream
{
    private readonly PipeReader _reader = PipeReader.Create(inner);
    private ReadOnlyMemory<byte> _rest;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_rest.IsEmpty)
        {
            var result = await _reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            var lines = result.Buffer;
            if (LastLineEnd(lines) is { } end)
            {
                lines = lines.Slice(0, lines.GetPosition(1, end));
            }
            else if (!result.IsCompleted)
            {
                _reader.AdvanceTo(lines.Start, lines.End);
                continue;
            }

            if (lines.IsEmpty)
            {
                _reader.AdvanceTo(lines.End);
                return 0;
            }

            var bytes = lines.ToArray();
            _reader.AdvanceTo(lines.End);
            _rest = FinishWords.Translate(bytes) ?? bytes;
        }

        var count = Math.Min(buffer.Length, _rest.Length);
        _rest[..count].CopyTo(buffer);
        _rest = _rest[count..];
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, count);

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

    // All lines that are there go on together, as they came.
    private static SequencePosition? LastLineEnd(in ReadOnlySequence<byte> text)
    {
        SequencePosition? last = null;
        var rest = text;
        while (rest.PositionOf((byte)'\n') is { } end)
        {
            last = end;
            rest = rest.Slice(rest.GetPosition(1, end));
        }

        return last;
    }
}
