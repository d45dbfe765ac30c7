using System.ComponentModel;
using Microsoft.Extensions.AI;
using RouteGen.Definitions;
using RouteGen.Dialects.Responses;

namespace RouteGen.OpenAI;

/// <summary>
/// Serves providers of which a target speaks responses (<c>"api": "responses"</c>), and all else of theirs as <see cref="OpenAIAdapter"/>
/// does. Generated code names this adapter only where the table needs it, so that the trimmer leaves it out elsewhere.
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
    /// The connection has no endpoint, or what was registered as provider of tokens is none.
    /// </exception>
    public IChatClient CreateChatClient(ProviderConnection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        var target = connection.Target;
        if ((target.Api ?? target.Provider.Api) != ProviderApi.Responses)
        {
            return Others.CreateChatClient(connection);
        }

        var reasons = target.Features?.HasFlag(ModelFeatures.Reasoning) is true;
        return new ResponsesChatClient(OpenAIConnection.Connect(connection), reasons);
    }

    /// <inheritdoc/>
    // Perplexity has its Responses API under a path of its own (docs.perplexity.ai/docs/agent-api/openai-compatibility).
    public Uri? GetDefaultEndpoint(string kind) =>
        kind == "perplexity" ? new("https://api.perplexity.ai/v1") : Others.GetDefaultEndpoint(kind);

    /// <inheritdoc/>
    public string? GetEndpointVariable(string kind) => Others.GetEndpointVariable(kind);

    /// <inheritdoc/>
    public string ReadEndpointVariable(string kind, string value) => CustomaryEndpoint.Read(kind, value, GetDefaultEndpoint(kind));

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
