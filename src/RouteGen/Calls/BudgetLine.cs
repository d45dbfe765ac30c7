using RouteGen.Budgets;
using RouteGen.Definitions;
using RouteGen.Plans;

namespace RouteGen.Calls;

/// <summary>What one call takes of one account: the estimate of its next attempt, and what ended attempts came to.</summary>
internal sealed partial class BudgetLine(BudgetDefinition budget, BudgetAccount account, BudgetAmount cap)
{
    private decimal _spentUsd;
    private long _spentTokens;
    private long _attempts;
    private BudgetAmount _next;
    private BudgetAmount _nextIfExpired;

    public BudgetDefinition Budget => budget;

    public BudgetAccount Account => account;

    public bool IsHard => budget.AtLimit != BudgetLimitAction.Warn;

    /// <summary>Whether what is asked of a target is charged here.</summary>
    public bool Counts(PlanEntry entry) => budget.Per switch
    {
        BudgetScope.Target => entry.Target.Name == account.Scope,
        BudgetScope.Provider => entry.Target.Provider.Name == account.Scope,
        _ => true,
    };

    /// <summary>What one attempt at a target may take: the estimated input, and the output that it is allowed, or taken to write.</summary>
    public BudgetAmount Estimate(RouteCall call, PlanEntry entry) => Counts(entry) ? Estimate(call, entry, OutputOf(call, entry)) : default;

    /// <summary>What the account has to hold for the call with one more attempt.</summary>
    /// <param name="next">The estimate of the attempt.</param>
    public BudgetCharge With(BudgetAmount next) => Charge(Spent + next);

    /// <summary>What the account has to hold, as it was worked out last.</summary>
    public BudgetCharge Asked => With(_next) with
    {
        AmountIfExpired = budget.Expired == ExpiredReservationAction.Release ? BudgetAmount.Zero : Spent + _nextIfExpired
    };

    /// <summary>
    /// Works out what the account has to hold for the most expensive of the targets that remain. An account of one target
    /// is charged when that target's turn comes.
    /// </summary>
    public void Ask(RouteCall call, ReadOnlySpan<int> remaining)
    {
        _next = Estimate(call, call.Plan.Entries[remaining[0]]);
        _nextIfExpired = ExpiredEstimate.Compute(this, call, remaining, _next);
        for (var i = 1; i < remaining.Length && !CountsRequests; i++)
        {
            _next = BudgetAmount.Max(_next, Estimate(call, call.Plan.Entries[remaining[i]]));
        }

        NoteOverrun(call, CountsRequests ? remaining[..1] : remaining);
    }

    /// <summary>What the call came to.</summary>
    public BudgetCharge Actual => Charge(Spent);

    /// <summary>Notes what an attempt took.</summary>
    public void Note(PlanEntry entry, AttemptRecord attempt, long tokens)
    {
        if (!Counts(entry))
        {
            return;
        }

        _spentUsd += attempt.CostUsd ?? 0;
        _spentTokens += tokens;
        _attempts++;
    }

    /// <summary>Whether each target or provider has an account of its own.</summary>
    public bool CountsRequests => budget.Per is BudgetScope.Target or BudgetScope.Provider;

    private BudgetAmount Spent => account.Unit switch
    {
        BudgetUnit.Usd => BudgetAmount.FromUsd(_spentUsd),
        BudgetUnit.Tokens => BudgetAmount.FromUnitsSaturating(_spentTokens),
        _ => BudgetAmount.FromCalls(CountsRequests ? _attempts : Math.Min(1, _attempts)),
    };

    private BudgetCharge Charge(BudgetAmount amount) => new(account, amount) { Cap = cap, IsHard = IsHard };
}
