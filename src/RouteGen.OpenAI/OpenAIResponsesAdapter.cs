using System.ComponentModel;
using Microsoft.Extensions.AI;
using OpenAI.Responses;
using RouteGen.Definitions;
using RouteGen.OpenAI.Requests;

namespace RouteGen.OpenAI;

/// <summary>
/// Serves providers of which a target speaks responses (<c>"api": "responses"</c>), and all else of theirs as <see cref="OpenAIAdapter"/>
/// does. The SDK's responses are several times the rest of it; generated code names this adapter only where the table needs it.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class OpenAIResponsesAdapter : IProviderAdapter
{
    private static readonly OpenAIAdapter Others = OpenAIAdapter.Instance;

    private OpenAIResponsesAdapter()
    {
    }

    /// <summary>The adapter.</summary>
    public static OpenAIResponsesAdapter Instance { get; } = new();

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">
    /// The connection has no endpoint, or a token provider of a type that the SDK does not take.
    /// </exception>
    public IChatClient CreateChatClient(ProviderConnection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        var target = connection.Target;
        if ((target.Api ?? target.Provider.Api) != ProviderApi.Responses)
        {
            return Others.CreateChatClient(connection);
        }

        var (address, authentication) = OpenAIConnection.AccessOf(connection);
        // Any other constructor insists on a key, which a server of one's own may not want.
#pragma warning disable OPENAI001 // Responses are experimental.
        var client = new ResponsesClient(
            authentication,
            OpenAIConnection.Configure(new ResponsesClientOptions { Endpoint = address }, connection, alwaysStatesErrors: true));
        return new ResponsesChatClient(client.AsIChatClient(target.Deployment), new ResponsesRequest(target, new RequestExtras(target)));
#pragma warning restore OPENAI001
    }

    /// <inheritdoc/>
    // Perplexity has its Responses API under a path of its own (docs.perplexity.ai/docs/agent-api/openai-compatibility).
    public Uri? GetDefaultEndpoint(string kind) =>
        kind == "perplexity" ? new("https://api.perplexity.ai/v1") : Others.GetDefaultEndpoint(kind);

    /// <inheritdoc/>
    public bool SupportsEmbeddings(string kind) => Others.SupportsEmbeddings(kind);

    /// <inheritdoc/>
    public IEmbeddingGenerator<string, Embedding<float>> CreateEmbeddingGenerator(ProviderConnection connection) =>
        Others.CreateEmbeddingGenerator(connection);

    /// <inheritdoc/>
    public object? FindTokenProvider(IServiceProvider services, string providerName) => Others.FindTokenProvider(services, providerName);

    /// <inheritdoc/>
    public Fault? Classify(Exception exception) => Others.Classify(exception);
}
