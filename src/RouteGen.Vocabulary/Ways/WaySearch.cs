namespace RouteGen.Ways;

/// <summary>
/// Finds how the targets of a route have to fail, one after the other, so that a certain one serves. It walks the chain as the runtime does: a fault goes on
/// to the next candidate, or replaces the candidates by those that the table names for it, without those that have been asked. Also part of RouteGen.Testing,
/// so that what an analyzer suggests and what a drill does are one.
/// </summary>
internal sealed class WaySearch(int chain, Func<int, string?> passing, Func<int, IEnumerable<KeyValuePair<string, IReadOnlyList<int>>>> leading)
{
    /// <summary>Faults that make a chain go on by default, the usual ones first.</summary>
    public static readonly string[] Passing =
        ["overloaded", "serverError", "connectionFailed", "rateLimited", "timeout", "modelNotFound", "unauthorized", "quotaExhausted", "emptyReply"];

    /// <summary>More than any table needs that a person could read.</summary>
    private const int MostSteps = 5_000;

    private static readonly KeyValuePair<int, string>[] Nowhere = [];

    /// <summary>The places that fail, and how, in the order in which they are asked: down the chain where it leads there, else by the fewest failures; null where nothing leads there.</summary>
    public IReadOnlyList<KeyValuePair<int, string>>? To(int target) => DownTheChain(target) ?? Search(target);

    private KeyValuePair<int, string>[]? DownTheChain(int target)
    {
        if (target >= chain)
        {
            return null;
        }

        var way = new KeyValuePair<int, string>[target];
        for (var place = 0; place < target; place++)
        {
            if (passing(place) is not { } fault)
            {
                return null;
            }

            way[place] = new(place, fault);
        }

        return way;
    }

    private KeyValuePair<int, string>[]? Search(int target)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Queue<(int[] Candidates, KeyValuePair<int, string>[] Way)>();
        open.Enqueue((Enumerable.Range(0, chain).ToArray(), Nowhere));
        for (var steps = 0; open.Count > 0 && steps < MostSteps; steps++)
        {
            var (candidates, way) = open.Dequeue();
            if (candidates.Length == 0)
            {
                continue;
            }

            var asked = candidates[0];
            if (asked == target)
            {
                return way;
            }

            if (passing(asked) is { } fault)
            {
                Add(candidates.Skip(1), way, asked, fault);
            }

            foreach (var lead in leading(asked))
            {
                Add(lead.Value.Distinct().Where(place => place != asked && way.All(failed => failed.Key != place)), way, asked, lead.Key);
            }
        }

        return null;

        void Add(IEnumerable<int> candidates, KeyValuePair<int, string>[] way, int asked, string fault)
        {
            var next = candidates.ToArray();
            KeyValuePair<int, string>[] longer = [.. way, new(asked, fault)];
            if (seen.Add($"{string.Join(",", next)}|{string.Join(",", longer.Select(failed => failed.Key).OrderBy(place => place))}"))
            {
                open.Enqueue((next, longer));
            }
        }
    }
}
