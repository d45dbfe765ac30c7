using RouteGen.Model.Tables;

namespace RouteGen.Analyzers.Usage;

/// <summary>The hosts at which the provider kinds are, but for servers of one's own.</summary>
internal static class ProviderHosts
{
    /// <summary>Besides a kind's own address: regions, former names, and Azure, where each resource has a host.</summary>
    private static readonly (string Ending, string Kind)[] Others =
    [
        (".api.openai.com", "openai"), (".openai.azure.com", "azure-openai"), (".services.ai.azure.com", "azure-openai"),
        ("api.together.xyz", "together"),
    ];

    private static readonly Dictionary<string, string> ByHost = KnownKinds.All
        .Where(static kind => kind is { Address: not null, IsOwnServer: false })
        .ToDictionary(static kind => new Uri(kind.Address!).Host, static kind => kind.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>The kind at a host; null where no kind is known to be there.</summary>
    public static string? KindOf(Uri address)
    {
        var host = address.Host;
        if (ByHost.TryGetValue(host, out var kind))
        {
            return kind;
        }

        // Other services of a cloud are at that host too, but not under this path.
        if (host.EndsWith(".cognitiveservices.azure.com", StringComparison.OrdinalIgnoreCase))
        {
            return address.AbsolutePath.StartsWith("/openai", StringComparison.Ordinal) ? "azure-openai" : null;
        }

        foreach (var (ending, other) in Others)
        {
            if (host.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
            {
                return other;
            }
        }

        return null;
    }
}
