using RouteGen.Chains;
using RouteGen.Model.Json;
using RouteGen.Model.Values;

namespace RouteGen.Model.Tables;

/// <summary>Which targets a route can come to, and how.</summary>
public static class RouteReach
{
    /// <summary>
    /// All that can serve: the chain, then the targets that only <c>on</c> names, in order of appearance: those of
    /// chain entries before those of the route.
    /// </summary>
    public static IReadOnlyList<ChainEntry> Reach(this RouteEntry route)
    {
        if (route.On.Count == 0 && !HasRules(route.Chain))
        {
            return route.Chain;
        }

        var reach = route.Chain.ToList();
        var known = new HashSet<string>(route.Chain.Select(entry => entry.Target), StringComparer.Ordinal);
        foreach (var target in route.Chain.SelectMany(entry => entry.On).Concat(route.On).SelectMany(on => on.Targets))
        {
            if (known.Add(target))
            {
                reach.Add(new ChainEntry { Target = target });
            }
        }

        return reach;
    }

    /// <summary>What follows from a fault at a target: its own word, else the route's; null leaves it to the default.</summary>
    public static OnFault? RuleFor(this RouteEntry route, ChainEntry entry, Fault fault) => Find(entry.On, fault) ?? Find(route.On, fault);

    /// <summary>
    /// The first way to a target that only <c>on</c> names: the place in <see cref="Reach"/> of the target that fails
    /// before it, and how; null for one of the chain.
    /// </summary>
    public static (int Index, Fault Fault)? WayTo(this RouteEntry route, string target)
    {
        var reach = route.Reach();
        for (var i = 0; i < reach.Count && !route.Chain.Any(entry => entry.Target == target); i++)
        {
            if (reach[i].Target != target && RulesAt(route, reach[i]).FirstOrDefault(on => on.Targets.Contains(target)) is { } rule)
            {
                return (i, rule.Fault);
            }
        }

        return null;
    }

    /// <summary>
    /// How the targets of a route fail, each named by its place in <see cref="Reach"/>, so that the one at <paramref name="place"/> serves;
    /// null where that is not known: the table is broken, or nothing leads there.
    /// </summary>
    public static IReadOnlyList<KeyValuePair<int, Fault>>? FailuresBefore(this RouteEntry route, int place) =>
        ChainSearch.To(new TableChainRules(route, route.Reach()), route.Chain.Count, ChainSearch.Passing, place);

    private static IEnumerable<OnFault> RulesAt(RouteEntry route, ChainEntry entry) =>
        entry.On.Concat(route.On.Where(on => entry.On.All(own => own.Fault != on.Fault)));

    private static bool HasRules(EquatableArray<ChainEntry> chain)
    {
        foreach (var entry in chain)
        {
            if (entry.On.Count > 0)
            {
                return true;
            }
        }

        return false;
    }

    private static OnFault? Find(EquatableArray<OnFault> rules, Fault fault)
    {
        foreach (var rule in rules)
        {
            if (rule.Fault == fault)
            {
                return rule;
            }
        }

        return null;
    }
}
