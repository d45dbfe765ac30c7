using RouteGen.Definitions;

namespace RouteGen.Gateway.Fallbacks;

/// <summary>The target of a route that code can ask without any gateway, and how.</summary>
/// <param name="Name">The target's name in the table.</param>
/// <param name="Provider">The provider's name in the table.</param>
/// <param name="Model">The model's name at the provider.</param>
/// <param name="Address">Where the provider is asked in its dialect.</param>
/// <param name="GatewayPath">The gateway's path in the same dialect.</param>
/// <param name="KeyVariable">The environment variable that holds the key; null where none is needed.</param>
/// <param name="KeyHeader">The header that carries the key.</param>
/// <param name="KeyScheme">What stands before the key in it.</param>
/// <param name="Version">The value of <c>anthropic-version</c>; null where the provider has no such header.</param>
internal sealed record DirectTarget(
    string Name,
    string Provider,
    string Model,
    string Address,
    string GatewayPath,
    string? KeyVariable,
    string KeyHeader,
    string KeyScheme,
    string? Version)
{
    /// <summary>
    /// The first target of the chain that is a provider's own and speaks a dialect that the gateway serves; null where none does.
    /// </summary>
    public static DirectTarget? Find(RouteDefinition route)
    {
        for (var i = 0; i < route.Chain.Count; i++)
        {
            if (From(route.Chain[i].Target, route.Type) is { } direct)
            {
                return direct;
            }
        }

        return null;
    }

    private static DirectTarget? From(TargetDefinition target, RouteType type)
    {
        var provider = target.Provider;
        if (provider.IsGateway || provider.Adapter is null || provider.Auth == ProviderAuth.Token || provider.ConnectionName is not null
            || (provider.Endpoint ?? provider.Adapter.GetDefaultEndpoint(provider.Kind)?.AbsoluteUri) is not { } address
            || !(address.StartsWith("http://", StringComparison.Ordinal) || address.StartsWith("https://", StringComparison.Ordinal)))
        {
            return null;
        }

        // Azure's address is each customer's own, and Ollama speaks a dialect that the gateway does not serve.
        return provider.Kind switch
        {
            "anthropic" when type == RouteType.Chat => Make("/v1/messages", "/v1/messages", "x-api-key", "", "2023-06-01"),
            "anthropic" or "ollama" or "azure-openai" or "openrouter" => null,
            _ when type == RouteType.Embedding => Make("/embeddings", "/v1/embeddings", "Authorization", "Bearer ", null),
            _ when provider.Api == ProviderApi.Responses => Make("/responses", "/v1/responses", "Authorization", "Bearer ", null),
            _ => Make("/chat/completions", "/v1/chat/completions", "Authorization", "Bearer ", null),
        };

        DirectTarget Make(string path, string gatewayPath, string header, string scheme, string? version) => new(
            target.Name,
            provider.Name,
            target.Deployment,
            address.TrimEnd('/') + path,
            gatewayPath,
            provider.ApiKeyVariable,
            header,
            scheme,
            version);
    }
}
