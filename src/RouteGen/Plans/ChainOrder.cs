using RouteGen.Definitions;

namespace RouteGen.Plans;

/// <summary>Orders a chain for each call, as the route's strategy says.</summary>
internal abstract class ChainOrder
{
    /// <summary>Null where the chain's own order stands.</summary>
    public static ChainOrder? For(RouteDefinition route, string scope, PlanEntry[] chain) => route.Strategy switch
    {
        RouteStrategy.Weighted => WeightedOrder.For(scope, chain),
        RouteStrategy.Cheapest when chain.Length > 1 => new CheapestOrder(chain),
        _ => null,
    };

    /// <summary>The order in which a call asks the chain.</summary>
    public abstract PlanEntry[] For(CallRequest call);
}
