using RouteGen.Budgets;

namespace RouteGen.Calls;

/// <summary>How a call asks a ledger that may fail or hang, and what a ledger that does comes to.</summary>
internal sealed partial class CallBudgets
{
    private ValueTask<(BudgetReservationResult Answer, BudgetRefusal? Unavailable)> AskAsync(BudgetCharge[] charges) =>
        keeping.Access.Gate is { } gate ? AskAsync(gate, charges) : AskInMemoryAsync(charges);

    private async ValueTask<(BudgetReservationResult Answer, BudgetRefusal? Unavailable)> AskInMemoryAsync(BudgetCharge[] charges) =>
        (await _lease.TryReserveAsync(charges, call.CancellationToken).ConfigureAwait(false), null);

    private async ValueTask<(BudgetReservationResult Answer, BudgetRefusal? Unavailable)> AskAsync(LedgerGate gate, BudgetCharge[] charges)
    {
        var started = call.Time.GetTimestamp();
        try
        {
            return (await gate.AskAsync(t => _lease.TryReserveAsync(charges, t),
                Bound(call, keeping.Options), running => Abandon(running, started), call.CancellationToken).ConfigureAwait(false), null);
        }
        catch (Exception e)
        {
            // Whatever the ledger makes of it, a caller who has cancelled is told so.
            call.CancellationToken.ThrowIfCancellationRequested();
            return (BudgetReservationResult.Granted, Failed(e));
        }
    }

    /// <summary>What a ledger comes to that fails: nothing where calls go on without it.</summary>
    private BudgetRefusal.Unavailable? Failed(Exception e)
    {
        call.Route.Runtime.Log.LedgerFailed(call.Definition.Name, e.GetType().Name, keeping.Options.WhenLedgerFails);
        if (keeping.Options.WhenLedgerFails == LedgerFailureMode.FailClosed)
        {
            return new(RouteOutcome.Stopped);
        }

        if (call.Remaining <= TimeSpan.Zero)
        {
            return new(RouteOutcome.Failed);
        }

        _unchecked = true;
        return null;
    }

    /// <summary>How long the ledger is waited for. A call that goes on without it leaves its targets half of what is left.</summary>
    public static TimeSpan Bound(RouteCall call, BudgetOptions options)
    {
        var left = call.Remaining > TimeSpan.Zero ? call.Remaining : TimeSpan.Zero;
        left = options.WhenLedgerFails == LedgerFailureMode.FailOpen ? left / 2 : left;
        return left < options.LedgerTimeout ? left : options.LedgerTimeout;
    }

    private void Abandon(Task running, long started)
    {
        _lease.Abandon();
        (_abandoned, _abandonedAt) = (running, started);
    }
}
