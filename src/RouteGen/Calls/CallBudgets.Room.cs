using RouteGen.Budgets;

namespace RouteGen.Calls;

/// <summary>A reservation is not spend: where only what others have reserved is in the way, a call waits for it.</summary>
internal sealed partial class CallBudgets
{
    /// <summary>A client that comes back sooner than this finds the same calls under way.</summary>
    private static readonly TimeSpan LeastRetryAfter = TimeSpan.FromSeconds(1);

    /// <summary>
    /// The first shortage, where nothing but reservations of others leaves no room. Null where something is spent, and where a budget that
    /// downgrades has room for a target: that is asked at once.
    /// </summary>
    private BudgetShortage? ReservedOnly(BudgetReservationResult answer, BudgetCharge[] charges, int[] remaining)
    {
        BudgetShortage? first = null;
        foreach (var shortage in answer.Shortages)
        {
            var line = _lines[shortage.Charge];
            if (line.Budget.AtLimit == BudgetLimitAction.Reject
                ? !shortage.IsReservedOnly(charges[shortage.Charge].Amount)
                : line.IsHard && !IsReservedOnly(line, shortage, remaining))
            {
                return null;
            }

            first ??= line.IsHard ? shortage : null;
        }

        return first;
    }

    private bool IsReservedOnly(BudgetLine line, BudgetShortage shortage, int[] remaining)
    {
        var isLater = false;
        foreach (var place in remaining)
        {
            var entry = call.Plan.Entries[place];
            var amount = line.With(line.Estimate(call, entry)).Amount;
            if (!line.Counts(entry) || amount <= shortage.Available)
            {
                return false;
            }

            isLater |= shortage.IsReservedOnly(amount);
        }

        return isLater;
    }

    private BudgetRefusal.Busy Busy(BudgetLine line)
    {
        BudgetMetrics.Count(line.Budget, "busy");
        call.Route.Runtime.Log.BudgetBusy(call.Definition.Name, line.Budget.Name, line.Budget.Per, line.Account.Unit);
        Exceeded = line.Budget.Name;
        var retryAfter = line.Budget.WaitForRoom > LeastRetryAfter ? line.Budget.WaitForRoom : LeastRetryAfter;
        return new(line, retryAfter);
    }

    /// <summary>Tells the record by how much the call may come to more than it reserved.</summary>
    private void NoteOverrun()
    {
        foreach (var line in _lines)
        {
            if (line.Budget.Reserve == BudgetReservationBasis.Expected && line.Account.Unit == BudgetUnit.Usd)
            {
                PossibleOverrunUsd = Math.Max(PossibleOverrunUsd ?? 0, line.PossibleOverrun.ToUsd());
            }
            else if (line.Budget.Reserve == BudgetReservationBasis.Expected && line.Account.Unit == BudgetUnit.Tokens)
            {
                PossibleOverrunTokens = Math.Max(PossibleOverrunTokens ?? 0, line.PossibleOverrun.Units);
            }
        }
    }
}
