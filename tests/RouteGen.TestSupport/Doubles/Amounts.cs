using RouteGen.Budgets;

namespace RouteGen.TestSupport.Doubles;

/// <summary>Charges and balances of plain numbers.</summary>
internal static class Amounts
{
    public static BudgetCharge Charge(BudgetAccount account, long units, long cap = long.MaxValue, long? ifExpired = null) =>
        new(account, BudgetAmount.FromUnits(units))
        {
            Cap = BudgetAmount.FromUnits(cap),
            AmountIfExpired = ifExpired is { } expiring ? BudgetAmount.FromUnits(expiring) : null,
        };

    public static BudgetBalance Balance(long committed, long reserved) =>
        new() { Committed = BudgetAmount.FromUnits(committed), Reserved = BudgetAmount.FromUnits(reserved) };
}
