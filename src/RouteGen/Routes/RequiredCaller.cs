using RouteGen.Definitions;

namespace RouteGen.Routes;

/// <summary>Holds callers of a route to what its budgets count by.</summary>
internal static class RequiredCaller
{
    /// <exception cref="ArgumentException">The caller lacks what a budget of the route counts by.</exception>
    public static RouteCaller Ensure(RouteDefinition route, RouteCaller caller)
    {
        ArgumentNullException.ThrowIfNull(caller);
        foreach (var budget in route.Budgets)
        {
            var (name, value) = budget.Per switch
            {
                BudgetScope.User => ("user", caller.User),
                BudgetScope.Agent => ("agent", caller.Agent),
                BudgetScope.Tenant => ("tenant", caller.Tenant),
                BudgetScope.Operation => ("operationId", caller.OperationId),
                BudgetScope.Key => ("key", caller.Key),
                _ => ("", "any"),
            };
            if (string.IsNullOrWhiteSpace(value))
            {
                throw new ArgumentException($"Route '{route.Name}' is charged to budget '{budget.Name}' per " +
                    $"{budget.Per.ToString().ToLowerInvariant()}, and the caller has none.", name);
            }
        }

        return caller;
    }
}
