namespace RouteGen.Targets;

/// <summary>
/// Stands in for the routes' own retry delays where nothing is to be gained by waiting: in drills, which also take each chain in its
/// declared order, whatever the strategy and what is left of free credits, and lay each failure to its target alone.
/// </summary>
/// <param name="Delay">The delay between repetitions.</param>
/// <param name="AreCreditsUsedUp">Whether nothing is left of any free credit; otherwise none is kept.</param>
internal sealed record RetryPacing(TimeSpan Delay, bool AreCreditsUsedUp = false);
