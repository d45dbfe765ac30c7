using RouteGen.Chains;
using RouteGen.Faults;
using RouteGen.Model.Values;

namespace RouteGen.Model.Tables;

/// <summary>A route of a table for <see cref="ChainWalk"/>: what the generator and the rules foresee, the runtime does.</summary>
/// <param name="route">The route.</param>
/// <param name="reach">Its <see cref="RouteReach.Reach"/>.</param>
/// <param name="windows">The window at each place; null where no walk of the caller's overflows.</param>
internal sealed class TableChainRules(RouteEntry route, IReadOnlyList<ChainEntry> reach, Func<int, long?>? windows = null) : IChainRules
{
    public FaultAction ActionAt(int place, Fault fault) => route.RuleFor(reach[place], FaultNames.Name(fault))?.Action switch
    {
        OnFaultAction.Next => FaultAction.Next,
        OnFaultAction.Retry => FaultAction.Retry,
        OnFaultAction.Stop => FaultAction.Stop,
        OnFaultAction.Targets => FaultAction.Elsewhere,
        _ => FaultTable.ActionFor(fault),
    };

    public IReadOnlyList<int> NamedAt(int place, Fault fault) =>
        [
            .. route.RuleFor(reach[place], FaultNames.Name(fault))!.Targets
                .Select(target => reach.TakeWhile(entry => entry.Target != target).Count())
        ];

    public long? WindowAt(int place) => windows?.Invoke(place);
}
