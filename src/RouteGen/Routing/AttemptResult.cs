using Microsoft.Extensions.AI;
using RouteGen.Faults;

namespace RouteGen.Routing;

/// <summary>What came of one attempt, and what is to follow from it.</summary>
internal sealed class AttemptResult
{
    public required AttemptRecord Record { get; init; }

    /// <summary>The whole reply, of a buffered attempt that served.</summary>
    public ChatResponse? Reply { get; init; }

    /// <summary>The committed stream, of a streamed attempt that serves.</summary>
    public CommittedStream? Stream { get; init; }

    public bool Serves => Reply is not null || Stream is not null;

    /// <summary>What the fault calls for.</summary>
    public FaultAction Action { get; init; }

    /// <summary>Whether the same target is to be asked again.</summary>
    public bool MayRetry { get; init; }

    /// <summary>The wait that the provider asked for; null leaves it to the route's backoff.</summary>
    public TimeSpan? RetryDelay { get; init; }

    /// <summary>The wait that was chosen.</summary>
    public TimeSpan ActualDelay { get; set; }
}
