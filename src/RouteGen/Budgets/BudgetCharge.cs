using RouteGen.Costs;

namespace RouteGen.Budgets;

/// <summary>What an account is to hold for one call.</summary>
public readonly record struct BudgetCharge
{
    /// <summary>One more than its units; 0 for null.</summary>
    private readonly ulong _ifExpired;

    /// <summary>Makes a charge without a cap.</summary>
    /// <param name="account">The account.</param>
    /// <param name="amount">How much.</param>
    public BudgetCharge(BudgetAccount account, BudgetAmount amount)
    {
        Account = account;
        Amount = amount;
    }

    /// <summary>The account.</summary>
    public BudgetAccount Account { get; init; }

    /// <summary>How much.</summary>
    public BudgetAmount Amount { get; init; }

    /// <summary>
    /// What the account may hold at most, committed and reserved together. <see cref="BudgetAmount.MaxValue"/> by default: there is no cap.
    /// </summary>
    public BudgetAmount Cap { get; init; } = BudgetAmount.MaxValue;

    /// <summary>Whether the cap is kept, as by default. One that is not is counted, and exceeding it is reported.</summary>
    public bool IsHard { get; init; } = true;

    /// <summary>
    /// What a reservation commits when it expires unsettled; null for all of <see cref="Amount"/>,
    /// <see cref="BudgetAmount.Zero"/> for nothing.
    /// </summary>
    public BudgetAmount? AmountIfExpired
    {
        get => _ifExpired == 0 ? null : BudgetAmount.FromUnits((long)(_ifExpired - 1));
        init => _ifExpired = value is { } amount ? (ulong)amount.Units + 1 : 0;
    }

    /// <summary>What a reservation commits when it expires unsettled, at most what it holds: what ledgers go by.</summary>
    public BudgetAmount ExpiredAmount => BudgetAmount.Min(AmountIfExpired ?? Amount, Amount);

    /// <summary>Its members, in every culture alike.</summary>
    public override string ToString() => InvariantText.Format(nameof(BudgetCharge), PrintMembers);
}
