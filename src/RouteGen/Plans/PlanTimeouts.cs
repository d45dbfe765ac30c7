using RouteGen.Definitions;
using RouteGen.Targets;

namespace RouteGen.Plans;

/// <summary>The time limits of a route under the settings in force.</summary>
internal sealed record PlanTimeouts(TimeSpan Total, TimeSpan Attempt, TimeSpan FirstToken, TimeSpan Idle, TimeSpan StreamTotal)
{
    public static PlanTimeouts Create(RouteDefinition route, TimeoutsInForce? settings) => new(
        settings?.Total ?? route.TotalTimeout,
        settings?.Attempt ?? route.AttemptTimeout,
        settings?.FirstToken ?? route.FirstTokenTimeout,
        settings?.Idle ?? route.IdleTimeout,
        settings?.StreamTotal ?? route.StreamTotalTimeout);
}
