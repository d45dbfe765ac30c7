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
    public abstract CallOrder For(CallRequest call);
}

/// <summary>The order in which a call asks its chain.</summary>
/// <param name="Places">The places of the chain, which are those in <see cref="RoutePlan.Entries"/>.</param>
/// <param name="Arm">The target that the caller was assigned to by weight; null where none was.</param>
internal sealed record CallOrder(int[] Places, string? Arm = null)
{
    public static CallOrder Create(IEnumerable<PlanEntry> chain, string? arm = null) => new([.. chain.Select(static e => e.Index)], arm);
}
