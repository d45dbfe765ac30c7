namespace RouteGen.Dialects.Tests.Fuzz;

/// <summary>
/// What a connection brings: bytes in pieces of given lengths, then its end, which may be a break. Every read completes at once, so that
/// all the work of a client is done on the calling thread and can be measured there.
/// </summary>
/// <param name="bytes">The bytes.</param>
/// <param name="piece">How many may come at once, at a place in them; null for all.</param>
/// <param name="breaks">Whether the end is a break.</param>
/// <param name="endless">Whether they come again, after so many in all.</param>
/// <param name="head">What comes before them, once.</param>
internal sealed class FuzzWire(
    byte[] bytes, Func<int, int>? piece = null, bool breaks = false, Func<long, bool>? endless = null, byte[]? head = null) : Stream
{
    private ReadOnlyMemory<byte> _bytes = head ?? bytes;
    private int _at;

    /// <summary>How many bytes were taken.</summary>
    public long Taken { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        if (_at == _bytes.Length && endless?.Invoke(Taken) is true)
        {
            (_bytes, _at) = (bytes, 0);
        }

        var count = Math.Min(Math.Min(piece?.Invoke(_at) ?? int.MaxValue, buffer.Length), _bytes.Length - _at);
        if (count <= 0)
        {
            return breaks && buffer.Length > 0 ? throw new IOException("The connection broke.") : 0;
        }

        _bytes.Span.Slice(_at, count).CopyTo(buffer);
        _at += count;
        Taken += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return new(Read(buffer.Span));
        }
        catch (IOException e)
        {
            return ValueTask.FromException<int>(e);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}

/// <summary>A transport that answers every request with one reply: in the place of a socket, not of a provider.</summary>
internal sealed class FuzzTransport(Func<HttpResponseMessage> reply) : HttpMessageHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        Task.FromResult(reply());
}
