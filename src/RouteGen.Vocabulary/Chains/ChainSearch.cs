using RouteGen.Faults;

namespace RouteGen.Chains;

/// <summary>
/// Finds how the places of a route have to fail, one after the other, so that a certain one serves: by the walk that a call takes, so that
/// what a rule suggests, what a drill acts out and what the runtime does are one.
/// </summary>
internal static class ChainSearch
{
    /// <summary>Faults that make a chain go on by default, the usual ones first.</summary>
    public static readonly IReadOnlyList<Fault> Passing =
    [
        Fault.Overloaded,
        Fault.ServerError, Fault.ConnectionFailed, Fault.RateLimited, Fault.Timeout, Fault.ModelNotFound, Fault.Unauthorized,
        Fault.QuotaExhausted, Fault.EmptyReply,
    ];

    /// <summary>More than any table needs that a person could read.</summary>
    private const int MostSteps = 5_000;

    private static readonly KeyValuePair<int, Fault>[] Nowhere = [];

    /// <summary>
    /// The places that fail, and how, in the order in which they are asked: down the chain where it
    /// leads there, else by the fewest failures.
    /// </summary>
    /// <param name="rules">What the route says.</param>
    /// <param name="chain">The length of its chain.</param>
    /// <param name="passing">The faults to try where one is needed that goes on to the next, the preferred first.</param>
    /// <param name="target">The place that is to serve.</param>
    /// <returns>Null where nothing leads there.</returns>
    public static IReadOnlyList<KeyValuePair<int, Fault>>? To(IChainRules rules, int chain, IReadOnlyList<Fault> passing, int target)
    {
        var start = new ChainWalk(rules, Enumerable.Range(0, chain).ToArray());
        return DownTheChain(start, rules, passing, target) ?? Search(start, rules, passing, target);
    }

    private static IReadOnlyList<KeyValuePair<int, Fault>>? DownTheChain(
        ChainWalk walk, IChainRules rules, IReadOnlyList<Fault> passing, int target)
    {
        var way = new List<KeyValuePair<int, Fault>>();
        while (walk.MoveNext())
        {
            if (walk.Place == target)
            {
                return way;
            }

            if (PassingAt(walk.Place, rules, passing) is not { } fault)
            {
                return null;
            }

            way.Add(new(walk.Place, fault));
            walk.Fail(fault);
        }

        return null;
    }

    private static IReadOnlyList<KeyValuePair<int, Fault>>? Search(
        ChainWalk start, IChainRules rules, IReadOnlyList<Fault> passing, int target)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Queue<(ChainWalk Walk, KeyValuePair<int, Fault>[] Way)>();
        open.Enqueue((start, Nowhere));
        for (var steps = 0; open.Count > 0 && steps < MostSteps; steps++)
        {
            var (walk, way) = open.Dequeue();
            if (!walk.MoveNext())
            {
                continue;
            }

            if (walk.Place == target)
            {
                return way;
            }

            foreach (var fault in FaultsAt(walk.Place, rules, passing))
            {
                var next = walk;
                next.Fail(fault);
                if (seen.Add(next.State()))
                {
                    open.Enqueue((next, [.. way, new(walk.Place, fault)]));
                }
            }
        }

        return null;
    }

    /// <summary>A fault that goes on to the next place, and those that go elsewhere.</summary>
    private static IEnumerable<Fault> FaultsAt(int place, IChainRules rules, IReadOnlyList<Fault> passing)
    {
        if (PassingAt(place, rules, passing) is { } next)
        {
            yield return next;
        }

        foreach (var fault in FaultNames.All)
        {
            if (rules.ActionAt(place, fault) == FaultAction.Elsewhere)
            {
                yield return fault;
            }
        }
    }

    private static Fault? PassingAt(int place, IChainRules rules, IReadOnlyList<Fault> passing)
    {
        foreach (var fault in passing)
        {
            if (rules.ActionAt(place, fault) is not (FaultAction.Stop or FaultAction.Elsewhere or FaultAction.NextLarger))
            {
                return fault;
            }
        }

        return null;
    }
}
