namespace RouteGen.Targets;

/// <summary>
/// Stands in for the routes' own retry delays where nothing is to be gained by waiting: in drills, which also take each chain in its
/// declared order, whatever the strategy, and lay each failure to its target alone.
/// </summary>
internal sealed record RetryPacing(TimeSpan Delay);
