namespace RouteGen.Budgets;

/// <summary>What a ledger answers to a reservation. The default is a refusal that names no cap.</summary>
public readonly record struct BudgetReservationResult
{
    private readonly IReadOnlyList<BudgetShortage>? _shortages;

    /// <summary>The amounts are reserved and no cap is exceeded.</summary>
    public static BudgetReservationResult Granted { get; } = new() { IsGranted = true };

    /// <summary>Whether the amounts are reserved.</summary>
    public bool IsGranted { get; init; }

    /// <summary>Caps that were in the way, or that are exceeded though they are not kept; empty where there are none.</summary>
    public IReadOnlyList<BudgetShortage> Shortages
    {
        get => _shortages ?? [];
        init => _shortages = value;
    }
}
