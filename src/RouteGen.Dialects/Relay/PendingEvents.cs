using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Json;
using RouteGen.Dialects.Wire;

namespace RouteGen.Dialects.Relay;

/// <summary>Events of a relayed stream that have been read and not yet handed on, as they go to the caller.</summary>
internal sealed class PendingEvents(ReplySettling settling, int maxBytes)
{
    private readonly ArrayBufferWriter<byte> _events = new(512);
    private int _last;

    public bool IsEmpty => _events.WrittenCount == 0;

    /// <summary>Adds the event at which a reader is, unless it is none that callers are to see.</summary>
    /// <param name="reader">The reader.</param>
    /// <param name="update">What the event says; null for nothing.</param>
    /// <exception cref="InvalidReplyException">More waits than is read of a piece.</exception>
    public void Add(ReplyReader reader, ChatResponseUpdate? update)
    {
        var data = reader.Data.Trim(" \t\r\n"u8);
        while (!data.IsEmpty && !settling.Hides(data, update))
        {
            // Where the empty line between two events is missing, the data of both comes as one.
            var length = settling.LengthOfFirst(data);
            Add(reader, data[..length]);
            data = data[length..].TrimStart(" \t\r\n"u8);
        }
    }

    private void Add(ReplyReader reader, ReadOnlySpan<byte> data)
    {
        var before = _events.WrittenCount;
        try
        {
            settling.WriteEvent(reader.Name, data, _events);
        }
        catch (JsonException) when (reader.IsCut)
        {
            // Cut in the middle, it says nothing.
            Cut(before);
            return;
        }

        _last = before;
        if (_events.WrittenCount > maxBytes)
        {
            throw new InvalidReplyException($"More than {maxBytes} bytes of the stream say nothing by themselves.");
        }
    }

    /// <summary>Adds how the reply ended, where only its reader knows: no event says it.</summary>
    public void AddFinish(ChatResponseUpdate update)
    {
        _last = _events.WrittenCount;
        settling.WriteFinish(update, _events);
    }

    /// <summary>Takes all: a <c>byte[]</c>, or <see cref="RelayedEnd"/> where the last event ends the stream.</summary>
    public object Take(bool isOver)
    {
        var bytes = _events.WrittenSpan;
        object taken = isOver && settling.HasEndEvent
            ? new RelayedEnd(bytes[.._last].ToArray(), bytes[_last..].ToArray())
            : bytes.ToArray();
        _events.ResetWrittenCount();
        _last = 0;
        return taken;
    }

    private void Cut(int length)
    {
        var kept = _events.WrittenSpan[..length].ToArray();
        _events.ResetWrittenCount();
        _events.Write(kept);
    }
}

/// <summary>The last bytes of a relayed stream.</summary>
/// <param name="Bytes">What goes on at once.</param>
/// <param name="End">The event that says that all is there: it goes on when the call has served.</param>
internal sealed record RelayedEnd(byte[] Bytes, byte[] End);
