namespace RouteGen.Budgets;

/// <summary>How budgets are kept; configuration section <c>RouteGen:Budgets</c>.</summary>
public sealed class BudgetOptions
{
    /// <summary>What happens to calls while the ledger cannot be reached. <see cref="LedgerFailure.Stop"/> by default: a cap that is not kept is none.</summary>
    public LedgerFailure WhenLedgerFails { get; set; }

    /// <summary>How much longer than the call may take its reservation lives, before its process is taken for dead. One minute by default.</summary>
    public TimeSpan ReservationMargin { get; set; } = TimeSpan.FromMinutes(1);
}

/// <summary>What happens to calls while the ledger cannot be reached.</summary>
public enum LedgerFailure
{
    /// <summary>They stop with <see cref="Fault.BudgetUnavailable"/> before anything is sent: the ledger fails closed.</summary>
    Stop,

    /// <summary>They go on unchecked, and are charged as soon as the ledger is back: it fails open.</summary>
    Pass,
}
