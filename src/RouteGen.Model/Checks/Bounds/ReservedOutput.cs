using RouteGen.Model.Tables;

namespace RouteGen.Model.Checks.Bounds;

/// <summary>The output that a call reserves of a budget.</summary>
internal static class ReservedOutput
{
    /// <summary>
    /// All that is allowed; where what is expected is reserved, a tenth of it, as the runtime does until it has seen replies.
    /// </summary>
    public static int? Compute(BudgetEntry budget, int? allowed) =>
        budget.Reserve == BudgetReservationBasis.Expected ? (int?)(((long?)allowed + 9) / 10) : allowed;
}
