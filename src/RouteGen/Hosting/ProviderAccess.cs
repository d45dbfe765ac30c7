using RouteGen.Definitions;

namespace RouteGen.Hosting;

/// <summary>How a provider is reached under the settings in force, or what is missing for it.</summary>
/// <param name="Provider">The provider.</param>
/// <param name="Endpoint">The base address; null only where something is missing, or for <c>custom</c>.</param>
/// <param name="ApiKey">The key, where one is configured.</param>
/// <param name="TokenProvider">The registered provider of tokens, where one is asked for.</param>
/// <param name="Problem">What is missing and how to mend it; null when the provider can be used.</param>
/// <param name="MayBeMissing">Whether the settings allow it to be left out.</param>
internal sealed record ProviderAccess(ProviderDefinition Provider, Uri? Endpoint, string? ApiKey, object? TokenProvider, string? Problem, bool MayBeMissing)
{
    /// <summary>Resolves settings first, then the environment variables that the table names, then the table, then the kind's own.</summary>
    public static ProviderAccess Resolve(ProviderDefinition provider, string table, RouteTableSettings settings, IServiceProvider services)
    {
        settings.Providers.TryGetValue(provider.Name, out ProviderSettings? own);
        var mayBeMissing = settings.AllowMissing || own is { AllowMissing: true };
        if (provider.Adapter is not { } adapter)
        {
            return new(provider, null, null, null, null, mayBeMissing);
        }

        var path = $"{ConfigureFromConfiguration.SectionOf(table)}:Providers:{provider.Name}";
        ProviderAuth auth = own?.Auth ?? provider.Auth;
        var key = NotBlank(own?.ApiKey) ?? Variable(provider.ApiKeyVariable);
        string? problem = null;
        if (auth == ProviderAuth.ApiKey && key is null)
        {
            problem = $"provider '{provider.Name}' has no API key: set {path}:ApiKey{OrVariable(provider.ApiKeyVariable)}";
        }

        if (key is not null && key.Any(char.IsControl))
        {
            problem = $"provider '{provider.Name}' has an API key with a line break or another control character in it: set {path}:ApiKey{OrVariable(provider.ApiKeyVariable)} to the key alone";
        }

        object? token = null;
        if (auth == ProviderAuth.Token && (token = adapter.FindTokenProvider(services, provider.Name)) is null)
        {
            problem = $"provider '{provider.Name}' authenticates with tokens, and no AuthenticationTokenProvider is registered: add one to the services";
        }

        var address = NotBlank(own?.Endpoint) ?? Variable(provider.EndpointVariable) ?? provider.Endpoint;
        Uri? endpoint = null;
        if (address is null)
        {
            endpoint = adapter.GetDefaultEndpoint(provider.Kind);
            problem ??= endpoint is null ? $"provider '{provider.Name}' has no endpoint: set {path}:Endpoint{OrVariable(provider.EndpointVariable)}" : null;
        }
        else if (!Uri.TryCreate(address, UriKind.Absolute, out endpoint) || endpoint.Scheme is not ("http" or "https") || endpoint.UserInfo.Length > 0)
        {
            // The address itself stays unsaid: a wrong one can hold a key.
            endpoint = null;
            problem = $"the endpoint of provider '{provider.Name}' is not an absolute http or https address without credentials: mend {path}:Endpoint{OrVariable(provider.EndpointVariable)}";
        }

        return new(provider, endpoint, auth == ProviderAuth.None ? null : key, token, problem, mayBeMissing);
    }

    /// <inheritdoc/>
    public override string ToString() => Provider.Name;

    private static string? Variable(string? name) => name is null ? null : NotBlank(Environment.GetEnvironmentVariable(name));

    private static string? NotBlank(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();

    private static string OrVariable(string? name) => name is null ? "" : $" or the environment variable {name}";
}
