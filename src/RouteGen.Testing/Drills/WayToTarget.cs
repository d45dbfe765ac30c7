using RouteGen.Chains;
using RouteGen.Definitions;
using RouteGen.Faults;

namespace RouteGen.Testing.Drills;

/// <summary>How the other targets of a route have to fail, so that a certain one serves.</summary>
internal static class WayToTarget
{
    /// <param name="route">The route.</param>
    /// <param name="index">The place of the target that is to serve, in the order of the route's enum.</param>
    /// <param name="fault">How the others fail, where the table does not make something else of that fault.</param>
    /// <returns>Each target's fault, by its name; nothing where the table leads nowhere to the target.</returns>
    public static Dictionary<string, Fault> Find(RouteDefinition route, int index, Fault fault)
    {
        var reach = route.Reach;
        return (ChainSearch.To(new DrilledRules(route, fault), route.Chain.Count, [fault, .. ChainSearch.Passing], index) ?? [])
            .ToDictionary(failure => reach[failure.Key].Target.Name, failure => failure.Value, StringComparer.Ordinal);
    }

    /// <summary>
    /// A route in a drill of a fault. Where only the fault's default stops the chain the drill acts it
    /// out all the same, and shows that it stops.
    /// </summary>
    private sealed class DrilledRules(RouteDefinition route, Fault drilled) : IChainRules
    {
        public FaultAction ActionAt(int place, Fault fault) => RuleFor(place, fault) is { } rule
            ? FaultTable.ActionFor(fault, rule.Action)
            : fault == drilled ? FaultAction.Next : FaultTable.ActionFor(fault);

        public int[] NamedAt(int place, Fault fault) =>
            [.. RuleFor(place, fault)!.Targets.Select(target => route.Reach.TakeWhile(entry => entry.Target.Name != target).Count())];

        public long? WindowAt(int place) => null;

        private OnFaultDefinition? RuleFor(int place, Fault fault) =>
            route.Reach[place].On.FirstOrDefault(rule => rule.Fault == fault) ?? route.On.FirstOrDefault(rule => rule.Fault == fault);
    }
}
