namespace RouteGen.Tables;

/// <summary>How a table is read.</summary>
public sealed class RouteTableFileOptions
{
    /// <summary>What serves its providers.</summary>
    public ProviderAdapters Adapters { get; set; } = new();

    /// <summary>The day as of which reviews and retirements are judged; null leaves the calendar out.</summary>
    public DateOnly? Today { get; set; }

    /// <summary>
    /// Gives the text of a file of shared models by its path (the <c>use</c> of the table, resolved against the table's own path),
    /// or null where there is none. Null reads the disk.
    /// </summary>
    public Func<string, string?>? OpenModels { get; set; }

    /// <summary>
    /// The catalog that <c>"use": ["RouteGen.Catalog"]</c> means, as JSON. Null means the one that this package was built with.
    /// </summary>
    public string? Catalog { get; set; }
}
