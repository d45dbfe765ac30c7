using RouteGen.Budgets;

namespace RouteGen.Calls;

/// <summary>How a call asks a ledger that may fail or hang, and what a ledger that does comes to.</summary>
internal sealed partial class CallBudgets
{
    private ValueTask<BudgetReservationResult> AskAsync(BudgetCharge[] charges) =>
        keeping.Access.Gate is { } gate ? AskAsync(gate, charges) : _lease.TryReserveAsync(charges, call.CancellationToken);

    private async ValueTask<BudgetReservationResult> AskAsync(LedgerGate gate, BudgetCharge[] charges)
    {
        var started = call.Time.GetTimestamp();
        try
        {
            return await gate.AskAsync(t => _lease.TryReserveAsync(charges, t),
                Bound(), running => Abandon(running, started), call.CancellationToken).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            // Whatever the ledger makes of it, a caller who has cancelled is told so.
            call.CancellationToken.ThrowIfCancellationRequested();
            return Failed(e);
        }
    }

    private BudgetReservationResult Failed(Exception e)
    {
        call.Route.Runtime.Log.LedgerFailed(call.Definition.Name, e.GetType().Name, keeping.Options.WhenLedgerFails);
        if (keeping.Options.WhenLedgerFails == LedgerFailureMode.FailClosed)
        {
            throw call.Fail(RouteOutcome.Stopped, Fault.BudgetUnavailable);
        }

        if (call.Remaining <= TimeSpan.Zero)
        {
            throw call.Fail(RouteOutcome.Failed, Fault.BudgetUnavailable);
        }

        _unchecked = true;
        return BudgetReservationResult.Granted;
    }

    /// <summary>How long the ledger is waited for. A call that goes on without it leaves its targets half of what is left.</summary>
    private TimeSpan Bound()
    {
        var left = call.Remaining > TimeSpan.Zero ? call.Remaining : TimeSpan.Zero;
        left = keeping.Options.WhenLedgerFails == LedgerFailureMode.FailOpen ? left / 2 : left;
        return left < keeping.Options.LedgerTimeout ? left : keeping.Options.LedgerTimeout;
    }

    private void Abandon(Task running, long started)
    {
        _lease.Abandon();
        (_abandoned, _abandonedAt) = (running, started);
    }
}
