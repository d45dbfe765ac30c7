using System.ComponentModel;
using Anthropic;
using Anthropic.Exceptions;
using Microsoft.Extensions.AI;
using RouteGen.Definitions;
using RouteGen.Hosting;

namespace RouteGen.Anthropic;

/// <summary>
/// Serves the kind <c>anthropic</c> by messages, on the official Anthropic SDK. The SDK neither repeats nor times out: the route does both.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class AnthropicAdapter : IProviderAdapter
{
    // Only for a model whose output bound the table leaves open; the runtime states one for every request where anything bounds it.
    private const int MaxOutputOfUnknownModel = 4096;

    private AnthropicAdapter()
    {
    }

    /// <summary>The adapter.</summary>
    public static AnthropicAdapter Instance { get; } = new();

    /// <inheritdoc/>
    public Uri? GetDefaultEndpoint(string kind) => kind == "anthropic" ? new("https://api.anthropic.com") : null;

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
        var client = new AnthropicClient
        {
            // Stated even where null: the SDK otherwise reads keys from its own environment variables and files, past the table.
            ApiKey = tokens is null ? connection.ApiKey : null,
            AuthToken = null,
            BaseUrl = endpoint.AbsoluteUri.TrimEnd('/'),
            MaxRetries = 0,
            Timeout = Timeout.InfiniteTimeSpan,
            HttpClient = connection.HttpClient,
            Handlers = tokens is null ? [] : [new TokenHandler(tokens)],
        };
        var (deployment, maxTokens) = (connection.Target.Deployment, connection.Target.Model.MaxOutput ?? MaxOutputOfUnknownModel);
        return new MessagesClient(client.AsIChatClient(deployment, maxTokens), new MessageRequest(deployment, maxTokens));
    }

    /// <inheritdoc/>
    public object? FindTokenProvider(IServiceProvider services, string providerName) => ProviderTokens.Find(services, providerName);

    /// <inheritdoc/>
    public Fault? Classify(Exception exception) => exception switch
    {
        AnthropicSseException error => StreamErrors.FaultOf(error),
        AnthropicInvalidDataException or KeyNotFoundException => Fault.ServerError,
        AnthropicIOException => Fault.ConnectionFailed,
        _ => null,
    };
}
