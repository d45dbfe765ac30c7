namespace RouteGen.Budgets;

/// <summary>What a reservation came to.</summary>
public sealed record BudgetSettlement
{
    /// <summary>The reservation.</summary>
    public required string Id { get; init; }

    /// <summary>The amounts to commit; caps count for nothing.</summary>
    public required IReadOnlyList<BudgetCharge> Charges { get; init; }

    /// <summary>
    /// False, as by default, on the first try: the amounts are committed even where the reservation is lost, and instead of what it was
    /// charged when it expired. True when an earlier try may have gone through: they are committed only where the reservation is still
    /// known, for at least an hour after its expiry.
    /// </summary>
    public bool IsRetry { get; init; }
}
