using RouteGen.Definitions;
using RouteGen.Routes;
using RouteGen.Testing.Drills;

namespace RouteGen.Testing;

/// <summary>
/// A drill of one provider path, made by <see cref="RouteDrill.All{TTable}"/>: every target before the one that has to
/// serve fails, in the way that leads there.
/// </summary>
public sealed class PathDrill
{
    private readonly Func<Task<RouteRecord>> _run;

    private PathDrill(string route, string target, bool streamed, Func<Task<RouteRecord>> run)
    {
        Route = route;
        Target = target;
        IsStreamed = streamed;
        _run = run;
    }

    /// <summary>The route's name.</summary>
    public string Route { get; }

    /// <summary>The name of the target that has to serve.</summary>
    public string Target { get; }

    /// <summary>Whether a stream is asked for.</summary>
    public bool IsStreamed { get; }

    /// <summary>Runs the drill.</summary>
    /// <exception cref="RouteDrillException">The drill went otherwise; the message says how.</exception>
    public Task<RouteRecord> RunAsync() => _run();

    /// <summary>Names the test: <c>summarize → haiku (streamed)</c>.</summary>
    public override string ToString() => $"{Route} → {Target}{(IsStreamed ? " (streamed)" : "")}";

    internal static PathDrill Create<TTable>(int routeIndex, int index, Fault fault, bool streamed)
        where TTable : RouteTableBase, IRouteTable<TTable>
    {
        var route = TTable.Definition.Routes[routeIndex];
        return new PathDrill(
            route.Name, route.Reach[index].Target.Name, streamed, () => RunAsync<TTable>(routeIndex, index, fault, streamed));
    }

    private static async Task<RouteRecord> RunAsync<TTable>(int routeIndex, int index, Fault fault, bool streamed)
        where TTable : RouteTableBase, IRouteTable<TTable>
    {
        var bench = await DrillBench<TTable>.StartAsync().ConfigureAwait(false);
        await using var disposing = bench.ConfigureAwait(false);
        var definition = TTable.Definition.Routes[routeIndex];
        var faults = WayToTarget.Find(definition, index, fault);
        foreach (var (target, acted) in faults)
        {
            bench.Providers.On(target).Always(DrillFaults.Act(acted, streamed));
        }

        RouteRecord? record = null;
        RouteException? failure = null;
        try
        {
            record = await DrillCall.RunAsync(
                bench.Table.RouteAt(routeIndex), DrillBench<TTable>.Caller, DrillCall.Messages, null, streamed).ConfigureAwait(false);
        }
        catch (RouteException e)
        {
            failure = e;
        }

        DrillCheck.ServedBy(definition.Reach[index].Target.Name, record, failure, faults, bench.Providers);
        return record!;
    }
}
