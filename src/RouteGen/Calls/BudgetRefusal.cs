using RouteGen.Budgets;

namespace RouteGen.Calls;

/// <summary>Why budgets do not let a call go on. The call ends by it; they do not end the call.</summary>
internal abstract record BudgetRefusal(RouteOutcome Outcome, Fault Fault)
{
    /// <summary>What the caller is told.</summary>
    /// <param name="record">Of the call, which has ended.</param>
    public abstract RouteException ToException(RouteRecord record);

    /// <summary>A budget has nothing left.</summary>
    public sealed record Exceeded(BudgetLine Line, DateTimeOffset? AvailableAt)
        : BudgetRefusal(RouteOutcome.Stopped, Fault.BudgetExceeded)
    {
        public override RouteException ToException(RouteRecord record) =>
            new BudgetExceededException(record, Line.Budget.Name, Line.Budget.Per, Line.Account.Unit, AvailableAt);
    }

    /// <summary>Others have reserved what is left, and the call has waited as long as it may.</summary>
    public sealed record Busy(BudgetLine Line, TimeSpan RetryAfter) : BudgetRefusal(RouteOutcome.Stopped, Fault.BudgetBusy)
    {
        public override RouteException ToException(RouteRecord record) =>
            new BudgetBusyException(record, Line.Budget.Name, Line.Budget.Per, Line.Account.Unit, RetryAfter);
    }

    /// <summary>The ledger does not answer: a call that fails closed is stopped, and one that has no time left has failed.</summary>
    public sealed record Unavailable(RouteOutcome HowItEnds) : BudgetRefusal(HowItEnds, Fault.BudgetUnavailable)
    {
        public override RouteException ToException(RouteRecord record) => new(record);
    }
}
