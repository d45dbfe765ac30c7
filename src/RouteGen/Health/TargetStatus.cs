namespace RouteGen;

/// <summary>What is known of a target at a moment. Targets of one container that lead to one deployment at one endpoint share their health.</summary>
public sealed record TargetStatus
{
    /// <summary>The target's name.</summary>
    public required string Target { get; init; }

    /// <summary>The provider's name.</summary>
    public required string Provider { get; init; }

    /// <summary>The model's name in the table.</summary>
    public required string Model { get; init; }

    /// <summary>Whether calls ask it.</summary>
    public bool IsAvailable => LeftOut is null;

    /// <summary>Why calls leave it out; null when they ask it.</summary>
    public LeftOutReason? LeftOut { get; init; }

    /// <summary>When it will be asked again; null when it is asked now, or when that is not a matter of time.</summary>
    public DateTimeOffset? AvailableAt { get; init; }

    /// <summary>Attempts of the last 30 s that count: served, or failed by the target's own fault.</summary>
    public int RecentAttempts { get; init; }

    /// <summary>Of <see cref="RecentAttempts"/>: failed.</summary>
    public int RecentFailures { get; init; }

    /// <summary>Its latest fault; <see cref="Fault.None"/> when it had none.</summary>
    public Fault LastFault { get; init; }

    /// <summary>When that was, in UTC.</summary>
    public DateTimeOffset? LastFaultAt { get; init; }

    /// <summary>The moving mean of the time until a reply, or a stream's first meaningful update (weight of the newest: one eighth); null before the first.</summary>
    public TimeSpan? Latency { get; init; }
}

/// <summary>The health of a table's targets, read afresh at each call.</summary>
public sealed class RouteTableHealth
{
    private readonly Routing.RouteTableRuntime _runtime;

    internal RouteTableHealth(Routing.RouteTableRuntime runtime) => _runtime = runtime;

    /// <summary>Every target of the table, in file order.</summary>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">On first use of the table: the settings do not fit it.</exception>
    public IReadOnlyList<TargetStatus> Targets =>
        [.. _runtime.State.Slots.Select(s => s.Health.StatusOf(s.Target, s.Refusal))];

    /// <summary>The targets of one route, in the order of its enum.</summary>
    public IReadOnlyList<TargetStatus> Of(Route route)
    {
        ArgumentNullException.ThrowIfNull(route);
        return [.. route.Plan.Entries.Select(e => e.Slot.Health.StatusOf(e.Target, e.Slot.Refusal))];
    }
}
