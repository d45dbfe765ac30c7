using RouteGen.Definitions;

namespace RouteGen.Testing;

/// <summary>How the other targets of a route have to fail, so that a certain one serves.</summary>
internal static class WayToTarget
{
    /// <summary>Faults that make a chain go on by default, the usual ones first.</summary>
    private static readonly Fault[] Passing =
        [Fault.Overloaded, Fault.ServerError, Fault.ConnectionFailed, Fault.RateLimited, Fault.Timeout, Fault.ModelNotFound, Fault.Unauthorized, Fault.QuotaExhausted, Fault.EmptyReply];

    /// <param name="route">The route.</param>
    /// <param name="index">The place of the target that is to serve, in the order of the route's enum.</param>
    /// <param name="fault">How the others fail, where the table does not make something else of that fault.</param>
    public static Dictionary<string, Fault> Of(RouteDefinition route, int index, Fault fault)
    {
        var faults = new Dictionary<string, Fault>(StringComparer.Ordinal);
        Add(route, index, fault, faults);
        return faults;
    }

    private static void Add(RouteDefinition route, int index, Fault fault, Dictionary<string, Fault> faults)
    {
        if (index < route.Chain.Count)
        {
            foreach (ChainEntryDefinition entry in route.Chain.Take(index))
            {
                faults[entry.Target.Name] = PassingAt(route, entry, fault);
            }

            return;
        }

        for (var i = 0; i < route.Reach.Count; i++)
        {
            ChainEntryDefinition entry = route.Reach[i];
            if (i != index && RulesAt(route, entry).FirstOrDefault(rule => rule.Targets.Contains(index)) is { } rule)
            {
                if (i < index)
                {
                    Add(route, i, fault, faults);
                }

                foreach (var named in rule.Targets.TakeWhile(place => place != index))
                {
                    faults[route.Reach[named].Target.Name] = PassingAt(route, route.Reach[named], fault);
                }

                faults[entry.Target.Name] = rule.Fault;
                return;
            }
        }
    }

    private static IEnumerable<OnFaultDefinition> RulesAt(RouteDefinition route, ChainEntryDefinition entry) =>
        entry.On.Concat(route.On.Where(rule => entry.On.All(own => own.Fault != rule.Fault)));

    private static Fault PassingAt(RouteDefinition route, ChainEntryDefinition entry, Fault fault) =>
        Passing.Prepend(fault).FirstOrDefault(f => RulesAt(route, entry).FirstOrDefault(rule => rule.Fault == f) is null or { Action: OnFaultAction.Next or OnFaultAction.Retry }, fault);
}
