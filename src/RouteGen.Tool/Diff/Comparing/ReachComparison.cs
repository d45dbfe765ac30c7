using RouteGen.Faults;
using RouteGen.Model.Checks.Chains;
using RouteGen.Model.Checks.Views;
using RouteGen.Model.Fields;
using RouteGen.Model.Tables;
using RouteGen.Tool.Diff.Kinds;

namespace RouteGen.Tool.Diff.Comparing;

/// <summary>Compares what a route's targets can do together: features, paths to drill, and what one outage takes down.</summary>
internal static class ReachComparison
{
    /// <summary>Compares.</summary>
    /// <param name="changes">Where to add what is found.</param>
    /// <param name="before">The earlier route as it stood.</param>
    /// <param name="after">The later route.</param>
    /// <param name="renamed">The earlier route under the later names.</param>
    public static void Compare(EntryChanges changes, RouteView before, RouteView after, RouteEntry renamed)
    {
        foreach (var (word, feature) in Words.Features)
        {
            if (before.Reach.Any(l => l.Target.StatedFeatures.HasFlag(feature)) && !after.Reach.Any(l => l.Target.Has(feature)))
            {
                changes.Add(RouteKinds.FeatureLost, "chain", $"no target has {word} any more", word);
            }
        }

        Drills(changes, before, after, renamed);
        SinglePoints(changes, SinglePointsOf(before), SinglePointsOf(after));
    }

    /// <summary>What one outage of takes the route down: providers, credentials, regions, gateways; the first of each sort.</summary>
    public static IReadOnlyDictionary<string, string> SinglePointsOf(RouteView route)
    {
        var points = new Dictionary<string, string>(StringComparer.Ordinal);
        var outages = OutageWays.Enumerate(route).ToArray();
        Find("provider", outages, static l => [l.Target.FailureDomain]);
        Find("credential", [OutageWays.Walk(route, Fault.Unauthorized)], CredentialsOf);
        Find("region", outages, RegionsOf);
        Find("gateway", outages, static l => l.Target.Provider.IsGateway ? ["every gateway"] : []);
        return points;

        void Find(string sort, IReadOnlyList<ChainLink>[] ways, Func<ChainLink, string[]> namesOf)
        {
            foreach (var way in ways.Where(static w => w.Count > 0))
            {
                var common = way.Skip(1).Aggregate(
                    namesOf(way[0]).AsEnumerable(), (names, link) => names.Intersect(namesOf(link), StringComparer.Ordinal)).ToArray();
                if (common.Length > 0)
                {
                    _ = points.TryAdd(sort, common[0]);
                }
            }
        }
    }

    // With several keys, one that is refused is followed by the next: no single one takes the target down.
    private static string[] CredentialsOf(ChainLink link) => link.Target.Provider is { ApiKeyEnvs.Count: <= 1, ApiKeyEnv: { } key } ? [key]
        : [];

    /// <summary>The region and those that hold it, the widest first: what takes down eu takes down eu-west-1.</summary>
    private static string[] RegionsOf(ChainLink link)
    {
        var parts = link.Target.Provider.Region?.Split('-') ?? [];
        return [.. parts.Select((_, i) => string.Join('-', parts.Take(i + 1)))];
    }

    private static void SinglePoints(
        EntryChanges changes, IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> after)
    {
        Add(ChainKinds.SinglePointIntroduced, after.Where(p => !before.ContainsKey(p.Key)).ToArray(), isNew: true);
        Add(ChainKinds.SinglePointRemoved, before.Where(p => !after.ContainsKey(p.Key)).ToArray(), isNew: false);

        void Add(ChangeKind kind, KeyValuePair<string, string>[] points, bool isNew)
        {
            if (points.Length > 0)
            {
                var all = string.Join("; ", points.Select(static p => $"{p.Key} {Show.Name(p.Value)}"));
                changes.Add(kind, "chain", $"an outage of one takes it down: {(isNew ? "+" : "-")} {all}", isNew ? null : all, isNew ? all
                    : null);
            }
        }
    }

    private static void Drills(EntryChanges changes, RouteView before, RouteView after, RouteEntry renamed)
    {
        var (was, now) = (renamed.Reach(), after.Route.Reach());
        for (var i = 0; i < was.Count; i++)
        {
            var place = now.TakeWhile(e => e.Target != was[i].Target).Count();
            if (place < now.Count && IsDrillable(before, renamed, i) && !IsDrillable(after, after.Route, place))
            {
                var way = renamed.FailuresBefore(i)!.Select(f => $"{Show.Name(was[f.Key].Target)} {FaultNames.Name(f.Value)}").ToArray();
                changes.Add(
                    ChainKinds.DrillLost, "chain",
                    $"'{Show.Name(was[i].Target)}' is out of reach, which served after"
                        + $" {(way.Length == 0 ? "no failure" : string.Join(", ", way))}",
                    was[i].Target);
            }
        }
    }

    private static bool IsDrillable(RouteView view, RouteEntry route, int place) =>
        route.FailuresBefore(place) is { } failures
        && (route.Strategy != RouteStrategy.Ordered || failures.Count < view.Route.Limits.Attempts);
}
