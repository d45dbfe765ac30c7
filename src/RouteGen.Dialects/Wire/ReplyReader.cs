using System.Buffers;
using RouteGen.Dialects.Json;

namespace RouteGen.Dialects.Wire;

/// <summary>
/// Reads a streamed reply piece by piece in one buffer: nothing is read before it is asked for, and nothing is copied. What it shows is
/// good until the next piece is asked for.
/// </summary>
internal abstract class ReplyReader(Stream stream, int maxBytes) : IDisposable
{
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(8 * 1024);
    private int _end;

    /// <summary>The name of the event; empty where it has none.</summary>
    public abstract ReadOnlySpan<byte> Name { get; }

    /// <summary>The data of the event.</summary>
    public abstract ReadOnlySpan<byte> Data { get; }

    /// <summary>Whether the stream ended in the middle of the piece that was read last.</summary>
    public bool IsCut { get; protected set; }

    /// <summary>Where the piece begins that is being read; what stands before it is no longer needed.</summary>
    protected int Start { get; set; }

    /// <summary>Whether the stream is over.</summary>
    protected bool IsOver { get; private set; }

    /// <summary>What has come and is still needed is from <see cref="Start"/> to here.</summary>
    protected int End => _end;

    /// <summary>The bytes that have come.</summary>
    protected ReadOnlySpan<byte> Bytes => _buffer.AsSpan(0, _end);

    /// <summary>Reads the next piece; false at the end of the stream.</summary>
    /// <exception cref="InvalidReplyException">The piece is longer than what is read of one.</exception>
    /// <exception cref="IOException">The connection broke.</exception>
    public ValueTask<bool> ReadAsync(CancellationToken cancellationToken) =>
        TryTake() ? new(true) : ReadOnAsync(cancellationToken);

    /// <summary>The first byte that is no white space, without taking it; null for an empty stream.</summary>
    public async ValueTask<byte?> PeekAsync(CancellationToken cancellationToken)
    {
        // What was looked at is not looked at again: white space keeps a connection alive as comments do.
        var seen = 0;
        while (true)
        {
            var rest = Bytes[Start..];
            var mark = "\uFEFF"u8;
            if (seen == 0 && rest.Length < mark.Length && !IsOver && mark.StartsWith(rest))
            {
                await FillAsync(cancellationToken).ConfigureAwait(false);
                continue;
            }

            seen = seen == 0 && rest.StartsWith(mark) ? mark.Length : seen;
            if (rest[seen..].IndexOfAnyExcept(" \t\r\n"u8) is >= 0 and var at)
            {
                return rest[seen + at];
            }

            seen = rest.Length;
            if (IsOver)
            {
                return null;
            }

            await FillAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>All the rest of the stream, in memory of its own.</summary>
    /// <exception cref="InvalidReplyException">It is longer than what is read of a reply.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> ReadRestAsync(CancellationToken cancellationToken)
    {
        while (!IsOver)
        {
            await FillAsync(cancellationToken).ConfigureAwait(false);
        }

        return Bytes[Start..].ToArray();
    }

    public void Dispose()
    {
        var buffer = _buffer;
        (_buffer, _end, Start, IsOver) = ([], 0, 0, true);
        if (buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    protected static InvalidReplyException TooLong(int maxBytes) =>
        new($"A piece of the reply is longer than {maxBytes} bytes, the most that is read of one.");

    /// <summary>Takes the next piece, if all of it has come.</summary>
    protected abstract bool TryTake();

    /// <summary>The stream is over: takes what is left as a last piece, if there is any.</summary>
    protected abstract bool TryTakeLast();

    /// <summary>What has been read moved by so many bytes to the front.</summary>
    protected abstract void Moved(int by);

    private async ValueTask<bool> ReadOnAsync(CancellationToken cancellationToken)
    {
        do
        {
            if (IsOver)
            {
                return TryTakeLast();
            }

            await FillAsync(cancellationToken).ConfigureAwait(false);
        }
        while (!TryTake());
        return true;
    }

    private async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        MakeRoom();
        var count = await ReplyBody.ReadAsync(stream, _buffer.AsMemory(_end), cancellationToken).ConfigureAwait(false);
        _end += count;
        IsOver = count == 0;
    }

    private void MakeRoom()
    {
        if (_end < _buffer.Length)
        {
            return;
        }

        var held = _end - Start;
        if (held >= maxBytes)
        {
            throw TooLong(maxBytes);
        }

        if (held > _buffer.Length / 2)
        {
            var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(2L * _buffer.Length, Math.Max(maxBytes, _buffer.Length + 1)));
            _buffer.AsSpan(Start, held).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }
        else
        {
            _buffer.AsSpan(Start, held).CopyTo(_buffer);
        }

        Moved(Start);
        (Start, _end) = (0, held);
    }
}
