using RouteGen.Definitions;
using RouteGen.Routing;

namespace RouteGen;

/// <summary>
/// A route with a budget per user, agent, tenant or operation. It is no chat client by itself, so that no call can escape its budget: the generated
/// <c>For(…)</c> asks for the caller and gives the client.
/// </summary>
/// <typeparam name="TTarget">The generated enum of the targets that can serve the route: the index in the chain plus one.</typeparam>
public abstract class ScopedRoute<TTarget> : TargetedRoute<TTarget>
    where TTarget : struct, Enum
{
    /// <summary>Called by generated code.</summary>
    protected ScopedRoute(RouteTableRuntime runtime, RouteDefinition definition)
        : base(runtime, definition)
    {
    }

    /// <summary>The route on behalf of a caller. Called by the generated <c>For(…)</c>.</summary>
    /// <param name="caller">The caller.</param>
    /// <param name="costBucket">The chargeback account; null for the route's own.</param>
    /// <exception cref="ArgumentException">The caller lacks what a budget of the route counts by.</exception>
    protected RouteClient<TTarget> ClientFor(RouteCaller caller, string? costBucket = null) => new(this, Complete(caller), costBucket);

    internal RouteClient<TTarget> ClientOf(RouteCaller caller) => new(this, Complete(caller), null);

    internal override Microsoft.Extensions.AI.IChatClient ClientOfCaller(RouteCaller caller) => ClientOf(caller);

    private RouteCaller Complete(RouteCaller caller)
    {
        ArgumentNullException.ThrowIfNull(caller);
        foreach (BudgetDefinition budget in Definition.Budgets)
        {
            var (name, value) = budget.Per switch
            {
                BudgetScope.User => ("user", caller.User),
                BudgetScope.Agent => ("agent", caller.Agent),
                BudgetScope.Tenant => ("tenant", caller.Tenant),
                BudgetScope.Operation => ("operationId", caller.OperationId),
                _ => ("", "any"),
            };
            if (string.IsNullOrWhiteSpace(value))
            {
                throw new ArgumentException($"Route '{Definition.Name}' is charged to budget '{budget.Name}' per {budget.Per.ToString().ToLowerInvariant()}, and the caller has none.", name);
            }
        }

        return caller;
    }
}
