using System.Diagnostics;
using RouteGen.Definitions;

namespace RouteGen.Listening;

/// <summary>
/// Spans and measurements of a route's calls. It is made with the route and keeps the tags that calls have in common, without a lock: what
/// it keeps is never changed, only replaced.
/// </summary>
/// <param name="table">The table's name.</param>
/// <param name="route">The route.</param>
internal sealed class RouteTelemetry(string table, RouteDefinition route)
{
    private SpanTags? _begin;
    private CallTags? _ends;

    /// <summary>
    /// Begins the span of a call, under the current one; null where nobody hears of it. Whether anybody could is to be asked before:
    /// <see cref="RouteActivities.AreHeard"/>.
    /// </summary>
    /// <param name="at">When the call began.</param>
    /// <param name="bucket">The account that is charged.</param>
    public Activity? Start(DateTimeOffset at, string bucket)
    {
        var known = Volatile.Read(ref _begin);
        if (known?.Bucket != bucket)
        {
            Volatile.Write(ref _begin, known = new SpanTags(
                bucket,
                known?.Name ?? $"route {route.Name}",
                [new("routegen.table", table), new("routegen.route", route.Name), new("routegen.cost_bucket", bucket)]));
        }

        return RouteActivities.Start(known.Name, ActivityKind.Internal, at, known.Tags);
    }

    /// <summary>Ends the span of a call.</summary>
    /// <param name="activity">The span; null where nobody hears of it.</param>
    /// <param name="record">What came of it.</param>
    public static void End(Activity? activity, RouteRecord record)
    {
        if (activity is not null)
        {
            RouteActivities.Finish(activity, record);
        }
    }

    /// <summary>Counts a call that has ended.</summary>
    /// <param name="record">What came of it.</param>
    public void Record(RouteRecord record)
    {
        if (RouteMetrics.Calls.Enabled)
        {
            RouteMetrics.Calls.Add(1, (_ends ??= new CallTags(route)).TagsOf(record.Outcome, record.ServedBy));
        }

        if (record.Stayed && RouteMetrics.Stays.Enabled)
        {
            RouteMetrics.Stays.Add(1, [new("route", route.Name), new("target", record.Attempts[0].Target)]);
        }
    }

    /// <summary>Adds what a switch of target cost in lost cache.</summary>
    /// <param name="target">The target that served.</param>
    /// <param name="usd">The amount; null when unknown.</param>
    public void RecordLostCache(string? target, decimal? usd)
    {
        if (RouteMetrics.CostLostCache.Enabled && usd is { } cost)
        {
            RouteMetrics.CostLostCache.Add((double)cost, [new("route", route.Name), new("target", target)]);
        }
    }

    /// <summary>Counts an advance along the chain.</summary>
    /// <param name="from">The target that failed.</param>
    /// <param name="to">The target that is asked next.</param>
    /// <param name="fault">Why.</param>
    public void RecordFallback(string from, string to, Fault fault)
    {
        if (RouteMetrics.Fallbacks.Enabled)
        {
            RouteMetrics.Fallbacks.Add(
                1, [new("route", route.Name), new("from", from), new("to", to), new("fault", EnumNames<Fault>.NameOf(fault))]);
        }
    }

    /// <summary>The tags of a call that has ended.</summary>
    public static KeyValuePair<string, object?>[] Write(string route, RouteOutcome outcome, string? servedBy) =>
        [new("route", route), new("outcome", EnumNames<RouteOutcome>.NameOf(outcome)), new("served_by", servedBy)];

    private sealed record SpanTags(string Bucket, string Name, KeyValuePair<string, object?>[] Tags);

    /// <summary>The tags of calls, of which there are as many as outcomes times targets.</summary>
    private sealed class CallTags(RouteDefinition route)
    {
        private readonly string?[] _targets = [.. route.Reach.Select(static e => e.Target.Name), null];
        private readonly KeyValuePair<string, object?>[]?[] _kept =
            new KeyValuePair<string, object?>[]?[((int)RouteOutcome.Abandoned + 1) * (route.Chain.Count + route.OnTargets.Count + 1)];

        public KeyValuePair<string, object?>[] TagsOf(RouteOutcome outcome, string? servedBy)
        {
            var target = Array.IndexOf(_targets, servedBy);
            if (target < 0)
            {
                return Write(route.Name, outcome, servedBy);
            }

            ref var kept = ref _kept[((int)outcome * _targets.Length) + target];
            var known = Volatile.Read(ref kept);
            if (known is null)
            {
                Volatile.Write(ref kept, known = Write(route.Name, outcome, servedBy));
            }

            return known;
        }
    }
}
