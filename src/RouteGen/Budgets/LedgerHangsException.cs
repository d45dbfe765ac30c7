namespace RouteGen.Budgets;

/// <summary>A ledger did not answer in time, or is known not to answer.</summary>
internal sealed class LedgerHangsException() : TimeoutException("The budget ledger does not answer.");
