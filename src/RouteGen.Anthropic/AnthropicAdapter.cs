using System.ComponentModel;
using System.Net.Http.Headers;
using Microsoft.Extensions.AI;
using RouteGen.Definitions;
using RouteGen.Dialects.Json;
using RouteGen.Dialects.Messages;
using RouteGen.Dialects.Wire;
using RouteGen.Hosting;

namespace RouteGen.Anthropic;

/// <summary>
/// Serves the kind <c>anthropic</c> by the Messages API, which RouteGen speaks itself: no SDK is needed, and nothing below the route
/// repeats a request or times it out.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class AnthropicAdapter : IProviderAdapter
{
    private AnthropicAdapter()
    {
    }

    /// <summary>The adapter.</summary>
    public static AnthropicAdapter Instance { get; } = new();

    /// <inheritdoc/>
    public Uri? GetDefaultEndpoint(string kind) => kind == "anthropic" ? new("https://api.anthropic.com") : null;

    /// <inheritdoc/>
    public string? GetEndpointVariable(string kind) => kind == "anthropic" ? "ANTHROPIC_BASE_URL" : null;

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The connection has no endpoint, or tokens that cannot be used.</exception>
    public IChatClient CreateChatClient(ProviderConnection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        var provider = connection.Target.Provider;
        var endpoint = connection.Endpoint ?? GetDefaultEndpoint(provider.Kind)
            ?? throw new InvalidOperationException($"Provider '{provider.Name}' of kind '{provider.Kind}' has no endpoint.");
        var tokens = connection.TokenProvider is { } given
            ? ProviderTokens.Create(given, provider.TokenScope, provider.Name, endpoint)
            : null;
        return new MessagesClient(
            new()
            {
                HttpClient = connection.HttpClient,
                Endpoint = endpoint,
                Model = connection.Target.Deployment,
                Provider = "anthropic",
                Authenticate = tokens is not null ? WithToken(tokens) : connection.ApiKey is { Length: > 0 } key ? WithKey(key) : null,
            },
            connection.Target.Model.MaxOutput);
    }

    /// <inheritdoc/>
    public object? FindTokenProvider(IServiceProvider services, string providerName) => ProviderTokens.Find(services, providerName);

    /// <inheritdoc/>
    public Fault? Classify(Exception exception) => exception is InvalidReplyException ? Fault.ServerError : null;

    private static Func<HttpRequestMessage, CancellationToken, ValueTask> WithToken(ProviderTokens tokens) =>
        async (request, cancellation) => request.Headers.Authorization = new AuthenticationHeaderValue(
            "Bearer", await tokens.GetAsync(cancellation).ConfigureAwait(false));

    private static Func<HttpRequestMessage, CancellationToken, ValueTask> WithKey(string key) => (request, _) =>
    {
        request.Headers.TryAddWithoutValidation("x-api-key", key);
        return default;
    };
}
