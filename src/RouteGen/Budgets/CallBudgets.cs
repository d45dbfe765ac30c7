using RouteGen.Costs;
using RouteGen.Definitions;
using RouteGen.Records;
using RouteGen.Routing;

namespace RouteGen.Budgets;

/// <summary>
/// The budgets of one call: one reservation, at the dearest target that remains, resized along the chain and settled once. Attempts under way at the same
/// time are all reserved for.
/// </summary>
internal sealed class CallBudgets(RouteCall call, BudgetKeeping keeping)
{
    private readonly SemaphoreSlim _turn = new(1);
    private readonly Lock _state = new();
    private readonly BudgetLease _lease = new(keeping.Ledger, Lifetime(call, keeping));
    private readonly HashSet<string> _warned = new(StringComparer.Ordinal);
    private BudgetLine[] _lines = [];
    private bool _unchecked;

    /// <summary>Reserves for a call before its first attempt.</summary>
    /// <param name="candidates">The targets that remain; those that a budget leaves out are taken away.</param>
    /// <exception cref="RouteException">There is no room, or no ledger; the call is completed.</exception>
    public async ValueTask AdmitAsync(List<PlanEntry> candidates)
    {
        if (candidates.Count > 0)
        {
            _lines = await BudgetLines.OfAsync(call, keeping.Limits).ConfigureAwait(false);
            await FitAsync(candidates, next: null).ConfigureAwait(false);
        }
    }

    /// <summary>Makes sure that the reservation covers one more attempt. True when it does.</summary>
    /// <param name="entry">The target that is to be asked.</param>
    /// <param name="rest">The targets that may be asked after it.</param>
    /// <exception cref="RouteException">There is no room, or no ledger; the call is completed.</exception>
    public async ValueTask<bool> CoverAsync(PlanEntry entry, IEnumerable<PlanEntry> rest)
    {
        var remaining = new List<PlanEntry> { entry };
        remaining.AddRange(rest);
        await FitAsync(remaining, next: entry).ConfigureAwait(false);
        return remaining.Contains(entry);
    }

    /// <summary>Notes that an attempt is under way.</summary>
    public void Begin(PlanEntry entry)
    {
        lock (_state)
        {
            foreach (BudgetLine line in _lines)
            {
                line.Begin(call, entry);
            }
        }
    }

    /// <summary>Notes what an attempt took.</summary>
    public void Note(PlanEntry entry, AttemptRecord attempt)
    {
        var tokens = (attempt.Usage ?? attempt.EstimatedUsage) is { } usage ? usage.Input + usage.Output : 0;
        lock (_state)
        {
            foreach (BudgetLine line in _lines)
            {
                line.End(call, entry, attempt, tokens);
            }
        }
    }

    /// <summary>Commits what the call came to and gives back the rest. Does nothing the second time.</summary>
    public async ValueTask SettleAsync()
    {
        if (_lease.IsSettled || (!_lease.MayHold && !_unchecked))
        {
            return;
        }

        BudgetCharge[] actual = [.. _lines.Select(l => l.Actual)];
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

    private async ValueTask FitAsync(List<PlanEntry> remaining, PlanEntry? next)
    {
        await _turn.WaitAsync(call.CancellationToken).ConfigureAwait(false);
        try
        {
            // Each round leaves out one target at least.
            while (!_unchecked && Needed(remaining) is { } charges)
            {
                BudgetAnswer answer = await AskAsync(charges).ConfigureAwait(false);
                if (answer.IsGranted)
                {
                    Warn(answer, charges);
                    return;
                }

                LeaveOut(remaining, answer, charges);
                if (remaining.Count == 0 || (next is not null && !remaining.Contains(next)))
                {
                    return;
                }
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>What the accounts have to hold; null when what is held is enough.</summary>
    private BudgetCharge[]? Needed(List<PlanEntry> remaining)
    {
        lock (_state)
        {
            var charges = new BudgetCharge[_lines.Length];
            var isEnough = _lease.IsAcquired;
            for (var i = 0; i < _lines.Length; i++)
            {
                BudgetLine line = _lines[i];
                // An account of one target is charged when that target's turn comes.
                var dearest = line.Budget.Per is BudgetScope.Target or BudgetScope.Provider
                    ? line.Estimate(call, remaining[0])
                    : remaining.Max(e => line.Estimate(call, e));
                charges[i] = line.With(dearest);
                isEnough &= charges[i].Amount <= _lease.HeldIn(line.Account);
            }

            return isEnough ? null : charges;
        }
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

    private void LeaveOut(List<PlanEntry> remaining, BudgetAnswer answer, BudgetCharge[] charges)
    {
        var left = remaining.Count;
        foreach (BudgetShortage shortage in answer.Shortages)
        {
            BudgetLine line = _lines[shortage.Charge];
            if (line.Budget.AtLimit == AtLimit.Reject)
            {
                throw Exceeded(line, shortage);
            }

            if (line.Budget.AtLimit == AtLimit.Downgrade)
            {
                foreach (PlanEntry entry in remaining.Where(e => line.Counts(e) && line.With(line.Estimate(call, e)).Amount > shortage.Available).ToArray())
                {
                    remaining.Remove(entry);
                    call.LeaveOut(entry, LeftOutReason.BudgetExceeded);
                }

                BudgetTelemetry.Count(line.Budget, "downgrade");
                call.Route.Runtime.Log.BudgetDowngraded(call.Definition.Name, line.Budget.Name, line.Budget.Per);
                if (remaining.Count == 0)
                {
                    throw Exceeded(line, shortage);
                }
            }
        }

        if (remaining.Count == left)
        {
            // A ledger that refuses and names no target to do without would otherwise be asked for ever.
            throw Exceeded(_lines[answer.Shortages[0].Charge], answer.Shortages[0]);
        }
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
            if (_warned.Add(budget.Name))
            {
                BudgetTelemetry.Count(budget, "warn");
                call.Route.Runtime.Log.BudgetOverrun(call.Definition.Name, budget.Name, budget.Per, charges[shortage.Charge].Account.Unit);
            }
        }
    }
}
