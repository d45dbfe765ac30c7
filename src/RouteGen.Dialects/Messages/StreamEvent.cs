using System.Text.Json;
using RouteGen.Dialects.Json;

namespace RouteGen.Dialects.Messages;

/// <summary>The events of a stream (docs.anthropic.com/en/docs/build-with-claude/streaming).</summary>
internal enum StreamEvent
{
    /// <summary>One that says nothing to a caller, such as <c>ping</c>, or one that came later than this code.</summary>
    Other,
    MessageStart,
    BlockStart,
    BlockDelta,
    BlockStop,
    MessageDelta,
    MessageStop,
    Error,
}

/// <summary>Tells events by their names.</summary>
internal static class StreamEvents
{
    /// <summary>The event of a name in the data. The reader is at it.</summary>
    public static StreamEvent Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String && !reader.ValueIsEscaped)
        {
            return Named(reader.ValueSpan);
        }

        JsonRead.Skip(ref reader);
        return StreamEvent.Other;
    }

    /// <summary>The event of a name.</summary>
    public static StreamEvent Named(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("content_block_delta"u8) ? StreamEvent.BlockDelta
        : name.SequenceEqual("content_block_start"u8) ? StreamEvent.BlockStart
        : name.SequenceEqual("content_block_stop"u8) ? StreamEvent.BlockStop
        : name.SequenceEqual("message_start"u8) ? StreamEvent.MessageStart
        : name.SequenceEqual("message_delta"u8) ? StreamEvent.MessageDelta
        : name.SequenceEqual("message_stop"u8) ? StreamEvent.MessageStop
        : name.SequenceEqual("error"u8) ? StreamEvent.Error
        : StreamEvent.Other;
}
