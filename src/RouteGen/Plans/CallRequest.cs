using Microsoft.Extensions.AI;
using RouteGen.Definitions;

namespace RouteGen.Plans;

/// <summary>What was asked of a route, by whom and since when: all that decisions before an attempt go by.</summary>
internal abstract class CallRequest
{
    private readonly long _started;

    protected CallRequest(
        PlannedRoute route,
        RouteCaller caller,
        IReadOnlyList<ChatMessage> messages,
        ChatOptions? options,
        bool streamed,
        CancellationToken cancellationToken)
    {
        Route = route;
        Plan = route.Plan;
        Caller = route.Runtime.CallerAccessor is { } accessor ? caller.OrElse(accessor.Caller) : caller;
        Messages = messages;
        Options = options;
        Streamed = streamed;
        CancellationToken = cancellationToken;
        _started = Time.GetTimestamp();
        StartedAt = Time.GetUtcNow();
    }

    public PlannedRoute Route { get; }

    public RoutePlan Plan { get; }

    /// <summary>The target that the caller was assigned to by weight.</summary>
    public string? Arm { get; set; }

    public RouteCaller Caller { get; }

    public IReadOnlyList<ChatMessage> Messages { get; }

    public ChatOptions? Options { get; }

    public bool Streamed { get; }

    public CancellationToken CancellationToken { get; }

    /// <summary>When the call began; a dated price is chosen by it.</summary>
    public DateTimeOffset StartedAt { get; }

    /// <summary>The tokens of the request, as estimated when its span has begun: the estimate is part of the call.</summary>
    public long EstimatedInput { get; protected init; }

    public RouteDefinition Definition => Route.Definition;

    public TimeProvider Time => Route.Runtime.Time;

    public TimeSpan Elapsed => Time.GetElapsedTime(_started);

    /// <summary>What is left of <c>timeouts.total</c>.</summary>
    public TimeSpan Remaining => Plan.Timeouts.Total - Elapsed;

    /// <summary>How long the call had taken at a timestamp.</summary>
    public TimeSpan ElapsedAt(long timestamp) => Time.GetElapsedTime(_started, timestamp);

    /// <summary>What is left of <c>timeouts.total</c> at a timestamp.</summary>
    public TimeSpan RemainingAt(long timestamp) => Plan.Timeouts.Total - ElapsedAt(timestamp);

    /// <summary>The tokens that an attempt may use, as estimated.</summary>
    public long TokensAt(PlanEntry entry) => EstimatedInput + (OptionsAdapter.OutputAllowance(entry, Definition, Options) ?? 0);
}
