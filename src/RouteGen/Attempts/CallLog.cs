using Microsoft.Extensions.AI;
using RouteGen.Plans;

namespace RouteGen.Attempts;

/// <summary>A call as its attempts see it: what is asked, and where they write down what came of them.</summary>
internal abstract class CallLog(
    PlannedRoute route,
    RouteCaller caller,
    IReadOnlyList<ChatMessage> messages,
    ChatOptions? options,
    bool streamed,
    CancellationToken cancellationToken)
    : CallRequest(route, caller, messages, options, streamed, cancellationToken)
{
    /// <summary>The timestamp at which the last attempt ended.</summary>
    public long LastEnd { get; set; }

    public TimeSpan? TimeToFirstToken { get; set; }

    /// <summary>Why the model stopped in the last attempt, as it may be kept.</summary>
    public string? FinishReason { get; set; }

    /// <summary>What the client of the last attempt threw, where the application asks for it; else null.</summary>
    public Exception? Cause { get; set; }

    /// <summary>Adds a finished attempt. A stream's attempt is added when it ends.</summary>
    public abstract void Add(PlanEntry entry, AttemptRecord attempt);
}
