namespace RouteGen.Plans;

/// <summary>
/// Orders a chain by the estimated cost of the request at each target, as far as no free credit pays it; one whose cost is unknown comes
/// last, and ties stay as the chain has them.
/// </summary>
internal sealed class CheapestOrder(PlanEntry[] chain) : ChainOrder
{
    public override CallOrder For(CallRequest call)
    {
        var order = new int[chain.Length];
        var costs = new decimal[chain.Length];
        for (var i = 0; i < chain.Length; i++)
        {
            var cost = RequestCost.EstimatedMoney(call, chain[i]) ?? decimal.MaxValue;
            var at = i;
            for (; at > 0 && costs[at - 1] > cost; at--)
            {
                (order[at], costs[at]) = (order[at - 1], costs[at - 1]);
            }

            (order[at], costs[at]) = (chain[i].Index, cost);
        }

        return new CallOrder(order);
    }
}
