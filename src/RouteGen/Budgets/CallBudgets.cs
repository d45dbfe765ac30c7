using RouteGen.Costs;
using RouteGen.Definitions;
using RouteGen.Records;
using RouteGen.Routing;

namespace RouteGen.Budgets;

/// <summary>
/// The budgets of one call: one reservation, at the dearest target that remains, resized along the chain and settled once. Attempts follow one another, so
/// nothing here is locked.
/// </summary>
internal sealed class CallBudgets(RouteCall call, BudgetKeeping keeping)
{
    private readonly BudgetLease _lease = new(keeping.Ledger, Lifetime(call, keeping));
    private List<string>? _warned;
    private BudgetLine[] _lines = [];
    private bool _unchecked;
    private bool _isFitted;

    /// <summary>Reserves for a call before its first attempt.</summary>
    /// <param name="candidates">The targets that remain.</param>
    /// <returns>Those that no budget leaves out.</returns>
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
        // What covers the dearest of all covers each, as long as nothing was taken and no account is one target's own.
        var isCovered = _unchecked || _isFitted || IsCovered(remaining.Span);
        return isCovered ? new(true) : FitNextAsync(remaining.ToArray());
    }

    /// <summary>Notes what an attempt took.</summary>
    public void Note(PlanEntry entry, AttemptRecord attempt)
    {
        var tokens = (attempt.Usage ?? attempt.EstimatedUsage) is { } usage ? usage.Input + usage.Output : 0;
        _isFitted = false;
        foreach (BudgetLine line in _lines)
        {
            line.Note(entry, attempt, tokens);
        }
    }

    /// <summary>Commits what the call came to and gives back the rest. Does nothing the second time.</summary>
    public async ValueTask SettleAsync()
    {
        if (_lease.IsSettled || (!_lease.MayHold && !_unchecked))
        {
            return;
        }

        BudgetCharge[] actual = Array.ConvertAll(_lines, static l => l.Actual);
        try
        {
            await _lease.SettleAsync(actual).ConfigureAwait(false);
        }
        catch (Exception) when (!_lease.IsAcquired && !_unchecked)
        {
            // Nothing was granted as far as is known, and nothing was taken: what a lost answer may have reserved comes back by itself.
            return;
        }
        catch (Exception e)
        {
            call.Route.Runtime.Log.SettlementPostponed(call.Definition.Name, e.GetType().Name);
            keeping.SettleLater(_lease, actual, call.Route.Runtime.Log);
        }
    }

    private static TimeSpan Lifetime(RouteCall call, BudgetKeeping keeping) =>
        (call.Streamed ? call.Definition.StreamTotalTimeout + call.Definition.TotalTimeout : call.Definition.TotalTimeout) + keeping.Options.ReservationMargin;

    private async ValueTask<bool> FitNextAsync(PlanEntry[] remaining) => Array.IndexOf(await FitAsync(remaining, remaining[0]).ConfigureAwait(false), remaining[0]) >= 0;

    private async ValueTask<PlanEntry[]> FitAsync(PlanEntry[] remaining, PlanEntry? next)
    {
        // Each round leaves out one target at least.
        while (!_unchecked && !IsCovered(remaining))
        {
            BudgetCharge[] charges = Array.ConvertAll(_lines, static l => l.Asked);
            BudgetAnswer answer = await AskAsync(charges).ConfigureAwait(false);
            if (answer.IsGranted)
            {
                _isFitted = next is null && !Array.Exists(_lines, static l => l.CountsRequests);
                Warn(answer, charges);
                break;
            }

            remaining = WithoutRoom(remaining, answer);
            if (remaining.Length == 0 || (next is not null && Array.IndexOf(remaining, next) < 0))
            {
                break;
            }
        }

        return remaining;
    }

    /// <summary>Whether what is held is enough. Each line then knows what it has to ask for.</summary>
    private bool IsCovered(ReadOnlySpan<PlanEntry> remaining)
    {
        var isEnough = _lease.IsAcquired;
        foreach (BudgetLine line in _lines)
        {
            line.Ask(call, remaining);
            isEnough = isEnough && line.Asked.Amount <= _lease.HeldIn(line.Account);
        }

        return isEnough;
    }

    private async ValueTask<BudgetAnswer> AskAsync(BudgetCharge[] charges)
    {
        try
        {
            return await _lease.TryReserveAsync(charges, call.CancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (!call.CancellationToken.IsCancellationRequested)
        {
            call.Route.Runtime.Log.LedgerFailed(call.Definition.Name, e.GetType().Name, keeping.Options.WhenLedgerFails);
            if (keeping.Options.WhenLedgerFails == LedgerFailure.Stop)
            {
                throw call.Fail(RouteOutcome.Stopped, Fault.BudgetUnavailable);
            }

            _unchecked = true;
            return BudgetAnswer.Granted;
        }
    }

    private PlanEntry[] WithoutRoom(PlanEntry[] remaining, BudgetAnswer answer)
    {
        PlanEntry[] fitting = remaining;
        foreach (BudgetShortage shortage in answer.Shortages)
        {
            BudgetLine line = _lines[shortage.Charge];
            if (line.Budget.AtLimit == AtLimit.Reject)
            {
                throw Exceeded(line, shortage);
            }

            if (line.Budget.AtLimit == AtLimit.Downgrade)
            {
                foreach (PlanEntry entry in fitting.Where(e => line.Counts(e) && line.With(line.Estimate(call, e)).Amount > shortage.Available))
                {
                    fitting = [.. fitting.Where(e => e != entry)];
                    call.LeaveOut(entry, LeftOutReason.BudgetExceeded);
                }

                BudgetTelemetry.Count(line.Budget, "downgrade");
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
        BudgetTelemetry.Count(line.Budget, "reject");
        call.ExceededBudget = line.Budget.Name;
        return new(call.Complete(RouteOutcome.Stopped, Fault.BudgetExceeded), line.Budget.Name, line.Budget.Per, line.Account.Unit, shortage.RoomAt);
    }

    private void Warn(BudgetAnswer answer, BudgetCharge[] charges)
    {
        foreach (BudgetShortage shortage in answer.Shortages)
        {
            BudgetDefinition budget = _lines[shortage.Charge].Budget;
            if (_warned?.Contains(budget.Name) is not true)
            {
                (_warned ??= []).Add(budget.Name);
                BudgetTelemetry.Count(budget, "warn");
                call.Route.Runtime.Log.BudgetOverrun(call.Definition.Name, budget.Name, budget.Per, charges[shortage.Charge].Account.Unit);
            }
        }
    }
}
