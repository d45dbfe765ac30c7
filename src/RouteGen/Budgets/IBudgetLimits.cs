using RouteGen.Definitions;

namespace RouteGen.Budgets;

/// <summary>
/// What the application allows whom, such as by the plan that a customer has. Register one as a
/// service; the table's limits are the defaults.
/// </summary>
public interface IBudgetLimits
{
    /// <summary>The limit of one account.</summary>
    /// <param name="budget">The budget, as the table states it.</param>
    /// <param name="scope">The value that it counts by, such as a user's id.</param>
    /// <param name="caller">Who causes the call.</param>
    /// <param name="cancellationToken">Cancelled when the caller leaves.</param>
    /// <returns>The limit; null for the table's own.</returns>
    ValueTask<BudgetLimit?> GetLimitAsync(
        BudgetDefinition budget, string scope, RouteCaller caller, CancellationToken cancellationToken = default);
}
