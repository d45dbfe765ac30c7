using System.ComponentModel;
using System.Net.Http.Headers;
using Microsoft.Extensions.AI;
using RouteGen.Definitions;
using RouteGen.Dialects.Json;
using RouteGen.Dialects.Ollama;
using RouteGen.Dialects.Wire;
using RouteGen.Hosting;

namespace RouteGen.Ollama;

/// <summary>
/// Serves the kind <c>ollama</c> by Ollama's own chat and embedding APIs. Without an endpoint it asks the Ollama of this machine. No key
/// is needed; one that is configured is sent, as hosted servers and proxies ask for.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class OllamaAdapter : IProviderAdapter
{
    private OllamaAdapter()
    {
    }

    /// <summary>The adapter.</summary>
    public static OllamaAdapter Instance { get; } = new();

    /// <inheritdoc/>
    public Uri? GetDefaultEndpoint(string kind) => kind == "ollama" ? new("http://127.0.0.1:11434") : null;

    /// <inheritdoc/>
    public string? GetEndpointVariable(string kind) => kind == "ollama" ? "OLLAMA_HOST" : null;

    /// <inheritdoc/>
    public string ReadEndpointVariable(string kind, string value) => OllamaHost.Read(value);

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The connection has no endpoint, or tokens that cannot be used.</exception>
    public IChatClient CreateChatClient(ProviderConnection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return new OllamaClient(Connect(connection));
    }

    /// <inheritdoc/>
    public bool SupportsEmbeddings(string kind) => kind == "ollama";

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The connection has no endpoint, or tokens that cannot be used.</exception>
    public IEmbeddingGenerator<string, Embedding<float>> CreateEmbeddingGenerator(ProviderConnection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return new OllamaEmbeddingGenerator(Connect(connection));
    }

    /// <inheritdoc/>
    public object? FindTokenProvider(IServiceProvider services, string providerName) => ProviderTokens.Find(services, providerName);

    /// <inheritdoc/>
    public Fault? Classify(Exception exception) => exception is InvalidReplyException ? Fault.ServerError : null;

    private DialectConnection Connect(ProviderConnection connection)
    {
        var (target, provider) = (connection.Target, connection.Target.Provider);
        var endpoint = connection.Endpoint ?? GetDefaultEndpoint(provider.Kind)
            ?? throw new InvalidOperationException($"Provider '{provider.Name}' of kind '{provider.Kind}' has no endpoint.");
        var tokens = connection.TokenProvider is { } given
            ? ProviderTokens.Create(given, provider.TokenScope, provider.Name, endpoint)
            : null;
        return new()
        {
            HttpClient = connection.HttpClient,
            Endpoint = endpoint,
            Model = target.Deployment,
            Provider = "ollama",
            Authenticate = Credentials(connection.ApiKey, tokens),
        };
    }

    private static Func<HttpRequestMessage, CancellationToken, ValueTask>? Credentials(string? key, ProviderTokens? tokens)
    {
        if (tokens is not null)
        {
            return async (request, cancellationToken) => request.Headers.Authorization =
                new AuthenticationHeaderValue("Bearer", await tokens.GetAsync(cancellationToken).ConfigureAwait(false));
        }

        if (key is null)
        {
            return null;
        }

        var bearer = new AuthenticationHeaderValue("Bearer", key);
        return (request, _) =>
        {
            request.Headers.Authorization = bearer;
            return ValueTask.CompletedTask;
        };
    }
}
