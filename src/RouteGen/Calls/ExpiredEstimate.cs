using RouteGen.Budgets;
using RouteGen.Plans;

namespace RouteGen.Calls;

/// <summary>
/// What the next attempt of a call is charged if its process dies and nobody settles: the estimated cost at the ordinary rates, of the most
/// expensive of the targets that remain, where the reservation holds the worst case. Tokens and calls are reserved as they are estimated.
/// </summary>
internal static class ExpiredEstimate
{
    /// <param name="line">The account.</param>
    /// <param name="call">The call.</param>
    /// <param name="remaining">The targets that it may ask.</param>
    /// <param name="reserved">What is reserved for the first of them.</param>
    public static BudgetAmount Compute(BudgetLine line, RouteCall call, ReadOnlySpan<int> remaining, BudgetAmount reserved)
    {
        if (line.Account.Unit != BudgetUnit.Usd)
        {
            return BudgetAmount.MaxValue;
        }

        BudgetAmount most = default;
        for (var i = 0; i < remaining.Length && (i == 0 || !line.CountsRequests); i++)
        {
            var entry = call.Plan.Entries[remaining[i]];
            most = !line.Counts(entry)
                ? most
                : BudgetAmount.Max(most, RequestCost.Estimated(call, entry) is { } usd ? BudgetAmount.FromUsd(usd) : reserved);
        }

        return most;
    }
}
