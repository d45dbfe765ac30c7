using System.ComponentModel;
using Microsoft.Extensions.AI;
using OllamaSharp.Models.Exceptions;
using RouteGen.Definitions;
using RouteGen.Hosting;

namespace RouteGen.Ollama;

/// <summary>
/// Serves the kind <c>ollama</c> by Ollama's own chat and embedding APIs, on OllamaSharp, which repeats nothing. Without an endpoint it
/// asks the Ollama of this machine. No key is needed; one that is configured is sent, as hosted servers and proxies ask for.
/// </summary>
/// <remarks>Not for applications that are compiled natively: the SDK writes its requests by reflection.</remarks>
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
    /// <exception cref="InvalidOperationException">The connection has no endpoint, or tokens that cannot be used.</exception>
    public IChatClient CreateChatClient(ProviderConnection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return new OllamaChatClient(Connect(connection), connection.Target.Deployment);
    }

    /// <inheritdoc/>
    public bool SupportsEmbeddings(string kind) => kind == "ollama";

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The connection has no endpoint, or tokens that cannot be used.</exception>
    public IEmbeddingGenerator<string, Embedding<float>> CreateEmbeddingGenerator(ProviderConnection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return Connect(connection);
    }

    /// <inheritdoc/>
    public object? FindTokenProvider(IServiceProvider services, string providerName) => ProviderTokens.Find(services, providerName);

    /// <inheritdoc/>
    // What the SDK calls an invalid operation is a whole reply that never says it is done. Its own exceptions are
    // asked about only where the status was good.
    public Fault? Classify(Exception exception) => exception switch
    {
        OllamaException or InvalidOperationException => Fault.ServerError,
        _ => null,
    };

    private OllamaConnection Connect(ProviderConnection connection)
    {
        var (target, provider) = (connection.Target, connection.Target.Provider);
        var endpoint = connection.Endpoint ?? GetDefaultEndpoint(provider.Kind)
            ?? throw new InvalidOperationException($"Provider '{provider.Name}' of kind '{provider.Kind}' has no endpoint.");
        var tokens = connection.TokenProvider is { } given
            ? ProviderTokens.Create(given, provider.TokenScope, provider.Name, endpoint)
            : null;

        // The SDK's paths are relative: without its last slash an address would lose its last segment.
        var address = new Uri(endpoint.AbsoluteUri.TrimEnd('/') + "/");
        if (connection.HttpClient.BaseAddress != address)
        {
            connection.HttpClient.BaseAddress = address;
        }

        return new OllamaConnection(connection.HttpClient, target.Deployment, connection.ApiKey, tokens);
    }
}
