namespace RouteGen.Budgets;

/// <summary>
/// How budgets are kept; configuration section <c>RouteGen:Budgets</c>. Every duration is more than 0 and at most a
/// day; the start of the host fails otherwise.
/// </summary>
public sealed class BudgetOptions
{
    /// <summary>
    /// What happens to calls while the ledger cannot be reached. <see cref="LedgerFailureMode.FailClosed"/> by
    /// default: a cap that is not kept is none.
    /// </summary>
    public LedgerFailureMode WhenLedgerFails { get; set; }

    /// <summary>
    /// How much longer than the call may take its reservation lives, before its process is taken for dead. One minute by default.
    /// </summary>
    public TimeSpan ReservationMargin { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How long a call waits for an answer of the ledger, within what is left of its <c>timeouts.total</c>, before the
    /// ledger counts as one that hangs and <see cref="WhenLedgerFails"/> applies. A call that may pass waits half of
    /// what is left at most. One second by default.
    /// </summary>
    public TimeSpan LedgerTimeout { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How long the end of the container, and so of the host, waits for settlements that the ledger
    /// has not taken yet. Five seconds by default.
    /// </summary>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(5);
}

/// <summary>What happens to calls while the ledger cannot be reached.</summary>
public enum LedgerFailureMode
{
    /// <summary>They stop with <see cref="Fault.BudgetUnavailable"/> before anything is sent: the ledger fails closed.</summary>
    FailClosed,

    /// <summary>They go on unchecked, and are charged as soon as the ledger is back: it fails open.</summary>
    FailOpen,
}
