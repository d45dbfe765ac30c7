namespace RouteGen.Targets;

/// <summary>
/// What an application's settings say of a table, as a value: two are equal when calls see no difference. What the settings say of
/// providers and targets is not here, keys least of all: it is in force as <see cref="TargetSlot"/>s, which stay the same while it does.
/// </summary>
/// <param name="CostTolerance">By how much a stated cost may differ from the table's price without a word.</param>
/// <param name="IncludeExceptions">Whether a call that did not serve hands on what its client threw.</param>
/// <param name="MaxRetryAfter">The longest Retry-After that is followed.</param>
/// <param name="Instances">How many instances share the targets' limits.</param>
/// <param name="AllowMissing">Whether targets of any provider may be skipped for want of its settings.</param>
/// <param name="MayBeMissing">The providers whose targets may be.</param>
/// <param name="Routes">What is set of each route of which anything is.</param>
internal sealed record SettingsInForce(
    decimal CostTolerance, bool IncludeExceptions, TimeSpan MaxRetryAfter, int Instances, bool AllowMissing,
    ValueMap<bool> MayBeMissing, ValueMap<RouteInForce> Routes)
{
    /// <summary>Copies what is set, so that whoever holds the settings cannot change what calls see.</summary>
    public static SettingsInForce Create(RouteTableSettings settings) => new(
        settings.CostTolerance,
        settings.IncludeExceptions,
        settings.MaxRetryAfter,
        settings.Instances,
        settings.AllowMissing,
        new(settings.Providers.Where(static p => p.Value.AllowMissing).Select(static p => KeyValuePair.Create(p.Key, true))),
        new(settings.Routes
            .Select(static r => KeyValuePair.Create(r.Key, RouteInForce.Create(r.Value)))
            .Where(static r => r.Value != RouteInForce.Nothing)));
}

/// <summary>What an application's settings say of a route, as a value.</summary>
/// <param name="Timeouts">Time limits that replace those of the table.</param>
/// <param name="Weights">Weights that replace those of the table, by target.</param>
/// <param name="Order">The targets to ask first; empty leaves the order to the table.</param>
/// <param name="Stay">Whether operations stay with the target that served them last.</param>
internal sealed record RouteInForce(TimeoutsInForce Timeouts, ValueMap<int> Weights, ValueList<string> Order, bool Stay)
{
    /// <summary>A route that nothing is set of.</summary>
    public static RouteInForce Nothing { get; } = Create(new RouteSettings());

    public static RouteInForce Create(RouteSettings settings) => new(
        new(settings.Timeouts.Total, settings.Timeouts.Attempt, settings.Timeouts.FirstToken, settings.Timeouts.Idle,
            settings.Timeouts.StreamTotal),
        new(settings.Weights),
        new(settings.Order, StringComparer.OrdinalIgnoreCase),
        settings.Stay);
}

/// <summary>Time limits of a route as its settings have them; null leaves one to the table.</summary>
internal sealed record TimeoutsInForce(TimeSpan? Total, TimeSpan? Attempt, TimeSpan? FirstToken, TimeSpan? Idle, TimeSpan? StreamTotal);
