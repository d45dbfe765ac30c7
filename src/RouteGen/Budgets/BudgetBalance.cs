using RouteGen.Costs;

namespace RouteGen.Budgets;

/// <summary>What an account holds.</summary>
public readonly record struct BudgetBalance
{
    /// <summary>Settled amounts that count now.</summary>
    public BudgetAmount Committed { get; init; }

    /// <summary>Amounts of reservations under way.</summary>
    public BudgetAmount Reserved { get; init; }

    /// <summary>Its members, in every culture alike.</summary>
    public override string ToString() => InvariantText.Format(nameof(BudgetBalance), PrintMembers);
}
