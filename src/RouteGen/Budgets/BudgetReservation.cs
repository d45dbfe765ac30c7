namespace RouteGen.Budgets;

/// <summary>What is to be reserved.</summary>
public sealed record BudgetReservation
{
    /// <summary>Names the reservation; unique over all time.</summary>
    public required string Id { get; init; }

    /// <summary>The accounts, each once, of one table.</summary>
    public required IReadOnlyList<BudgetCharge> Charges { get; init; }

    /// <summary>
    /// After this long without a settlement the reservation expires by itself: its process is taken for dead. The amounts come back, and
    /// what they name for that case is committed.
    /// </summary>
    public required TimeSpan Lifetime { get; init; }
}
