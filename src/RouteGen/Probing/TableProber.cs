using RouteGen.Definitions;
using RouteGen.Listening;
using RouteGen.Plans;
using RouteGen.Records;
using RouteGen.Targets;

namespace RouteGen.Probing;

/// <summary>Probes the targets of a table, each once for each shape of request that routes send there, with each of its keys.</summary>
internal static class TableProber
{
    /// <summary>What a request of a route can be like beyond plain chat.</summary>
    private const ModelFeatures Shapes = ModelFeatures.Streaming | ModelFeatures.Tools | ModelFeatures.JsonSchema;

    public static async Task<RouteTableProbe> ProbeAsync(
        IReadOnlyList<PlannedRoute> routes, RouteTableRuntime runtime, CancellationToken cancellationToken)
    {
        var at = runtime.Time.GetUtcNow();
        var results = await Task.WhenAll(
            Places(routes, runtime.Definition)
                .Select(p => TargetProber.AskAsync(p.Route, p.Entry, p.Key, p.Shape, cancellationToken))).ConfigureAwait(false);
        foreach (var failed in results.Where(r => !r.IsHealthy))
        {
            runtime.Log.ProbeFailed(failed.Target, failed.Fault, FailureText.Format(
                failed.Fault, failed.StatusCode, failed.Code, failed.Detail), failed.Route, failed.StatusCode, failed.Code);
        }

        return runtime.LastProbe = new RouteTableProbe { At = at, Targets = results };
    }

    private static List<(PlannedRoute Route, PlanEntry Entry, TargetKey Key, ModelFeatures Shape)> Places(
        IReadOnlyList<PlannedRoute> routes, RouteTableDefinition definition)
    {
        var places = new List<(PlannedRoute Route, PlanEntry Entry, TargetKey Key, ModelFeatures Shape)>();
        foreach (var route in routes)
        {
            var shape = route.Definition.Requires & Shapes;
            places.AddRange(route.Plan.Entries.SelectMany(entry => entry.Slot.Keys.All.Select(key => (route, entry, key, shape))));
        }

        var order = definition.Targets.Select((target, i) => (target.Name, i)).ToDictionary(t => t.Name, t => t.i, StringComparer.Ordinal);
        return [.. places.DistinctBy(p => (p.Entry.Target.Name, p.Key, p.Shape)).OrderBy(p => order[p.Entry.Target.Name])];
    }
}
