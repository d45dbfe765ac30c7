using Microsoft.Extensions.AI;
using RouteGen.Gateway.Refusals;

namespace RouteGen.Gateway.Asked;

/// <summary>A streamed reply while it is written, in the caller's dialect. What is written is whole events.</summary>
internal abstract class ReplyStream : IDisposable
{
    /// <summary>Writes what an update says.</summary>
    public abstract void Write(ChatResponseUpdate update);

    /// <summary>Takes note of whole events that were relayed as they came: what is written after them goes on from there.</summary>
    public virtual void NoteRelayed(ReadOnlySpan<byte> events)
    {
    }

    /// <summary>The reply is whole: writes how it ended, and its usage.</summary>
    /// <param name="usage">The usage as it was settled; null for that of the updates.</param>
    /// <param name="costUsd">What the call cost in USD; null where that is not known.</param>
    public abstract void Complete(UsageDetails? usage, decimal? costUsd);

    /// <summary>The reply is not whole: writes an error, and no end. The connection is to be aborted then.</summary>
    public abstract void Break(Refusal refusal);

    public abstract void Dispose();
}
