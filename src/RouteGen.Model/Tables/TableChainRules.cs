using RouteGen.Chains;
using RouteGen.Faults;
using RouteGen.Model.Values;

namespace RouteGen.Model.Tables;

/// <summary>A route of a table for <see cref="ChainWalk"/>: what the generator and the rules foresee, the runtime does.</summary>
/// <param name="route">The route.</param>
/// <param name="reach">Its <see cref="RouteReach.Reach"/>.</param>
internal sealed class TableChainRules(RouteEntry route, IReadOnlyList<ChainEntry> reach) : IChainRules
{
    public FaultAction ActionAt(int place, Fault fault) =>
        FaultTable.ActionFor(fault, route.RuleFor(reach[place], fault)?.Action);

    public int[] NamedAt(int place, Fault fault) =>
        [
            .. route.RuleFor(reach[place], fault)!.Targets
                .Select(target => reach.TakeWhile(entry => entry.Target != target).Count())
        ];

    /// <summary>No window: what is foreseen here is outages and what <c>on</c> leads to, not the size of a request.</summary>
    public long? WindowAt(int place) => null;
}
