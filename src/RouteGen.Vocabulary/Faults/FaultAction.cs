namespace RouteGen.Faults;

/// <summary>
/// What a fault calls for. The defaults follow what each fault means on the wire: whether the same request
/// could succeed there, elsewhere, or nowhere.
/// </summary>
internal enum FaultAction
{
    /// <summary>No other target would help.</summary>
    Stop,

    /// <summary>Another target may serve; this one will not.</summary>
    Next,

    /// <summary>Another target may serve if it has a larger window.</summary>
    NextLarger,

    /// <summary>The same target may serve in a moment; after the retries, the next.</summary>
    Retry,

    /// <summary>As <see cref="Retry"/>, once.</summary>
    RetryOnce,

    /// <summary>The next at once, since the attempt may be billed; a repetition only where no target remains.</summary>
    NextOrRetryOnce,

    /// <summary>The targets that the table names for the fault, instead of the rest of the chain.</summary>
    Elsewhere,
}

/// <summary>What a fault says about the target itself.</summary>
internal enum FaultBlame
{
    /// <summary>Nothing: the request was at fault, or the caller left.</summary>
    None,

    /// <summary>The target is failing; its breaker counts it.</summary>
    Failing,

    /// <summary>The target is set up wrongly or out of credit, which no wait of seconds cures; its breaker opens at once.</summary>
    Unusable,
}

/// <summary>The default actions, row by row the error table in the documentation.</summary>
internal static class FaultTable
{
    public static FaultAction ActionFor(Fault fault) => fault switch
    {
        Fault.ContextTooLong => FaultAction.NextLarger,
        Fault.ContentFiltered or Fault.InvalidRequest or Fault.InputLimitExceeded or Fault.CostLimitExceeded
            or Fault.BudgetExceeded or Fault.BudgetUnavailable or Fault.BudgetBusy or Fault.StateNotPortable => FaultAction.Stop,
        Fault.Timeout => FaultAction.NextOrRetryOnce,
        Fault.Conflict => FaultAction.RetryOnce,
        Fault.RateLimited or Fault.ServerError or Fault.Overloaded or Fault.ConnectionFailed => FaultAction.Retry,
        _ => FaultAction.Next,
    };

    /// <summary>What follows from a fault: what the table says, else the default.</summary>
    public static FaultAction ActionFor(Fault fault, OnFaultAction? stated) => stated switch
    {
        OnFaultAction.Next => FaultAction.Next,
        OnFaultAction.Retry => FaultAction.Retry,
        OnFaultAction.Stop => FaultAction.Stop,
        OnFaultAction.Targets => FaultAction.Elsewhere,
        _ => ActionFor(fault),
    };

    public static FaultBlame BlameFor(Fault fault) => fault switch
    {
        Fault.Unauthorized or Fault.QuotaExhausted or Fault.ModelNotFound => FaultBlame.Unusable,
        Fault.Timeout or Fault.RateLimited or Fault.ServerError or Fault.Overloaded or Fault.ConnectionFailed or Fault.StreamBroken
            or Fault.EmptyReply or Fault.Unknown => FaultBlame.Failing,
        _ => FaultBlame.None,
    };

    /// <summary>Whether the provider may have done, and bill, work for a request that ended so.</summary>
    /// <param name="fault">How it ended.</param>
    /// <param name="answered">Whether a status of success had come before it ended.</param>
    public static bool MayBeBilled(Fault fault, bool answered) =>
        fault is Fault.Timeout or Fault.StreamBroken or Fault.EmptyReply or Fault.MalformedOutput or Fault.ContentFiltered or Fault.Unknown
        || (answered && fault is (Fault.ServerError or Fault.ConnectionFailed));
}
