using RouteGen.Attempts;

namespace RouteGen.Calls;

/// <summary>What a walk along a chain came to: an attempt that serves, or why none does.</summary>
internal readonly record struct Verdict(Attempt? Serves, RouteOutcome Outcome, Fault Fault, BudgetRefusal? Refusal)
{
    public static Verdict Served(Attempt attempt) => new(attempt, RouteOutcome.Served, Fault.None, null);

    /// <summary>Nothing is left to ask.</summary>
    public static Verdict Failed(Fault fault) => new(null, RouteOutcome.Failed, fault, null);

    /// <summary>No other target would help.</summary>
    public static Verdict Stopped(Fault fault) => new(null, RouteOutcome.Stopped, fault, null);

    /// <summary>A budget has no room, or its ledger does not say.</summary>
    public static Verdict Refused(BudgetRefusal refusal) => new(null, refusal.Outcome, refusal.Fault, refusal);
}
