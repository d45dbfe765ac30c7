using RouteGen.Testing;
using static RouteGen.Providers.Tests.Suite.Reaction;
using static RouteGen.Testing.SimulatedFailure;

namespace RouteGen.Providers.Tests.Suite;

/// <summary>What a route does about a failure of its first target, with two repetitions allowed and a roomier target behind it.</summary>
internal enum Reaction
{
    /// <summary>Served by the first target after all.</summary>
    Serve,

    /// <summary>Asks nobody else.</summary>
    Stop,

    /// <summary>Goes on to the next target at once.</summary>
    Next,

    /// <summary>Repeats once, then goes on.</summary>
    RetryOnceThenNext,

    /// <summary>Repeats as often as the route allows, then goes on.</summary>
    RetryThenNext,

    /// <summary>Ends a stream of which the caller has seen a part.</summary>
    Break,
}

/// <summary>
/// The error table: what each failure is and what follows, plain and streamed. It stands here, written by hand from the providers'
/// documentation, and not in the product, which it is held against.
/// </summary>
internal sealed record FailureRow(SimulatedFailure Failure, Fault Fault, Reaction Reaction)
{
    public static FailureRow For(SimulatedFailure failure, Dialect dialect, bool streamed) => (failure, streamed) switch
    {
        (ContextTooLong, _) => new(failure, Fault.ContextTooLong, Next),
        (ContentFiltered, _) => new(failure, Fault.ContentFiltered, Stop),
        (ReplyFiltered, false) => new(failure, Fault.ContentFiltered, Stop),
        (ReplyFiltered, true) => new(failure, Fault.None, Serve),
        (InvalidRequest or Unprocessable, _) => new(failure, Fault.InvalidRequest, Stop),
        (UnsupportedParameter, _) => new(failure, Fault.UnsupportedRequest, Next),
        (InvalidApiKey or PermissionDenied, _) => new(failure, Fault.Unauthorized, Next),
        (OutOfCredit, _) => new(failure, Fault.QuotaExhausted, Next),
        (ModelNotFound, _) => new(failure, Fault.ModelNotFound, Next),
        (RequestTimeout or GatewayTimeout, _) => new(failure, Fault.Timeout, Next),
        (Conflict, _) => new(failure, Fault.Conflict, RetryOnceThenNext),
        (RequestTooLarge, _) => new(failure, Fault.ContextTooLong, Next),
        (RateLimited, _) => new(failure, Fault.RateLimited, RetryThenNext),
        (ServerError or BadGatewayHtml, _) => new(failure, Fault.ServerError, RetryThenNext),
        (UnavailableEmptyBody or UnavailableHalfJson or Overloaded, _) => new(failure, Fault.Overloaded, RetryThenNext),
        (GarbageBody, false) => new(failure, Fault.ServerError, RetryThenNext),
        (GarbageBody, true) when dialect == Dialect.Ollama => new(failure, Fault.ServerError, RetryThenNext),
        (GarbageBody, true) => new(failure, Fault.StreamBroken, Next),
        (EmptyReply, _) => new(failure, Fault.EmptyReply, Next),
        (ConnectionReset, _) => new(failure, Fault.ConnectionFailed, RetryThenNext),
        (StallBeforeReply, _) => new(failure, Fault.Timeout, Next),
        (StreamErrorBeforeContent, true) => new(failure, Fault.StreamBroken, Next),
        (StreamErrorAfterContent, true) => new(failure, Fault.StreamBroken, Break),
        (StreamErrorBeforeContent or StreamErrorAfterContent, false) =>
            new(failure, dialect is Dialect.Anthropic or Dialect.Gemini ? Fault.Overloaded : Fault.ServerError, RetryThenNext),
        (StreamEndsBeforeContent, true) => new(failure, Fault.StreamBroken, Next),
        (StreamEndsAfterContent, true) => new(failure, Fault.StreamBroken, Break),
        (StreamEndsBeforeContent or StreamEndsAfterContent, false) => new(failure, Fault.ServerError, RetryThenNext),
        (StreamStallsBeforeContent, _) or (StreamStallsAfterContent, false) => new(failure, Fault.Timeout, Next),
        (StreamStallsAfterContent, true) => new(failure, Fault.Timeout, Break),
        (StreamResetAfterContent, false) => new(failure, Fault.ConnectionFailed, RetryThenNext),
        (StreamResetAfterContent, true) => new(failure, Fault.StreamBroken, Break),
        _ => throw new ArgumentOutOfRangeException(nameof(failure), failure, "A failure without a row."),
    };

    /// <summary>Requests that the first target gets.</summary>
    public int PrimaryHits => Reaction switch
    {
        RetryOnceThenNext => 2,
        RetryThenNext => 3,
        _ => 1,
    };

    public bool ReachesBackup => Reaction is Next or RetryOnceThenNext or RetryThenNext;

    public bool NeedsTimers => Failure is StallBeforeReply or StreamStallsBeforeContent or StreamStallsAfterContent;
}
