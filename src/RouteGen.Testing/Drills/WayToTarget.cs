using RouteGen.Definitions;
using RouteGen.Ways;

namespace RouteGen.Testing;

/// <summary>How the other targets of a route have to fail, so that a certain one serves.</summary>
internal static class WayToTarget
{
    /// <param name="route">The route.</param>
    /// <param name="index">The place of the target that is to serve, in the order of the route's enum.</param>
    /// <param name="fault">How the others fail, where the table does not make something else of that fault.</param>
    /// <returns>Each target's fault, by its name; nothing where the table leads nowhere to the target.</returns>
    public static Dictionary<string, Fault> Of(RouteDefinition route, int index, Fault fault)
    {
        IReadOnlyList<ChainEntryDefinition> reach = route.Reach;
        var search = new WaySearch(
            route.Chain.Count,
            place => PassingAt(route, reach[place], fault),
            place => RulesAt(route, reach[place]).Where(rule => rule.Action == OnFaultAction.Targets).Select(rule => KeyValuePair.Create(NameOf(rule.Fault), Places(reach, rule.Targets))));
        return (search.To(index) ?? []).ToDictionary(failure => reach[failure.Key].Target.Name, failure => FaultOf(failure.Value), StringComparer.Ordinal);
    }

    private static IReadOnlyList<int> Places(IReadOnlyList<ChainEntryDefinition> reach, IReadOnlyList<string> targets) =>
        [.. targets.Select(target => reach.TakeWhile(entry => entry.Target.Name != target).Count())];

    private static IEnumerable<OnFaultDefinition> RulesAt(RouteDefinition route, ChainEntryDefinition entry) =>
        entry.On.Concat(route.On.Where(rule => entry.On.All(own => own.Fault != rule.Fault)));

    private static string? PassingAt(RouteDefinition route, ChainEntryDefinition entry, Fault fault) =>
        WaySearch.Passing.Prepend(NameOf(fault)).FirstOrDefault(name => RulesAt(route, entry).FirstOrDefault(rule => NameOf(rule.Fault) == name) is null or { Action: OnFaultAction.Next or OnFaultAction.Retry });

    private static string NameOf(Fault fault) => char.ToLowerInvariant(fault.ToString()[0]) + fault.ToString()[1..];

    private static Fault FaultOf(string name) => Enum.Parse<Fault>(name, ignoreCase: true);
}
