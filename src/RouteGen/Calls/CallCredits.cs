using RouteGen.Budgets;
using RouteGen.Plans;
using RouteGen.Targets;

namespace RouteGen.Calls;

/// <summary>
/// Reserves free credit for an attempt before it is sent: what it may cost at most, or what is left where money pays the rest. Settled when
/// the attempt ends, as each has its own provider and key.
/// </summary>
internal static class CallCredits
{
    /// <summary>A provider whose credit pays less and less is asked for less, so often at most.</summary>
    private const int MostQuestions = 4;

    /// <summary>What is asked for where nobody knows what the attempt may cost: that anything is left.</summary>
    private static readonly BudgetAmount Anything = BudgetAmount.FromUnits(1);

    /// <summary>Takes credit with a key that gave leave, or with another of the target's that has some.</summary>
    /// <param name="call">The call.</param>
    /// <param name="entry">The target.</param>
    /// <param name="key">The key.</param>
    /// <param name="ticket">The leave.</param>
    /// <param name="isOnly">Whether it is that key that is to be asked.</param>
    /// <returns>Why the target is not asked, its leave and its room given back; else the key and its ticket.</returns>
    public static async ValueTask<(SkipReason? Refusal, TargetKey Key, HealthTicket Ticket)> EnterAsync(
        RouteCall call, PlanEntry entry, TargetKey key, HealthTicket ticket, bool isOnly = false)
    {
        List<TargetKey>? tried = null;
        while (true)
        {
            var isDecided = false;
            SkipReason? refusal;
            try
            {
                refusal = await TakeAsync(call, entry, key).ConfigureAwait(false);
                isDecided = true;
            }
            finally
            {
                if (!isDecided)
                {
                    Leave(entry, key, ticket);
                }
            }

            if (refusal is null)
            {
                return (null, key, ticket);
            }

            (tried ??= []).Add(key);
            HealthTicket other = default;
            if (isOnly || entry.Slot.Keys.TryNext(tried, out other) is not { } next)
            {
                Leave(entry, key, ticket);
                return (refusal, key, default);
            }

            key.Health.Leave(ticket, new(Fault.Cancelled), default);
            (key, ticket) = (next, other);
        }
    }

    /// <summary>Takes what an attempt under a key needs of its credit; where it has none to take of, it needs none.</summary>
    /// <returns>Why the attempt is not to be sent; else null, and <see cref="Attempts.CallLog.Credit"/> is what it has.</returns>
    public static ValueTask<SkipReason?> TakeAsync(RouteCall call, PlanEntry entry, TargetKey key) =>
        key.Credit is { } credit ? TakeAsync(call, entry, credit) : default;

    private static async ValueTask<SkipReason?> TakeAsync(RouteCall call, PlanEntry entry, ProviderCredit credit)
    {
        var worst = RequestCost.WorstCase(call, entry);
        if (credit.IsSpent || worst == 0m)
        {
            credit.TellIfEnded(call.Route.Runtime.Log);
            return credit.Refusal;
        }

        var keeping = call.Route.Runtime.Budgets;
        var hold = new CreditHold(credit, keeping, CallBudgets.Lifetime(call, keeping));
        var amount = worst is { } most ? BudgetAmount.FromUsd(most) : Anything;
        var expected = RequestCost.Estimated(call, entry) is { } usual ? BudgetAmount.FromUsd(usual) : amount;
        for (var i = 0; i < MostQuestions && amount > BudgetAmount.Zero; i++)
        {
            BudgetReservationResult answer;
            try
            {
                answer = await AskAsync(call, keeping, hold, amount, expected).ConfigureAwait(false);
            }
            catch (Exception e)
            {
                // Whatever the ledger makes of it, a caller who has cancelled is told so.
                hold.Settle(call.Definition.Name, call.Route.Runtime.Log);
                call.CancellationToken.ThrowIfCancellationRequested();
                return WithoutLedger(call, credit, keeping, e);
            }

            if (answer.IsGranted)
            {
                return Granted(call, keeping, hold);
            }

            if (answer.Shortages.Count > 0)
            {
                credit.Note(answer.Shortages[0]);
            }

            if (!credit.MayPay)
            {
                break;
            }

            amount = answer.Shortages.Count > 0 ? answer.Shortages[0].Available : BudgetAmount.Zero;
            hold.PayAtMost(amount);
        }

        credit.TellIfEnded(call.Route.Runtime.Log);
        return credit.MayPay ? null : SkipReason.CreditUsedUp;
    }

    private static SkipReason? Granted(RouteCall call, BudgetKeeping keeping, CreditHold hold)
    {
        if (hold.Credit.TryBeginReading())
        {
            keeping.Access.Read(hold.Credit.Account, hold.Credit.Note);
        }

        if (keeping.Access.Gate is not null && call.Remaining <= TimeSpan.Zero)
        {
            // The ledger took all the time that there was.
            hold.Settle(call.Definition.Name, call.Route.Runtime.Log);
            return SkipReason.CreditUnknown;
        }

        call.Credit = hold;
        return null;
    }

    /// <summary>
    /// A ledger that fails: who may pay goes on, and so does who may go on without it. What the attempt takes is settled when it is back.
    /// </summary>
    private static SkipReason? WithoutLedger(RouteCall call, ProviderCredit credit, BudgetKeeping keeping, Exception e)
    {
        var failure = credit.MayPay ? LedgerFailureMode.FailOpen : keeping.Options.WhenLedgerFails;
        call.Route.Runtime.Log.LedgerFailed(call.Definition.Name, e.GetType().Name, failure);
        if (failure == LedgerFailureMode.FailClosed || call.Remaining <= TimeSpan.Zero)
        {
            return SkipReason.CreditUnknown;
        }

        call.Credit = new CreditHold(credit, keeping, CallBudgets.Lifetime(call, keeping));
        return null;
    }

    private static async ValueTask<BudgetReservationResult> AskAsync(
        RouteCall call, BudgetKeeping keeping, CreditHold hold, BudgetAmount amount, BudgetAmount expected)
    {
        if (keeping.Access.Gate is not { } gate)
        {
            return await hold.TryReserveAsync(amount, expected, call.CancellationToken).ConfigureAwait(false);
        }

        var started = call.Time.GetTimestamp();
        return await gate.AskAsync(
            token => hold.TryReserveAsync(amount, expected, token), CallBudgets.Bound(call, keeping.Options),
            running => hold.Abandon(running, started), call.CancellationToken).ConfigureAwait(false);
    }

    private static void Leave(PlanEntry entry, TargetKey key, HealthTicket ticket)
    {
        key.Health.Leave(ticket, new(Fault.Cancelled), default);
        entry.Slot.Load?.Leave(0);
    }
}
