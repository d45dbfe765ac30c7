using RouteGen.Definitions;
using RouteGen.Targets;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Smoke;

/// <summary>How a provider is reached from here: by the application's settings, and by the variables that the table names.</summary>
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

    /// <summary>Whether the settings allow that it is not configured.</summary>
    public bool MayBeMissing { get; init; }

    public static SmokeAccess Resolve(ToolHost host, string table, ProviderDefinition provider, SmokeSettings settings)
    {
        settings.Table.Providers.TryGetValue(provider.Name, out var own);
        var path = $"{RouteTableSettings.SectionOf(table)}:Providers:{provider.Name}";
        var passed = provider.ConnectionName is { } name ? settings.PlaceOf($"ConnectionStrings:{name}") : null;
        var connection = ConnectionText.Read(provider.ConnectionName, settings.Table.FindConnectionString);
        var auth = own?.Auth ?? provider.Auth;
        var keys = auth is ProviderAuth.None or ProviderAuth.Token
            ? [new(null, null, null)]
            : SmokeKey.Find(host, provider, own, path, passed, connection, settings);
        var access = new SmokeAccess(null, null, keys, null)
        {
            Auth = own?.Auth,
            MayBeMissing = settings.Table.AllowMissing || own is { AllowMissing: true },
        };
        if (provider.Adapter is not { } adapter)
        {
            return access with
            {
                Problem = new(
                    "no-client", $"Its kind is custom: the application brings the client of provider '{provider.Name}', which the tool has "
                        + $"not.",
                    "Try it in the application, by the table's ProbeAsync."),
            };
        }

        var address = ProviderAddress.Find(provider, adapter, NotBlank(own?.Endpoint), connection, host.Variable);
        var place = NotBlank(own?.Endpoint) is not null ? settings.PlaceOf(path + ":Endpoint")
            : address.Connection is not null ? passed
            : provider.EndpointVariable ?? passed ?? address.Variable;
        if (Conflict(provider, own, connection, path, passed, settings) is { } conflict)
        {
            return access with { Problem = conflict };
        }

        // A table that names a connection string does not mean the kind's own address, unless a key says so.
        var isElsewhere = address.Text is null && connection.IsMissing && auth != ProviderAuth.ApiKey
            && keys.All(static k => k.Text is null);
        var endpoint = isElsewhere ? null
            : address.Text is null ? adapter.GetDefaultEndpoint(provider.Kind)
            : Parse(address.Text);
        return access with
        {
            Endpoint = address.Text,
            Host = endpoint?.Authority,
            Problem = ProblemOf(
                provider, auth, address.Text, endpoint, isElsewhere ? passed : place, address.FindSlip(provider, adapter)),
            AddressPlace = address.Text is null && provider.EndpointVariable is null ? null : place,
            Deployment = connection.Deployment,
        };
    }

    /// <summary>What is set and cannot be right, whatever is called.</summary>
    private static Diagnosis? Conflict(
        ProviderDefinition provider, ProviderSettings? own, ConnectionText connection, string path, string? passed,
        SmokeSettings settings)
    {
        if (own is { ApiKeys.Count: > 0 } && NotBlank(own.ApiKey) is not null)
        {
            return new(
                "key-twice", $"Provider '{provider.Name}' has a key at {settings.PlaceOf(path + ":ApiKey")} and others at {path}:ApiKeys.",
                "Set only one of the two.");
        }

        // What settings replace as a whole need not be right.
        return connection.Problem is null
            || (NotBlank(own?.Endpoint) is not null && (NotBlank(own?.ApiKey) is not null || own is { ApiKeys.Count: > 0 })) ? null : new(
                "connection-wrong", $"The connection string of provider '{provider.Name}' has neither Endpoint nor Key.",
                $"Set {passed} to Endpoint=https://…;Key=…, or to the address alone.");
    }

    private static Diagnosis? ProblemOf(
        ProviderDefinition provider, ProviderAuth auth, string? address, Uri? endpoint, string? place, string? slip)
    {
        if (auth == ProviderAuth.Token)
        {
            return new(
                "no-token", $"Provider '{provider.Name}' is called with tokens of the application's identity, which the tool has not.",
                "Try it in the application, by the table's ProbeAsync, or give the tool a table in which it has a key.");
        }

        if (endpoint is not null)
        {
            return slip is null ? null : new(
                "endpoint-wrong", $"The address of provider '{provider.Name}' {slip}.", $"Write the base address into {place}.");
        }

        // The address itself stays unsaid: a wrong one can hold a key.
        return address is null
            ? new(
                "endpoint-missing", $"Provider '{provider.Name}' has no address.",
                place is null ? "Write \"endpoint\" or \"endpointEnv\" into the table." : SmokeSettings.SetAt(place))
            : new(
                "endpoint-wrong", $"The address of provider '{provider.Name}' is not an absolute http or https address without "
                    + "credentials, query and fragment.", $"Fix {place ?? "\"endpoint\" in the table"}.");
    }

    private static Uri? Parse(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && DiscoveredAddress.IsBase(uri) ? uri
            : null;

    private static string? NotBlank(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();
}
