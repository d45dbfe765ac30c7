using Microsoft.Extensions.AI;

namespace RouteGen.Dialects.Wire;

/// <summary>
/// Reads the events of one streamed reply. A stream that ends without saying how is given no finish reason, so that whoever asked can
/// tell.
/// </summary>
internal abstract class StreamedReply
{
    /// <summary>Whether the reply is whole; what comes after it is not read.</summary>
    public bool IsOver { get; protected set; }

    /// <summary>Reads an event.</summary>
    /// <param name="eventName">The name that the event was given; empty where it has none.</param>
    /// <param name="data">Its data.</param>
    /// <returns>What it says; null where that is nothing to a caller.</returns>
    /// <exception cref="System.Text.Json.JsonException">The data is not JSON.</exception>
    public abstract ChatResponseUpdate? Read(ReadOnlySpan<byte> eventName, ReadOnlySpan<byte> data);

    /// <summary>The stream is over: what is still to be said; null for nothing.</summary>
    public virtual ChatResponseUpdate? Finish() => null;
}
