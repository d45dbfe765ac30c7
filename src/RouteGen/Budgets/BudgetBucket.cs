using RouteGen.Definitions;

namespace RouteGen.Budgets;

/// <summary>What is committed to one bucket of a window.</summary>
public readonly record struct BudgetBucket
{
    /// <summary>Makes a bucket.</summary>
    /// <param name="number">Its number, as <see cref="BudgetWindow.GetBucket"/> gives it.</param>
    /// <param name="amount">What is committed to it.</param>
    public BudgetBucket(long number, BudgetAmount amount)
    {
        Number = number;
        Amount = amount;
    }

    /// <summary>Its number, as <see cref="BudgetWindow.GetBucket"/> gives it.</summary>
    public long Number { get; init; }

    /// <summary>What is committed to it.</summary>
    public BudgetAmount Amount { get; init; }

    /// <summary>Its members, in every culture alike.</summary>
    public override string ToString() => Costs.InvariantText.Format(nameof(BudgetBucket), PrintMembers);
}
