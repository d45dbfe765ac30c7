namespace RouteGen.Billing;

/// <summary>Whether what a provider says that an attempt cost and what the table's price makes of its usage have come apart.</summary>
internal static class PriceDrift
{
    /// <summary>
    /// Whether they differ by more than <paramref name="tolerance"/> of what the provider states. What cannot be computed drifts nowhere.
    /// </summary>
    public static bool Exceeds(AttemptRecord attempt, decimal tolerance) =>
        attempt is { CostSource: CostSource.Provider, CostUsd: { } stated, ComputedCostUsd: { } computed }
            && Math.Abs(stated - computed) > tolerance * Math.Abs(stated);
}
