using RouteGen.Definitions;

namespace RouteGen.Targets;

/// <summary>Where the base address of a provider stands: the first of its places that has one.</summary>
/// <param name="Text">The address as it stands there; null where none does, and the kind's own counts.</param>
/// <param name="Connection">The connection string that has it; null where something else does.</param>
/// <param name="Variable">The environment variable that has it, or could have it; null where there is none.</param>
internal sealed record ProviderAddress(string? Text, string? Connection, string? Variable)
{
    /// <summary>
    /// Looks into the setting, the connection string, the variable that the table names, the table, and the variable that the kind's own
    /// tools read.
    /// </summary>
    /// <param name="provider">The provider.</param>
    /// <param name="adapter">The adapter of its kind.</param>
    /// <param name="setting">What is configured; null where nothing is.</param>
    /// <param name="connection">The connection string that the table names.</param>
    /// <param name="environment">Reads an environment variable.</param>
    public static ProviderAddress Find(
        ProviderDefinition provider, IProviderAdapter adapter, string? setting, ConnectionText connection,
        Func<string, string?> environment)
    {
        if (setting is not null)
        {
            return new(setting, null, provider.EndpointVariable);
        }

        if (connection.Endpoint is { } passed)
        {
            return new(passed, connection.Setting, null);
        }

        var customary = adapter.GetEndpointVariable(provider.Kind);
        var fallback = provider.Endpoint is null ? customary : null;
        foreach (var variable in (string?[])[provider.EndpointVariable, fallback])
        {
            if (variable is not null && environment(variable) is { } value && !string.IsNullOrWhiteSpace(value))
            {
                // The kind's own variable is written as its tools want it, also where the table names it.
                value = value.Trim();
                return new(variable == customary ? adapter.ReadEndpointVariable(provider.Kind, value) : value, null, variable);
            }
        }

        return new(provider.Endpoint, null, provider.EndpointVariable ?? fallback);
    }

    /// <summary>
    /// Why nothing can answer there though it is an address, to follow what it is the address of; null where something can. What the table
    /// states was looked at when it was compiled, and an adapter of the application's own may want a whole address.
    /// </summary>
    /// <param name="provider">The provider.</param>
    /// <param name="adapter">The adapter of its kind.</param>
    public string? FindSlip(ProviderDefinition provider, IProviderAdapter adapter) =>
        Text is null || Text == provider.Endpoint || adapter.GetType().Namespace?.StartsWith("RouteGen.", StringComparison.Ordinal) != true
            ? null
            : Explain(provider.Kind, Text, adapter.GetDefaultEndpoint(provider.Kind));

    /// <summary>What is wrong with an address; the address itself stays unsaid, since it can hold a key.</summary>
    private static string? Explain(string kind, string address, Uri? own) =>
        AddressSlips.IsUnfilled(address) ? "still holds a placeholder"
        : AddressSlips.FindRequest(kind, address) is not null ? "ends in the path of a request, to which each request adds its own"
        : own is not null && AddressSlips.FindLacking(address, own) is { } lacking ? $"lacks {lacking}, under which the API is"
        : null;

    /// <inheritdoc/>
    public override string ToString() => Connection ?? Variable ?? "endpoint";
}
