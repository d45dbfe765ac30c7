using System.Diagnostics;
using RouteGen.Carriers;
using RouteGen.Definitions;
using RouteGen.Listening;
using RouteGen.Records;
using RouteGen.Wire;

namespace RouteGen.Plans;

/// <summary>What was asked of a route, by whom and since when: all that decisions before an attempt go by. Nothing of it changes.</summary>
internal abstract class CallRequest
{
    private readonly long _started;
    private readonly RequestFacts _facts;

    protected CallRequest(
        PlannedRoute route, RouteCaller caller, string costBucket, Carrier carrier, CancellationToken cancellationToken)
    {
        Plan = route.Plan;
        Caller = route.Runtime.CallerAccessor is { } accessor ? caller.OrElse(accessor.Caller) : caller;
        CostBucket = costBucket;
        Carrier = carrier;
        CancellationToken = cancellationToken;
        _started = Time.GetTimestamp();
        StartedAt = Time.GetUtcNow();
        Id = RecordId.New(StartedAt);
        // Before the request is read, which is part of the call.
        Activity = RouteActivities.AreHeard ? route.Telemetry.Start(StartedAt, costBucket) : null;
        _facts = carrier.Read(Plan.Tokens);
    }

    /// <summary>The id of the record that the call will leave.</summary>
    public Guid Id { get; }

    public PlannedRoute Route => Plan.Planned;

    public RoutePlan Plan { get; }

    public RouteCaller Caller { get; }

    /// <summary>The account that is charged.</summary>
    public string CostBucket { get; }

    /// <summary>What takes the request to targets.</summary>
    public Carrier Carrier { get; }

    /// <summary>The call's span; null where nobody listens.</summary>
    public Activity? Activity { get; }

    /// <summary>What the request says that decisions go by.</summary>
    public ref readonly RequestFacts Facts => ref _facts;

    public CancellationToken CancellationToken { get; }

    /// <summary>When the call began; a dated price is chosen by it.</summary>
    public DateTimeOffset StartedAt { get; }

    public RouteDefinition Definition => Route.Definition;

    public TimeProvider Time => Route.Runtime.Time;

    public TimeSpan Elapsed => Time.GetElapsedTime(_started);

    /// <summary>What is left of <c>timeouts.total</c>, or of what the caller gives where that is less.</summary>
    public TimeSpan Remaining => Bounded(Plan.Timeouts.Total) - Elapsed;

    /// <summary>How long before the call began a timestamp was.</summary>
    public TimeSpan SinceBegan(long timestamp) => Time.GetElapsedTime(timestamp, _started);

    /// <summary>How long the call had taken at a timestamp.</summary>
    public TimeSpan ElapsedAt(long timestamp) => Time.GetElapsedTime(_started, timestamp);

    /// <summary>What is left of <c>timeouts.total</c>, or of what the caller gives, at a timestamp.</summary>
    public TimeSpan RemainingAt(long timestamp) => Bounded(Plan.Timeouts.Total) - ElapsedAt(timestamp);

    /// <summary>A bound of the route, or the caller's where that is narrower. No caller can widen it.</summary>
    public TimeSpan Bounded(TimeSpan bound) => _facts.TimeLimit is { } limit && limit < bound ? limit : bound;

    /// <summary>The output tokens that an attempt may ask for; null where nothing bounds them.</summary>
    public int? OutputAllowedAt(PlanEntry entry) => OutputLimits.Allowed(entry, Definition, _facts.MaxOutput);

    /// <summary>The tokens that an attempt may use, as estimated.</summary>
    public long TokensAt(PlanEntry entry) => _facts.InputTokens + (OutputAllowedAt(entry) ?? 0);
}
