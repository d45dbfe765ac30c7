using Microsoft.Extensions.Configuration;
using RouteGen.Definitions;

namespace RouteGen.Targets;

/// <summary>How a provider is reached under the settings in force, or what is missing for it.</summary>
/// <param name="Provider">The provider.</param>
/// <param name="Endpoint">The base address; null only where something is missing, or for <c>custom</c>.</param>
/// <param name="Keys">The keys that are configured.</param>
/// <param name="TokenProvider">The registered provider of tokens, where one is asked for.</param>
/// <param name="Problem">What is missing and how to fix it; null when the provider can be used.</param>
/// <param name="MayBeMissing">Whether the settings allow it to be omitted.</param>
internal sealed record ProviderAccess(
    ProviderDefinition Provider, Uri? Endpoint, ProviderKeys Keys, object? TokenProvider, string? Problem, bool MayBeMissing)
{
    /// <summary>The deployment that the connection string leads to; null where it names none.</summary>
    public string? Deployment { get; private init; }

    /// <summary>
    /// Resolves settings first, then the connection string, then the environment variables that the table names, then the table, then the
    /// variable that the kind's own tools read, then the kind's own address: a key must not go to a public address where a variable says
    /// otherwise.
    /// </summary>
    public static ProviderAccess Resolve(ProviderDefinition provider, string table, RouteTableSettings settings, IServiceProvider services)
    {
        settings.Providers.TryGetValue(provider.Name, out var own);
        var mayBeMissing = settings.AllowMissing || own is { AllowMissing: true };
        if (provider.Adapter is not { } adapter)
        {
            return new(provider, null, ProviderKeys.None, null, null, mayBeMissing);
        }

        var path = $"{RouteTableSettings.SectionOf(table)}:Providers:{provider.Name}";
        var auth = own?.Auth ?? provider.Auth;
        var connection = ConnectionText.Read(provider.ConnectionName, settings.FindConnectionString);
        var keys = auth is ProviderAuth.None or ProviderAuth.Token
            ? ProviderKeys.None
            : ProviderKeys.Resolve(provider, own, path, connection);

        // What is not set, and what is set and cannot be right: all of it is told at once.
        List<string> unset = [];
        List<string> wrong = [];
        if (ProblemOf(keys, provider, connection.Setting, path, auth, mayBeMissing || settings.SkipsUnset) is { } lacking)
        {
            (keys.Problem is null ? unset : wrong).Add(lacking);
        }

        object? token = null;
        if (auth == ProviderAuth.Token && (token = adapter.FindTokenProvider(services, provider.Name)) is null)
        {
            wrong.Add($"provider '{provider.Name}' authenticates with tokens, but no AuthenticationTokenProvider is registered: add one " +
                $"to the services");
        }

        var found = ProviderAddress.Find(provider, adapter, NotBlank(own?.Endpoint), connection, Environment.GetEnvironmentVariable);
        var (address, setting, variable) = found;
        Uri? endpoint = null;
        if (address is null)
        {
            endpoint = adapter.GetDefaultEndpoint(provider.Kind);

            // A table that names a connection string does not mean the kind's own address, unless a key says so.
            if (endpoint is null || (connection.IsMissing && keys.All.Count == 0 && auth != ProviderAuth.ApiKey))
            {
                var remedy = $"{path}:Endpoint{Or(connection.Setting, variable)}";
                unset.Add(unset.Count > 0 ? $"no endpoint: set {remedy}" : $"provider '{provider.Name}' has no endpoint: set {remedy}");
            }
        }
        else if (!Uri.TryCreate(address, UriKind.Absolute, out endpoint)
            || !DiscoveredAddress.IsReachable(endpoint) || !DiscoveredAddress.IsBase(endpoint))
        {
            // The address itself stays unsaid: a wrong one can hold a key.
            endpoint = null;
            wrong.Add($"the endpoint of provider '{provider.Name}' is not an absolute http or https address without credentials, query " +
                $"and fragment: fix " + (setting ?? $"{path}:Endpoint{Or(null, variable)}"));
        }
        else if (found.FindSlip(provider, adapter) is { } slip)
        {
            wrong.Add($"the endpoint of provider '{provider.Name}' {slip}: write the base address into " +
                (setting ?? $"{path}:Endpoint{Or(null, variable)}"));
        }
        else if (DiscoveredAddress.IsDiscovered(endpoint) && !DiscoveredAddress.HasDiscovery(services))
        {
            wrong.Add($"the endpoint of provider '{provider.Name}' begins with {endpoint.Scheme}, which service discovery resolves: add " +
                $"AddServiceDiscovery() to the services and to the HTTP clients, or set {path}:Endpoint to an http or https address");
        }

        // What settings replace as a whole need not be right. What is not set may well stand in what cannot be read.
        if (connection.Problem is { } broken
            && (NotBlank(own?.Endpoint) is null || (NotBlank(own?.ApiKey) is null && own is not { ApiKeys.Count: > 0 })))
        {
            unset.Clear();
            wrong.Add($"provider '{provider.Name}' has {broken}");
        }

        var isUnset = wrong.Count == 0 && unset.Count > 0;
        var problem = unset.Count + wrong.Count == 0 ? null : string.Join(", and ", [.. unset, .. wrong]);
        if (problem is not null && services.GetService(typeof(IConfiguration)) is null)
        {
            // Without a configuration, settings come from the environment: the message names what can be set there.
            problem = AsVariables(problem, path);
            problem = connection.Setting is { } passed ? AsVariables(problem, passed) : problem;
        }

        return new(
            provider, endpoint, keys, token, problem, mayBeMissing || (isUnset && settings.SkipsUnset))
        {
            Deployment = connection.Deployment,
        };
    }

    /// <inheritdoc/>
    public override string ToString() => Provider.Name;

    /// <summary>
    /// What is wrong with the keys. Of several each must be set, since one that is missing is noticed by nobody; where
    /// providers may be missing, the others serve.
    /// </summary>
    private static string? ProblemOf(
        ProviderKeys keys, ProviderDefinition provider, string? setting, string path, ProviderAuth auth, bool mayBeMissing) => keys switch
        {
            { Problem: { } problem } => $"provider '{provider.Name}' has {problem}",
            { All.Count: 0 } when auth == ProviderAuth.ApiKey =>
                $"provider '{provider.Name}' has no API key: set {keys.Missing ?? $"{path}:ApiKey{Or(setting, provider.ApiKeyVariable)}"}",
            { All.Count: > 0, Missing: { } missing } when !mayBeMissing => $"provider '{provider.Name}' lacks an API key: set {missing}",
            _ => null,
        };

    private static string? NotBlank(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();

    /// <summary>A message that names variables in place of the settings at a path, or of that path alone.</summary>
    private static string AsVariables(string text, string path)
    {
        for (var at = text.IndexOf(path, StringComparison.Ordinal); at >= 0; at = text.IndexOf(path, at, StringComparison.Ordinal))
        {
            var end = at + path.Length;
            while (end + 1 < text.Length && text[end] == ':' && char.IsAsciiLetterOrDigit(text[end + 1]))
            {
                for (end++; end < text.Length && char.IsAsciiLetterOrDigit(text[end]); end++)
                {
                }
            }

            var named = $"the environment variable {VariableNames.ForPath(text[at..end])}";
            text = string.Concat(text.AsSpan(0, at), named, text.AsSpan(end));
            at += named.Length;
        }

        return text;
    }

    /// <summary>What would serve in place of a setting: a connection string, an environment variable, or either.</summary>
    internal static string Or(string? connection, string? variable) => (connection, variable) switch
    {
        (null, null) => "",
        (null, _) => $" or the environment variable {variable}",
        (_, null) => $" or {connection}",
        _ => $", {connection} or the environment variable {variable}",
    };
}
