namespace RouteGen.Plans;

/// <summary>
/// Begins at the arm to which the caller's hash leads, the same one while the weights stand; the rest of the chain follows as its fallback.
/// </summary>
internal sealed class WeightedOrder : ChainOrder
{
    private readonly string _scope;
    private readonly CallOrder[] _orders;
    private readonly long[] _ends;

    private WeightedOrder(string scope, PlanEntry[] chain)
    {
        _scope = scope;
        _orders = chain.Select(arm => CallOrder.Create([arm, .. chain.Where(e => e != arm)], arm.Target.Name)).ToArray();
        _ends = new long[chain.Length];
        var sum = 0L;
        for (var i = 0; i < chain.Length; i++)
        {
            _ends[i] = sum += chain[i].Weight;
        }
    }

    private long Total => _ends[^1];

    /// <summary>Null where no target has a weight: then the chain's own order stands.</summary>
    public static WeightedOrder? For(string scope, PlanEntry[] chain) =>
        chain.Any(e => e.Weight > 0) ? new WeightedOrder(scope, chain) : null;

    public override CallOrder For(CallRequest call)
    {
        var point = Point(call.Caller);
        var arm = 0;
        while (point >= _ends[arm])
        {
            arm++;
        }

        return _orders[arm];
    }

    /// <summary>
    /// Where on the line of weights a caller stands: by user, else agent, else tenant, else operation, else key, else anywhere.
    /// </summary>
    private long Point(RouteCaller caller) => caller switch
    {
        { User: { } user } => StickyHash.Point(Total, _scope, "user", user),
        { Agent: { } agent } => StickyHash.Point(Total, _scope, "agent", agent),
        { Tenant: { } tenant } => StickyHash.Point(Total, _scope, "tenant", tenant),
        { OperationId: { } operation } => StickyHash.Point(Total, _scope, "operation", operation),
        { Key: { } key } => StickyHash.Point(Total, _scope, "key", key),
        _ => Random.Shared.NextInt64(Total),
    };
}
