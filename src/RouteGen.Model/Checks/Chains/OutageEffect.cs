using RouteGen.Chains;
using RouteGen.Faults;
using RouteGen.Model.Checks.Views;
using RouteGen.Model.Fields;
using RouteGen.Model.Json;
using RouteGen.Model.Tables;
using RouteGen.Model.Values;

namespace RouteGen.Model.Checks.Chains;

/// <summary>How a route comes off in an outage, from well to badly.</summary>
internal enum OutageLevel
{
    /// <summary>It uses nothing that is down.</summary>
    None,

    /// <summary>Its first target serves as before; a fallback is down.</summary>
    Fallback,

    /// <summary>Another target serves.</summary>
    Moves,

    /// <summary>Another serves, and some requests that could be served cannot: a feature or a window is lost.</summary>
    Degraded,

    /// <summary>One target is left, without a fallback.</summary>
    Alone,

    /// <summary>Calls end, in some way at least in which the outage can show.</summary>
    Ends,
}

/// <summary>What becomes of a call where everything that is down fails in one way.</summary>
/// <param name="Faults">The ways that come to the same.</param>
/// <param name="Failed">The targets that are asked and fail.</param>
/// <param name="Serves">The one that serves; null where the call ends.</param>
/// <param name="IsStopped">Whether the table's <c>on</c> ends the call.</param>
/// <param name="Left">The one that serves, and those that stand in for it.</param>
/// <param name="Attempts">Requests sent before the one that serves, until the breakers open.</param>
internal sealed record OutageWay(
    IReadOnlyList<Fault> Faults, IReadOnlyList<ChainLink> Failed, ChainLink? Serves, bool IsStopped, IReadOnlyList<ChainLink> Left,
    int Attempts);

/// <summary>What an outage does to a route: by the walk that a call takes.</summary>
internal sealed record OutageEffect
{
    /// <summary>The route.</summary>
    public required RouteView Route { get; init; }

    /// <summary>How it comes off.</summary>
    public required OutageLevel Level { get; init; }

    /// <summary>What becomes of calls, for each way in which the outage can show; ways that come to the same are one.</summary>
    public required IReadOnlyList<OutageWay> Ways { get; init; }

    /// <summary>The targets of the route that are down.</summary>
    public required IReadOnlyList<ChainLink> Down { get; init; }

    /// <summary>Features that a target of the route had, and none has that is left.</summary>
    public ModelFeatures LostFeatures { get; init; }

    /// <summary>The largest input that the route could take in tokens; null where the table does not say.</summary>
    public int? InputBefore { get; init; }

    /// <summary>The largest that it can take now.</summary>
    public int? InputAfter { get; init; }

    /// <summary>The worst case of the targets that are left, breakers open; null where none is left.</summary>
    public WorstCase? Worst { get; init; }

    /// <summary>The time that a call can lose to what is down, until the breakers open.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>
    /// Whether, until the breakers open, the attempts at what is down can use up the route's attempts or its time, so that calls end.
    /// </summary>
    public bool IsStarved { get; init; }

    /// <summary>Whether it takes less input.</summary>
    public bool IsNarrowed => InputAfter < InputBefore;

    /// <summary>Computes the effect of <paramref name="outage"/> on <paramref name="route"/>.</summary>
    public static OutageEffect Compute(TableView table, RouteView route, Outage outage)
    {
        ChainLink[] down = [.. route.Reach.Where(link => outage.IsDown(link.Target))];
        if (down.Length == 0)
        {
            return new() { Route = route, Level = OutageLevel.None, Ways = [], Down = down };
        }

        var ways = Walk(route, outage);
        ChainLink[] living = [.. route.Reach.Where(link => !outage.IsDown(link.Target) && CanServe(route, link, ways, outage))];
        var attempts = ways.Where(static way => way.Serves is not null).Select(static way => way.Attempts).DefaultIfEmpty(0).Max();
        var timeouts = route.Route.Timeouts;
        var delay = outage.IsAnswered ? TimeSpan.Zero
            : TimeSpan.FromTicks(Math.Min(timeouts.Total.Ticks, attempts * timeouts.Attempt.Ticks));
        var effect = new OutageEffect
        {
            Route = route,
            Level = OutageLevel.Ends,
            Ways = ways,
            Down = down,
            LostFeatures = living.Length == 0
                ? 0
                : Words.Features.Where(f => !living.Any(link => link.Target.Has(f.Value)))
                    .Aggregate(ModelFeatures.None, static (all, f) => all | f.Value) & Features(route.Reach),
            InputBefore = Input(route, route.Reach),
            InputAfter = living.Length == 0 ? null : Input(route, living),
            Worst = WorstOf(table.Table, Without(route, outage)),
            Delay = delay,
            IsStarved = attempts >= route.Route.Limits.Attempts || (attempts > 0 && delay >= timeouts.Total),
        };
        return effect with { Level = LevelOf(effect) };
    }

    private static OutageLevel LevelOf(OutageEffect effect) =>
        effect.Ways.Any(static way => way.Serves is null) ? OutageLevel.Ends
        : effect.Ways.Any(static way => way.Left.Count == 1) ? OutageLevel.Alone
        : effect.LostFeatures != 0 || effect.IsNarrowed ? OutageLevel.Degraded
        : effect.Ways.Any(static way => way.Failed.Count > 0) || effect.Down.Any(link => CanBeFirst(effect.Route, link)) ? OutageLevel.Moves
        : OutageLevel.Fallback;

    /// <summary>Whether some calls begin there though it is not the first of the chain.</summary>
    private static bool CanBeFirst(RouteView route, ChainLink link) => route.Route.Strategy switch
    {
        RouteStrategy.Weighted => link.Entry.Weight > 0,
        RouteStrategy.Cheapest => route.Links.Contains(link),
        _ => false,
    };

    /// <summary>Whether calls still come there: in the outage, or by what <c>on</c> says at a target that is up.</summary>
    private static bool CanServe(RouteView route, ChainLink link, OutageWay[] ways, Outage outage)
    {
        if (ways.Any(way => way.Left.Contains(link)))
        {
            return true;
        }

        var up = route.Reach.Where(other => !outage.IsDown(other.Target) && other != link);
        return ways.Any(static way => way.Serves is not null)
            && (up.SelectMany(static other => other.Entry.On).Concat(route.Route.On).Any(on => on.Targets.Contains(link.Target.Name)));
    }

    private static OutageWay[] Walk(RouteView route, Outage outage)
    {
        var rules = new TableChainRules(route.Route, [.. route.Reach.Select(static link => link.Entry)]);
        var ways = new List<OutageWay>();
        foreach (var fault in outage.Faults)
        {
            var way = Walk(route, rules, outage, fault);
            var same = ways.FindIndex(w => w.Serves == way.Serves && w.IsStopped == way.IsStopped
                && w.Failed.SequenceEqual(way.Failed) && w.Left.SequenceEqual(way.Left));
            if (same < 0)
            {
                ways.Add(way);
            }
            else
            {
                ways[same] = ways[same] with
                {
                    Faults = [.. ways[same].Faults, fault],
                    Attempts = Math.Max(ways[same].Attempts, way.Attempts),
                };
            }
        }

        return [.. ways];
    }

    private static OutageWay Walk(RouteView route, TableChainRules rules, Outage outage, Fault fault)
    {
        var walk = new ChainWalk(new OutageWays.GoingOn(rules), [.. Enumerable.Range(0, route.Links.Count)]);
        var failed = new List<ChainLink>();
        var left = new List<ChainLink>();
        var attempts = 0;
        while (walk.MoveNext())
        {
            var link = route.Reach[walk.Place];
            var isDown = outage.IsDown(link.Target);
            if (!isDown)
            {
                left.Add(link);
            }
            else if (left.Count == 0)
            {
                var action = rules.ActionAt(walk.Place, fault);
                failed.Add(link);
                attempts += AttemptsAt(route, action);
                if (action == FaultAction.Stop)
                {
                    return new([fault], failed, null, true, left, attempts);
                }
            }

            // What is up may go down too, in whichever way: as a provider does.
            walk.Fail(isDown || OutageWays.Outages.Contains(fault) ? fault : Fault.ServerError);
        }

        return new([fault], failed, left.FirstOrDefault(), false, left, attempts);
    }

    private static int AttemptsAt(RouteView route, FaultAction action) => action switch
    {
        FaultAction.Retry => 1 + route.Route.Retry.MaxRetries,
        FaultAction.RetryOnce => 1 + Math.Min(1, route.Route.Retry.MaxRetries),
        _ => 1,
    };

    private static ModelFeatures Features(IEnumerable<ChainLink> links) =>
        links.Aggregate(ModelFeatures.None, static (all, link) => all | link.Target.StatedFeatures);

    /// <summary>The largest input that one of them takes, as far as the route allows; null where that is not known.</summary>
    private static int? Input(RouteView route, IReadOnlyCollection<ChainLink> links)
    {
        // The window of a model is for each text of a request for vectors.
        if (route.Route.Type == RouteType.Embedding)
        {
            return null;
        }

        var capacities = links.Select(link =>
            link.Target.InputCapacity(Least(route.Route.Limits.OutputTokens, link.Entry.MaxOutputTokens)));
        var most = capacities.Any(static c => c is null) ? null : capacities.Max();
        return Least(most, route.Route.Limits.InputTokens);
    }

    /// <summary>Null where all of the chain is down, and what stands in for it is led to from there alone.</summary>
    private static WorstCase? WorstOf(RouteTable table, RouteEntry route) => route.Chain.Count == 0 ? null
        : WorstCase.Compute(table, route);

    /// <summary>The route without the targets that are down: what it is while their breakers are open.</summary>
    private static RouteEntry Without(RouteView route, Outage outage)
    {
        HashSet<string> down =
            new(route.Reach.Where(l => outage.IsDown(l.Target)).Select(static l => l.Target.Name), StringComparer.Ordinal);
        return route.Route with
        {
            Chain = route.Route.Chain.Where(entry => !down.Contains(entry.Target))
                .Select(entry => entry with { On = Without(entry.On, down) }).ToEquatableArray(),
            On = Without(route.Route.On, down),
        };
    }

    private static EquatableArray<OnFault> Without(EquatableArray<OnFault> rules, HashSet<string> down) =>
        rules.Select(rule => rule with { Targets = rule.Targets.Where(t => !down.Contains(t)).ToEquatableArray() }).ToEquatableArray();

    private static int? Least(int? a, int? b) => a is null || b < a ? b ?? a : a;
}
