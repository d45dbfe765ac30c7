namespace RouteGen;

/// <summary>How a call ended. Names are stable: records keep them.</summary>
public enum RouteOutcome
{
    /// <summary>A target's whole reply reached the caller.</summary>
    Served = 1,

    /// <summary>Every target that could be asked failed, or a limit ended the call.</summary>
    Failed,

    /// <summary>A fault that no other target would cure ended the call, such as an invalid request.</summary>
    Stopped,

    /// <summary>The caller cancelled.</summary>
    Cancelled,

    /// <summary>A stream ended, after content had reached the caller, without being complete.</summary>
    Broken,

    /// <summary>The caller left a stream before its end.</summary>
    Abandoned,
}

/// <summary>Where a cost comes from, from the surest to none.</summary>
public enum CostSource
{
    /// <summary>The provider stated it in its reply.</summary>
    Provider = 1,

    /// <summary>
    /// Computed from the provider's usage and the table's price; also a request that the provider refused and does not bill.
    /// </summary>
    Computed,

    /// <summary>
    /// Computed from estimated tokens, where the provider may have done the work and stated no usage. An upper
    /// bound where nothing was seen of the reply.
    /// </summary>
    Estimated,

    /// <summary>
    /// A bound, where the table's price lacks the rate of a kind of token that occurred: by the rates that it has, none lower than what
    /// providers take. Budgets and limits count it in full.
    /// </summary>
    UpperBound,

    /// <summary>No price at all, or neither usage nor a bound of it. Unknown is never 0.</summary>
    Unknown,
}

/// <summary>Why a target was not asked.</summary>
public enum SkipReason
{
    /// <summary>Its provider is not configured, and configuration allows that.</summary>
    NotConfigured = 1,

    /// <summary>The request needs a feature that the model lacks.</summary>
    MissingFeature,

    /// <summary>The estimated input and the output asked for do not fit the model.</summary>
    WindowTooSmall,

    /// <summary>The request sets an option that the model does not take, and the route is strict.</summary>
    UnsupportedOption,

    /// <summary>Its circuit breaker is open.</summary>
    CircuitOpen,

    /// <summary>It asked to be left alone until a time that has not come.</summary>
    CoolingDown,

    /// <summary>Configuration has taken it, or its provider, out.</summary>
    Disabled,

    /// <summary>Its requests of the last minute are at its <c>rpm</c>.</summary>
    RequestRateReached,

    /// <summary>Its tokens of the last minute, with those of this request, are above its <c>tpm</c>.</summary>
    TokenRateReached,

    /// <summary>As many requests as its <c>concurrency</c> are under way.</summary>
    ConcurrencyReached,

    /// <summary>What it could cost does not fit a budget that leaves such targets out.</summary>
    BudgetExceeded,

    /// <summary>What is left of its provider's free credit does not cover what it could cost, or the credit has lapsed.</summary>
    CreditUsedUp,

    /// <summary>The budget ledger did not say what is left of its provider's free credit.</summary>
    CreditUnknown,
}
