using RouteGen.Definitions;
using RouteGen.Targets;

namespace RouteGen.Routes;

/// <summary>Holds callers of a route to what its budgets count by.</summary>
internal static class RequiredCaller
{
    /// <summary>Who calls now, for clients that a container gives: it knows no caller when it makes them.</summary>
    /// <exception cref="InvalidOperationException">Nobody says who calls.</exception>
    /// <exception cref="ArgumentException">The caller lacks what a budget of the route counts by.</exception>
    public static RouteCaller Now(RouteDefinition route, RouteTableRuntime runtime)
    {
        var key = ModelRoute.KeyOf(runtime.Definition.Name, route.Name);
        var accessor = runtime.CallerAccessor ?? throw new InvalidOperationException(
            $"'{key}' has a budget per caller: register an IRouteCallerAccessor, or call For(…) on the route.");
        return Ensure(route, accessor.Caller ?? throw MissingCaller.Mark(
            new InvalidOperationException(
                $"The route '{key}' has a budget per caller, and the IRouteCallerAccessor knows no caller here."),
            route.Budgets.Select(static b => b.Per).FirstOrDefault(MissingCaller.IsIdentity),
            null));
    }

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
                throw MissingCaller.Mark(
                    new ArgumentException($"Route '{route.Name}' is charged to budget '{budget.Name}' per " +
                        $"{budget.Per.ToString().ToLowerInvariant()}, and the caller has none.", name),
                    budget.Per,
                    caller);
            }
        }

        return caller;
    }
}
