using RouteGen.Definitions;
using RouteGen.Dialects.Vendors;
using RouteGen.Dialects.Wire;
using RouteGen.Hosting;

namespace RouteGen.OpenAI;

/// <summary>What every client of these kinds is given: address, credentials, and the table's own headers and members.</summary>
internal static class OpenAIConnection
{
    private const string Azure = "azure-openai";

    // learn.microsoft.com/azure/ai-foundry/openai/api-version-lifecycle: the v1 API takes tokens of this scope.
    private const string AzureTokenScope = "https://cognitiveservices.azure.com/.default";

    /// <summary>What a dialect's client needs to reach the target: address, credentials, headers and members of the table's own.</summary>
    /// <exception cref="InvalidOperationException">
    /// The connection has no endpoint, or what was registered as provider of tokens is none.
    /// </exception>
    public static DialectConnection Connect(ProviderConnection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        var target = connection.Target;
        var provider = target.Provider;
        var endpoint = connection.Endpoint ?? OpenAIAdapter.Instance.GetDefaultEndpoint(provider.Kind)
            ?? throw new InvalidOperationException($"Provider '{provider.Name}' of kind '{provider.Kind}' has no endpoint.");
        return new()
        {
            HttpClient = connection.HttpClient,
            Endpoint = provider.Kind == Azure ? AzureEndpoint.FromResource(endpoint) : endpoint,
            Model = target.Deployment,
            Provider = provider.Kind,
            Authenticate = Credentials(connection, endpoint),
            Headers = target.RequestHeaders is { Count: > 0 } headers ? headers : null,
            BodyMembers = target.RequestBody,
        };
    }

    /// <summary>Adds a token or the key; null where there is neither: some servers refuse a request that carries an unknown one.</summary>
    private static Func<HttpRequestMessage, CancellationToken, ValueTask>? Credentials(ProviderConnection connection, Uri endpoint)
    {
        var provider = connection.Target.Provider;
        if (connection.TokenProvider is { } found)
        {
            var tokens = ProviderTokens.Create(
                found, provider.TokenScope ?? (provider.Kind == Azure ? AzureTokenScope : null), provider.Name, endpoint);
            return async (request, cancellationToken) =>
                SetBearer(request, await tokens.GetAsync(cancellationToken).ConfigureAwait(false));
        }

        if (connection.ApiKey is not { } key)
        {
            return null;
        }

        return ChatVendors.Find(provider.Kind)?.KeyHeader is { } header
            ? (request, _) =>
            {
                request.Headers.Remove(header);
                request.Headers.TryAddWithoutValidation(header, key);
                return default;
            }
        : (request, _) =>
        {
            SetBearer(request, key);
            return default;
        };
    }

    private static void SetBearer(HttpRequestMessage request, string token)
    {
        request.Headers.Remove("Authorization");
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + token);
    }
}
