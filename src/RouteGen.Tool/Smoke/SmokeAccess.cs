using RouteGen.Definitions;
using RouteGen.Targets;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Smoke;

/// <summary>One key of a provider. It is never written anywhere.</summary>
/// <param name="Place">Its place among several, from 1; null where there is one.</param>
/// <param name="Variable">The environment variable that holds it; null where the table names none.</param>
/// <param name="Text">The key; null where there is none.</param>
internal sealed record SmokeKey(int? Place, string? Variable, string? Text)
{
    /// <inheritdoc/>
    public override string ToString() => $"the key in {Variable ?? "the settings"}";
}

/// <summary>How a provider is reached from here: by the variables that the table names, and those of the application's settings.</summary>
/// <param name="Endpoint">The base address; null for the kind's own.</param>
/// <param name="Host">The host and port, for messages.</param>
/// <param name="Keys">The keys; one without a text where none is sent.</param>
/// <param name="Problem">What is missing; null where nothing is.</param>
internal sealed record SmokeAccess(string? Endpoint, string? Host, IReadOnlyList<SmokeKey> Keys, Diagnosis? Problem)
{
    /// <summary>What serves in place of the provider's own kind, where that has no wire to be simulated.</summary>
    public IProviderAdapter? Adapter { get; init; }

    /// <summary>The kind of <see cref="Adapter"/>.</summary>
    public string? Kind { get; init; }

    /// <summary>How requests are authenticated, where that is not as the table says.</summary>
    public ProviderAuth? Auth { get; init; }

    /// <summary>Where its address stands, or can be stated; null for the table alone.</summary>
    public string? AddressPlace { get; init; }

    /// <summary>The deployment that the connection string leads to; null where it names none.</summary>
    public string? Deployment { get; init; }

    public static SmokeAccess Resolve(ToolHost host, string table, ProviderDefinition provider)
    {
        var settings = Named(host, $"RouteGen__{table}__Providers__", provider.Name, "__Endpoint", "__ApiKey") + "__";
        var passed = provider.ConnectionName is { } name ? Named(host, "ConnectionStrings__", name, "") : null;
        var connection = ConnectionText.Read(provider.ConnectionName, _ => Text(host, passed));
        var keys = KeysOf(host, provider, settings, passed, connection);
        if (provider.Adapter is not { } adapter)
        {
            return new(null, null, keys, new(
                "no-client", $"Its kind is custom: the application brings the client of provider '{provider.Name}', which the tool has "
                    + $"not.",
                "Try it in the application, by the table's ProbeAsync."));
        }

        var own = Text(host, settings + "Endpoint");
        if (connection.Problem is not null && (own is null || Text(host, settings + "ApiKey") is null))
        {
            return new(null, null, keys, new(
                "connection-wrong", $"The connection string of provider '{provider.Name}' has neither Endpoint nor Key.",
                $"Set {passed} to Endpoint=https://…;Key=…, or to the address alone."));
        }

        var address = ProviderAddress.Find(provider, adapter, own, connection, host.Variable);
        var place = own is not null ? settings + "Endpoint"
            : address.Connection is not null ? passed
            : provider.EndpointVariable ?? passed ?? address.Variable;

        // A table that names a connection string does not mean the kind's own address, unless a key says so.
        var isElsewhere = address.Text is null && connection.IsMissing && provider.Auth != ProviderAuth.ApiKey
            && keys.All(static k => k.Text is null);
        var endpoint = isElsewhere ? null
            : address.Text is null ? adapter.GetDefaultEndpoint(provider.Kind)
            : Parse(address.Text);
        return new(address.Text, endpoint?.Authority, keys, ProblemOf(
            provider, address.Text, endpoint, isElsewhere ? passed : place, address.FindSlip(provider, adapter)))
        {
            AddressPlace = address.Text is null && provider.EndpointVariable is null ? null : place,
            Deployment = connection.Deployment,
        };
    }

    /// <summary>The variable of a name of the table: as the table writes it where that is set, else as every shell can set it.</summary>
    private static string Named(ToolHost host, string prefix, string name, params ReadOnlySpan<string> suffixes)
    {
        foreach (var suffix in suffixes)
        {
            if (Text(host, prefix + name + suffix) is not null)
            {
                return prefix + name;
            }
        }

        return prefix + VariableNames.For(name);
    }

    private static List<SmokeKey> KeysOf(
        ToolHost host, ProviderDefinition provider, string settings, string? passed, ConnectionText connection)
    {
        if (provider.Auth is ProviderAuth.None or ProviderAuth.Token)
        {
            return [new(null, null, null)];
        }

        if (Text(host, settings + "ApiKey") is { } own)
        {
            return [new(null, settings + "ApiKey", own)];
        }

        if (connection.Key is { } key)
        {
            return [new(null, passed, key)];
        }

        return provider.ApiKeyVariables.Count > 1
            ? [.. provider.ApiKeyVariables.Select((variable, i) => new SmokeKey(i + 1, variable, Text(host, variable)))]
            : [new(null, provider.ApiKeyVariable ?? passed,
                Text(host, provider.ApiKeyVariable))];
    }

    private static Diagnosis? ProblemOf(ProviderDefinition provider, string? address, Uri? endpoint, string? place, string? slip)
    {
        if (provider.Auth == ProviderAuth.Token)
        {
            return new(
                "no-token", $"Provider '{provider.Name}' is called with tokens of the application's identity, which the tool has not.",
                "Try it in the application, by the table's ProbeAsync, or give the tool a table in which it has a key.");
        }

        if (endpoint is null)
        {
            // The address itself stays unsaid: a wrong one can hold a key.
            return address is null
                ? new(
                    "endpoint-missing", $"Provider '{provider.Name}' has no address.",
                    place is null ? "Write \"endpoint\" or \"endpointEnv\" into the table." : $"Set the environment variable {place}.")
                : new(
                    "endpoint-wrong", $"The address of provider '{provider.Name}' is not an absolute http or https address without "
                        + "credentials, query and fragment.", $"Fix {place ?? "\"endpoint\" in the table"}.");
        }

        return slip is null ? null : new(
            "endpoint-wrong", $"The address of provider '{provider.Name}' {slip}.", $"Write the base address into {place}.");
    }

    private static Uri? Parse(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && DiscoveredAddress.IsBase(uri) ? uri
            : null;

    private static string? Text(ToolHost host, string? variable) =>
        variable is not null && host.Variable(variable) is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;
}
