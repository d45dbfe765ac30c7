namespace RouteGen;

/// <summary>Why an attempt, or a whole call, did not serve. Names are stable: records keep them.</summary>
public enum Fault
{
    /// <summary>Nothing failed.</summary>
    None = 0,

    /// <summary>The request does not fit the model's window (400, 413).</summary>
    ContextTooLong,

    /// <summary>The provider's filter refused the request or cut the reply.</summary>
    ContentFiltered,

    /// <summary>The request is wrong in itself (400, 422); another target would not help.</summary>
    InvalidRequest,

    /// <summary>The target does not take a parameter, tool-call id, signature or schema of the request; another may.</summary>
    UnsupportedRequest,

    /// <summary>Key or permission refused (401, 403).</summary>
    Unauthorized,

    /// <summary>Out of credit or hard quota (402, 429 <c>insufficient_quota</c>).</summary>
    QuotaExhausted,

    /// <summary>The model or deployment does not exist there (404).</summary>
    ModelNotFound,

    /// <summary>The attempt took too long (408, 504, or a timer of the route).</summary>
    Timeout,

    /// <summary>A conflict at the provider (409).</summary>
    Conflict,

    /// <summary>Too many requests (429).</summary>
    RateLimited,

    /// <summary>The provider failed (500, 502) or its reply could not be read.</summary>
    ServerError,

    /// <summary>The provider is overloaded or down (503, 529).</summary>
    Overloaded,

    /// <summary>No connection, or one that broke before a reply.</summary>
    ConnectionFailed,

    /// <summary>
    /// A stream ended without a finish reason, or with an error inside. One that falls silent is a <see cref="Timeout"/>.
    /// </summary>
    StreamBroken,

    /// <summary>The reply carries nothing: no text, no tool call, no reasoning.</summary>
    EmptyReply,

    /// <summary>The reply was to be JSON by a schema, and is not JSON; or a tool call in it is not whole.</summary>
    MalformedOutput,

    /// <summary>The request continues a conversation that is kept at one provider, and the chain has several.</summary>
    StateNotPortable,

    /// <summary>The estimated input exceeds the route's <c>inputTokens</c>.</summary>
    InputLimitExceeded,

    /// <summary>One more attempt could take the call over the route's <c>costUsd</c>.</summary>
    CostLimitExceeded,

    /// <summary>A budget has no room for the call.</summary>
    BudgetExceeded,

    /// <summary>
    /// The ledger of the budgets cannot be reached or does not answer, and fails closed, or took all the time that the call had.
    /// </summary>
    BudgetUnavailable,

    /// <summary>No target could be asked: each is skipped, open or cooling down.</summary>
    NoTargetAvailable,

    /// <summary>The caller cancelled, or left the stream.</summary>
    Cancelled,

    /// <summary>A failure that nothing classifies.</summary>
    Unknown,

    /// <summary>
    /// A budget has no room for the call because of what calls under way have reserved, and had none as long as the call could wait.
    /// </summary>
    BudgetBusy,
}
