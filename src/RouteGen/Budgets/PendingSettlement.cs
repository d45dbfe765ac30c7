using Microsoft.Extensions.Logging;

namespace RouteGen.Budgets;

/// <summary>A settlement that waits for its ledger.</summary>
internal sealed class PendingSettlement(BudgetLease lease, BudgetCharge[] actual, ILogger log, long since)
{
    public BudgetLease Lease => lease;

    public BudgetCharge[] Actual => actual;

    public ILogger Log => log;

    /// <summary>The timestamp from which on it has waited.</summary>
    public long Since => since;

    /// <summary>The route whose call it is.</summary>
    public string Route { get; init; } = "";

    /// <summary>
    /// An operation of the same reservation that nobody waits for any more; what comes after it waits, so that
    /// nothing is reserved behind a settlement.
    /// </summary>
    public Task? Earlier { get; set; }

    /// <summary>The timestamp at which <see cref="Earlier"/> began.</summary>
    public long EarlierStarted { get; set; }

    /// <summary>What waits until it is over; null where nobody does.</summary>
    public TaskCompletionSource? Over { get; set; }

    /// <summary>What was wrong last.</summary>
    public string? Problem { get; set; }
}
