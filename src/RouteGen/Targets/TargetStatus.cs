using RouteGen.Costs;
using RouteGen.Targets;

namespace RouteGen;

/// <summary>
/// What is known of a target at a moment. Targets of one container that lead to one deployment at one endpoint with one key share their
/// health; those that have less in common share what is laid to that.
/// </summary>
public sealed record TargetStatus
{
    /// <summary>The target's name.</summary>
    public required string Target { get; init; }

    /// <summary>The provider's name.</summary>
    public required string Provider { get; init; }

    /// <summary>The model's name in the table.</summary>
    public required string Model { get; init; }

    /// <summary>Whether calls ask it.</summary>
    public bool IsAvailable => SkipReason is null;

    /// <summary>Why calls leave it out; null when they ask it.</summary>
    public SkipReason? SkipReason { get; init; }

    /// <summary>How many keys it can be asked with; 1 unless its provider has several.</summary>
    public int Keys { get; init; } = 1;

    /// <summary>Of <see cref="Keys"/>: can be used now.</summary>
    public int KeysAvailable { get; init; }

    /// <summary>The circuit breakers that its requests pass, by the one that lets least through; of several keys, by the best.</summary>
    public BreakerState Breaker { get; init; }

    /// <summary>When it will be retried; null when it is asked now, or when that is not a matter of time.</summary>
    public DateTimeOffset? AvailableAt { get; init; }

    /// <summary>Attempts of the last 30 s that count: served, or failed by the target's own fault.</summary>
    public int RecentAttempts { get; init; }

    /// <summary>Of <see cref="RecentAttempts"/>: failed.</summary>
    public int RecentFailures { get; init; }

    /// <summary>Its latest fault; <see cref="Fault.None"/> when it had none.</summary>
    public Fault LastFault { get; init; }

    /// <summary>When that was, in UTC.</summary>
    public DateTimeOffset? LastFaultAt { get; init; }

    /// <summary>
    /// The moving mean of the time until a reply, or a stream's first meaningful update (weight of the
    /// newest: one eighth); null before the first.
    /// </summary>
    public TimeSpan? Latency { get; init; }

    /// <summary>The day on which the provider takes its model out of service; null when the table does not say.</summary>
    public DateOnly? Retires { get; init; }

    /// <summary>Its last probe, of several keys and shapes one that failed; null before the first.</summary>
    public TargetProbe? LastProbe { get; init; }

    /// <summary>Its members, in every culture alike.</summary>
    public override string ToString() => InvariantText.Format(nameof(TargetStatus), PrintMembers);
}

/// <summary>The state of a circuit breaker.</summary>
public enum BreakerState
{
    /// <summary>Requests go through.</summary>
    Closed,

    /// <summary>None goes through.</summary>
    Open,

    /// <summary>The next one, or one that is under way, decides.</summary>
    HalfOpen,
}
