using RouteGen.Budgets;
using RouteGen.Costs;
using RouteGen.Definitions;
using RouteGen.Plans;

namespace RouteGen.Calls;

/// <summary>
/// The budgets of one call: one reservation, at the most expensive target that remains, resized along the chain and settled once. Attempts
/// follow one another, so nothing here is locked.
/// </summary>
internal sealed partial class CallBudgets(RouteCall call, BudgetKeeping keeping)
{
    private readonly BudgetLease _lease = new(keeping.Ledger, Lifetime(call, keeping));
    private List<string>? _warned;
    private BudgetLine[] _lines = [];
    private bool _unchecked;
    private bool _isFitted;
    private bool _isSettling;
    private Task? _abandoned;
    private long _abandonedAt;

    /// <summary>Reserves for a call before its first attempt.</summary>
    /// <param name="candidates">The targets that remain.</param>
    /// <returns>Those that no budget rules out.</returns>
    /// <exception cref="RouteException">There is no room, or no ledger; the call is completed.</exception>
    public async ValueTask<PlanEntry[]> AdmitAsync(PlanEntry[] candidates)
    {
        if (candidates.Length == 0)
        {
            return candidates;
        }

        _lines = await BudgetLines.OfAsync(call, keeping.Limits).ConfigureAwait(false);
        return await FitAsync(candidates, next: null).ConfigureAwait(false);
    }

    /// <summary>Makes sure that the reservation covers one more attempt. True when it does.</summary>
    /// <param name="remaining">The target that is to be asked, and those that may be asked after it.</param>
    /// <exception cref="RouteException">There is no room, or no ledger; the call is completed.</exception>
    public ValueTask<bool> CoverAsync(ReadOnlyMemory<PlanEntry> remaining)
    {
        // What covers the most expensive of all covers each, as long as nothing was taken and no account is one target's own.
        var isCovered = _unchecked || _isFitted || IsCovered(remaining.Span);
        return isCovered ? new(true) : FitNextAsync(remaining.ToArray());
    }

    /// <summary>Notes what an attempt took.</summary>
    public void Note(PlanEntry entry, AttemptRecord attempt)
    {
        var used = attempt.Usage ?? attempt.EstimatedUsage;
        var tokens = used is { } usage ? usage.Input + usage.Output : 0;
        if (attempt.Fault == Fault.None && used is { } seen)
        {
            call.Route.Outputs?.Add(seen.Output);
        }

        _isFitted = false;
        foreach (var line in _lines)
        {
            line.Note(entry, attempt, tokens);
        }
    }

    /// <summary>
    /// Commits what the call came to and gives back the rest, in the background where the ledger is not this process's memory. Does
    /// nothing the second time.
    /// </summary>
    public ValueTask SettleAsync()
    {
        if (!_isSettling && (_lease.MayHold || _unchecked || _abandoned is not null))
        {
            _isSettling = true;
            var actual = Array.ConvertAll(_lines, static l => l.Actual);
            keeping.Access.Settle(_lease, actual, call.Definition.Name, call.Route.Runtime.Log, _abandoned, _abandonedAt);
        }

        return default;
    }

    private static TimeSpan Lifetime(RouteCall call, BudgetKeeping keeping) =>
        (call.Streamed ? call.Definition.StreamTotalTimeout + call.Definition.TotalTimeout : call.Definition.TotalTimeout)
            + keeping.Options.ReservationMargin;

    private async ValueTask<bool> FitNextAsync(PlanEntry[] remaining) =>
        Array.IndexOf(await FitAsync(remaining, remaining[0]).ConfigureAwait(false), remaining[0]) >= 0;

    private async ValueTask<PlanEntry[]> FitAsync(PlanEntry[] remaining, PlanEntry? next)
    {
        RoomWait? wait = null;
        BudgetLine? waited = null;
        try
        {
            // Each round skips one target at least, or waits.
            while (!_unchecked && !IsCovered(remaining))
            {
                var charges = Array.ConvertAll(_lines, static l => l.Asked);
                var answer = await AskAsync(charges).ConfigureAwait(false);
                if (answer.IsGranted && waited is not null && call.Remaining <= TimeSpan.Zero)
                {
                    throw Busy(waited);
                }

                if (answer.IsGranted)
                {
                    _isFitted = next is null && !Array.Exists(_lines, static l => l.CountsRequests);
                    NoteOverrun();
                    Warn(answer, charges);
                    break;
                }

                if (ReservedOnly(answer, charges, remaining) is { } reserved)
                {
                    wait ??= new RoomWait(call, keeping.Access.Room, polls: keeping.Access.Gate is not null);
                    waited = _lines[reserved.Charge];
                    if (!await wait.NextAsync(waited).ConfigureAwait(false))
                    {
                        throw Busy(waited);
                    }

                    continue;
                }

                remaining = WithoutRoom(remaining, answer);
                if (remaining.Length == 0 || (next is not null && Array.IndexOf(remaining, next) < 0))
                {
                    break;
                }
            }
        }
        finally
        {
            wait?.Dispose();
        }

        return remaining;
    }

    /// <summary>Whether what is held is enough. Each line then knows what it has to ask for.</summary>
    private bool IsCovered(ReadOnlySpan<PlanEntry> remaining)
    {
        var isEnough = _lease.IsAcquired;
        foreach (var line in _lines)
        {
            line.Ask(call, remaining);
            isEnough = isEnough && line.Asked.Amount <= _lease.GetReserved(line.Account);
        }

        return isEnough;
    }

    private PlanEntry[] WithoutRoom(PlanEntry[] remaining, BudgetReservationResult answer)
    {
        var fitting = remaining;
        foreach (var shortage in answer.Shortages)
        {
            var line = _lines[shortage.Charge];
            if (line.Budget.AtLimit == BudgetLimitAction.Reject)
            {
                throw Exceeded(line, shortage);
            }

            if (line.Budget.AtLimit == BudgetLimitAction.Downgrade)
            {
                foreach (var entry in fitting.Where(e => line.Counts(e) && line.With(line.Estimate(call, e)).Amount > shortage.Available))
                {
                    fitting = [.. fitting.Where(e => e != entry)];
                    call.Skip(entry, SkipReason.BudgetExceeded);
                }

                BudgetMetrics.Count(line.Budget, "downgrade");
                call.Route.Runtime.Log.BudgetDowngraded(call.Definition.Name, line.Budget.Name, line.Budget.Per);
                if (fitting.Length == 0)
                {
                    throw Exceeded(line, shortage);
                }
            }
        }

        // A ledger that refuses and names no target to do without would otherwise be asked for ever.
        return fitting.Length < remaining.Length ? fitting : throw Exceeded(_lines[answer.Shortages[0].Charge], answer.Shortages[0]);
    }

    private BudgetExceededException Exceeded(BudgetLine line, BudgetShortage shortage)
    {
        BudgetMetrics.Count(line.Budget, "reject");
        call.ExceededBudget = line.Budget.Name;
        return new(call.Complete(
            RouteOutcome.Stopped, Fault.BudgetExceeded), line.Budget.Name, line.Budget.Per, line.Account.Unit, shortage.AvailableAt);
    }

    private void Warn(BudgetReservationResult answer, BudgetCharge[] charges)
    {
        foreach (var shortage in answer.Shortages)
        {
            var budget = _lines[shortage.Charge].Budget;
            if (_warned?.Contains(budget.Name) is not true)
            {
                (_warned ??= []).Add(budget.Name);
                BudgetMetrics.Count(budget, "warn");
                call.Route.Runtime.Log.BudgetOverrun(call.Definition.Name, budget.Name, budget.Per, charges[shortage.Charge].Account.Unit);
            }
        }
    }
}
