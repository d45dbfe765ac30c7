using System.ComponentModel;
using Microsoft.Extensions.AI;
using RouteGen.Definitions;
using RouteGen.Dialects.ChatCompletions;
using RouteGen.Dialects.Embeddings;
using RouteGen.Dialects.Json;
using RouteGen.Dialects.Vendors;
using RouteGen.Hosting;

namespace RouteGen.OpenAI;

/// <summary>
/// Serves every kind over chat completions and embeddings (docs/providers.md lists them). No vendor's SDK stands below; the clients
/// neither repeat nor time out: the route does both.
/// </summary>
/// <remarks>
/// Responses are <see cref="OpenAIResponsesAdapter"/>'s, which only tables that use them name: the trimmer leaves them out without it.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class OpenAIAdapter : IProviderAdapter
{
    private OpenAIAdapter()
    {
    }

    /// <summary>The adapter.</summary>
    public static OpenAIAdapter Instance { get; } = new();

    /// <inheritdoc/>
    public Uri? GetDefaultEndpoint(string kind) => ChatVendors.Find(kind)?.Endpoint;

    /// <inheritdoc/>
    public string? GetEndpointVariable(string kind) => ChatVendors.Find(kind)?.EndpointVariable;

    /// <inheritdoc/>
    public string ReadEndpointVariable(string kind, string value) => CustomaryEndpoint.Read(kind, value, GetDefaultEndpoint(kind));

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">
    /// The connection has no endpoint, or what was registered as provider of tokens is none.
    /// </exception>
    /// <exception cref="NotSupportedException">The target speaks responses.</exception>
    public IChatClient CreateChatClient(ProviderConnection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        var target = connection.Target;
        var reached = OpenAIConnection.Connect(connection);
        if ((target.Api ?? target.Provider.Api) == ProviderApi.Responses)
        {
            throw new NotSupportedException($"Target '{target.Name}' speaks responses, which {nameof(OpenAIResponsesAdapter)} serves; " +
                $"build again, so that the generated code names it.");
        }

        return new ChatCompletionsClient(reached, VendorOf(target));
    }

    /// <inheritdoc/>
    public bool SupportsEmbeddings(string kind) => ChatVendors.Find(kind)?.MakesEmbeddings is true;

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">
    /// The connection has no endpoint, or what was registered as provider of tokens is none.
    /// </exception>
    public IEmbeddingGenerator<string, Embedding<float>> CreateEmbeddingGenerator(ProviderConnection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        var target = connection.Target;
        return SupportsEmbeddings(target.Provider.Kind)
            ? new EmbeddingsClient(OpenAIConnection.Connect(connection), VendorOf(target))
            : throw new NotSupportedException($"RouteGen does not support embeddings from providers of kind '{target.Provider.Kind}'.");
    }

    /// <inheritdoc/>
    public object? FindTokenProvider(IServiceProvider services, string providerName) => ProviderTokens.Find(services, providerName);

    /// <inheritdoc/>
    public Fault? Classify(Exception exception) => exception is InvalidReplyException ? Fault.ServerError : null;

    // A kind that is not known here speaks the protocol, as far as anybody knows.
    private static ChatVendor VendorOf(TargetDefinition target) =>
        ChatVendors.Find(target.Provider.Kind) ?? ChatVendors.Find("openai-compatible")!;
}
