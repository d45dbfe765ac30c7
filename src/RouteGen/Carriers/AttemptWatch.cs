using Microsoft.Extensions.AI;
using RouteGen.Wire;

namespace RouteGen.Carriers;

/// <summary>
/// An attempt as its delivery sees it: its timers, what a failure means, and the application's last word on what is sent.
/// </summary>
internal abstract class AttemptWatch
{
    /// <summary>The id of the record that the call will leave.</summary>
    public abstract Guid CallId { get; }

    public abstract AttemptTimer Timer { get; }

    /// <summary>The HTTP status of the reply, where one came.</summary>
    public abstract int? StatusCode { get; }

    /// <summary>Whether the caller cancelled.</summary>
    public abstract bool IsCancelled { get; }

    /// <summary>
    /// Whether the caller or a timer ended the attempt, as some clients end a stream quietly then; null when neither did.
    /// </summary>
    public abstract FaultInfo? Interrupted { get; }

    /// <summary>What an exception of the client means.</summary>
    public abstract FaultInfo Classify(Exception exception);

    /// <summary>Something of the reply is there: from now on it is silence that counts.</summary>
    /// <returns>The fault, where it came too late.</returns>
    public abstract FaultInfo? Begin();

    /// <summary>
    /// Whether the application has the last word on the options of what is sent; a request that goes on as its caller wrote it has none.
    /// </summary>
    public abstract bool HasOptionsHook { get; }

    /// <summary>The application's last word on what is sent.</summary>
    public abstract void Configure(ChatOptions options);

    /// <summary>The application's last word on what is sent for vectors.</summary>
    public abstract void Configure(EmbeddingGenerationOptions options);

    /// <summary>Notes that a connection failed while it was given back. The outcome stands.</summary>
    public abstract void ReleaseFailed(Exception exception);
}
