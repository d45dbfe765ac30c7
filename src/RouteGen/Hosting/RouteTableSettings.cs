namespace RouteGen.Hosting;

/// <summary>What an application configures of a table: section <c>RouteGen:{Table}</c>, and what code adds.</summary>
public sealed class RouteTableSettings
{
    /// <summary>Settings per provider, by its name in routes.json.</summary>
    public IDictionary<string, ProviderSettings> Providers { get; } = new Dictionary<string, ProviderSettings>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether targets of any provider that is not configured are left out, with a warning, instead of failing the start. False by default.</summary>
    public bool AllowMissing { get; set; }

    /// <summary>
    /// By how much the cost that a provider states may differ from the one that the table's price gives before a warning and a metric tell that the price has drifted,
    /// as a part of the stated cost. 0.01 by default, which is 1 %. The configuration's <c>CostTolerance</c> sets it.
    /// </summary>
    public decimal CostTolerance { get; set; } = 0.01m;

    /// <summary>What in the configuration could not be read.</summary>
    internal List<string> Problems { get; } = [];

    /// <summary>The settings of <paramref name="provider"/>, made when there are none.</summary>
    public ProviderSettings Provider(string provider)
    {
        ArgumentException.ThrowIfNullOrEmpty(provider);
        if (!Providers.TryGetValue(provider, out ProviderSettings? settings))
        {
            Providers[provider] = settings = new ProviderSettings();
        }

        return settings;
    }
}

/// <summary>What an application configures of a provider.</summary>
public sealed class ProviderSettings
{
    /// <summary>The key; wins over the environment variable that the table names. It is never written anywhere.</summary>
    public string? ApiKey { get; set; }

    /// <summary>The base address; wins over the environment variable that the table names, and over the table.</summary>
    public string? Endpoint { get; set; }

    /// <summary>How requests are authenticated, where that differs from the table, as at a proxy that wants a key and no token.</summary>
    public ProviderAuth? Auth { get; set; }

    /// <summary>Whether the targets of this provider are left out, with a warning, when it is not configured.</summary>
    public bool AllowMissing { get; set; }
}
