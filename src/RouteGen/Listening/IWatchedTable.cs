namespace RouteGen.Listening;

/// <summary>A table whose targets are shown while it is in use.</summary>
internal interface IWatchedTable
{
    string Name { get; }

    /// <summary>Its targets, read afresh; none before its first use.</summary>
    IEnumerable<WatchedTarget> Targets { get; }
}

/// <summary>A target at a moment.</summary>
/// <param name="Name">The target.</param>
/// <param name="Provider">Its provider.</param>
/// <param name="State">0 available, 1 skipped for a time or failing its probe, 2 disabled or not configured.</param>
internal readonly record struct WatchedTarget(string Name, string Provider, int State);
