namespace RouteGen.Wire;

/// <summary>
/// Hands a reply on in the pieces that <see cref="CountRepair"/> looks at: line by line where it is streamed, so that no event waits for
/// the next, else whole. What is
/// longer than any reply with a bill to repair, such as an image in one line, passes through as it comes.
/// </summary>
internal sealed class CountedStream(Stream inner, bool byLine) : Stream
{
    private const int MostHeld = 1024 * 1024;

    // From _next to _ready it can be handed on; from there to _end a piece is not whole yet.
    private byte[] _buffer = [];
    private int _next;
    private int _ready;
    private int _end;
    private bool _isPassing;
    private bool _isOver;

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
        while (_next == _ready && !_isOver)
        {
            Take(await inner.ReadAsync(Room(), cancellationToken).ConfigureAwait(false));
        }

        return HandOn(buffer.Span);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(Span<byte> buffer)
    {
        while (_next == _ready && !_isOver)
        {
            Take(inner.Read(Room().Span));
        }

        return HandOn(buffer);
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

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

    private int HandOn(Span<byte> buffer)
    {
        var count = Math.Min(buffer.Length, _ready - _next);
        _buffer.AsSpan(_next, count).CopyTo(buffer);
        _next += count;
        return count;
    }

    /// <summary>Where the next bytes go: behind those that are held, which move to the front.</summary>
    private Memory<byte> Room()
    {
        var held = _end - _ready;
        if (_buffer.Length - held < 1024)
        {
            var larger = GC.AllocateUninitializedArray<byte>(Math.Max(8 * 1024, 2 * _buffer.Length));
            _buffer.AsSpan(_ready, held).CopyTo(larger);
            _buffer = larger;
        }
        else if (_ready > 0)
        {
            _buffer.AsSpan(_ready, held).CopyTo(_buffer);
        }

        (_next, _ready, _end) = (0, 0, held);
        return _buffer.AsMemory(held);
    }

    private void Take(int count)
    {
        var from = _end;
        _end += count;
        if (count == 0)
        {
            _isOver = true;
            Release(_end);
        }
        else if (byLine && _buffer.AsSpan(from, count).LastIndexOf((byte)'\n') is >= 0 and var last)
        {
            Release(from + last + 1);
        }
        else if (_isPassing || _end > MostHeld)
        {
            _isPassing = true;
            _ready = _end;
        }
    }

    /// <summary>Looks at all that is whole now, and lets it go.</summary>
    private void Release(int end)
    {
        while (_ready < end)
        {
            var length = byLine && _buffer.AsSpan(_ready, end - _ready).IndexOf((byte)'\n') is >= 0 and var line ? line + 1 : end - _ready;
            if (_isPassing)
            {
                // The rest of something that is longer than what is looked at.
                _isPassing = false;
            }
            else if (CountRepair.Repair(_buffer.AsSpan(_ready, length)) is { } repaired)
            {
                end += Replace(length, repaired);
                length = repaired.Length;
            }

            _ready += length;
        }
    }

    /// <summary>Puts a piece in place of the one that is next; returns by how much it is longer.</summary>
    private int Replace(int length, byte[] piece)
    {
        var (rest, growth) = (_ready + length, piece.Length - length);
        if (_end + growth > _buffer.Length)
        {
            Array.Resize(ref _buffer, (2 * _buffer.Length) + growth);
        }

        _buffer.AsSpan(rest, _end - rest).CopyTo(_buffer.AsSpan(rest + growth));
        piece.CopyTo(_buffer.AsSpan(_ready));
        _end += growth;
        return growth;
    }
}
