using RouteGen.Chains;
using RouteGen.Faults;
using RouteGen.Model.Checks.Views;
using RouteGen.Model.Tables;

namespace RouteGen.Model.Checks.Chains;

/// <summary>
/// How few attempts can come before a target, none of them repeated: by the walk that a call takes, down the chain and wherever
/// <c>on</c> leads. An overflow that is foreseen costs none.
/// </summary>
internal static class AttemptsBefore
{
    /// <summary>More than any table needs that a person could read.</summary>
    private const int MostStates = 5_000;

    /// <summary>The least number; null where nothing leads to the target, or that is not known.</summary>
    public static int? Least(RouteView route, ChainLink target)
    {
        var rules = new TableChainRules(route.Route, [.. route.Reach.Select(link => link.Entry)]);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var walks = Starts(route, rules).ToList();
        for (var attempts = 0; walks.Count > 0 && seen.Count < MostStates; attempts++)
        {
            var next = new List<ChainWalk>();
            foreach (var walk in walks)
            {
                var here = walk;
                if (!here.MoveNext())
                {
                    continue;
                }

                if (route.Reach[here.Place] == target)
                {
                    return attempts;
                }

                next.AddRange(Failed(here, rules).Where(failed => seen.Add(failed.State())));
            }

            walks = next;
        }

        return null;
    }

    /// <summary>Down the chain, or from where it is foreseen that a request does not fit a target of it.</summary>
    private static IEnumerable<ChainWalk> Starts(RouteView route, TableChainRules rules)
    {
        var walk = new ChainWalk(rules, [.. Enumerable.Range(0, route.Links.Count)]);
        yield return walk;
        while (walk.MoveNext())
        {
            if (rules.ActionAt(walk.Place, Fault.ContextTooLong) == FaultAction.Elsewhere)
            {
                var foreseen = walk;
                foreseen.Fail(Fault.ContextTooLong, asked: false);
                yield return foreseen;
            }
        }
    }

    private static IEnumerable<ChainWalk> Failed(ChainWalk walk, TableChainRules rules)
    {
        var goesOn = false;
        foreach (var fault in FaultNames.All)
        {
            var action = rules.ActionAt(walk.Place, fault);
            if (action == FaultAction.Elsewhere || (action != FaultAction.Stop && !goesOn))
            {
                goesOn |= action != FaultAction.Elsewhere;
                var failed = walk;
                failed.Fail(fault);
                yield return failed;
            }
        }
    }
}
