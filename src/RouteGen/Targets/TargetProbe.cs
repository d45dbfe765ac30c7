using RouteGen.Costs;

namespace RouteGen;

/// <summary>What the targets of a table answered when they were probed.</summary>
public sealed record RouteTableProbe
{
    /// <summary>When the probe began, in UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>One result per target, key and shape of request, in the order of the table.</summary>
    public required IReadOnlyList<TargetProbe> Targets { get; init; }

    /// <summary>Whether every target that was asked answered.</summary>
    public bool IsHealthy => Targets.All(t => t.IsHealthy);

    /// <summary>Its members, in every culture alike.</summary>
    public override string ToString() => InvariantText.Format(nameof(RouteTableProbe), PrintMembers);
}

/// <summary>What one target answered to a tiny request.</summary>
public sealed record TargetProbe
{
    internal const string CostBucket = "probe";

    /// <summary>The target.</summary>
    public required string Target { get; init; }

    /// <summary>The place of the key that was tried, from 1, where the target's provider has several; else null.</summary>
    public int? Credential { get; init; }

    /// <summary>A route that sends requests of this shape there.</summary>
    public required string Route { get; init; }

    /// <summary>The shape of the request: streaming, tools, jsonSchema, as the route requires them.</summary>
    public ModelFeatures Shape { get; init; }

    /// <summary>When it was asked, in UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Why it was not asked; null when it was.</summary>
    public SkipReason? SkipReason { get; init; }

    /// <summary>How it failed; <see cref="RouteGen.Fault.None"/> when it answered, or was not asked.</summary>
    public Fault Fault { get; init; }

    /// <summary>The HTTP status; null where there was none.</summary>
    public int? StatusCode { get; init; }

    /// <summary>The provider's error code, or the name of the timer that ran out; null where there was none.</summary>
    public string? Code { get; init; }

    /// <summary>What is known of a failure beyond status and code, see <see cref="AttemptRecord.Detail"/>.</summary>
    public string? Detail { get; init; }

    /// <summary>From the request to the end of the reply.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>From the request to the first meaningful update of a stream; null where none was asked for, or came.</summary>
    public TimeSpan? TimeToFirstToken { get; init; }

    /// <summary>The tokens that the provider counted; null when it stated none.</summary>
    public TokenUsage? Usage { get; init; }

    /// <summary>The cost in USD, exact; null when unknown.</summary>
    public decimal? CostUsd { get; init; }

    /// <summary>Where <see cref="CostUsd"/> comes from.</summary>
    public CostSource CostSource { get; init; }

    /// <summary>Whether it answered, or was not asked.</summary>
    public bool IsHealthy => Fault == Fault.None;

    /// <summary>Its members, in every culture alike.</summary>
    public override string ToString() => InvariantText.Format(nameof(TargetProbe), PrintMembers);
}
