using System.ComponentModel;
using Microsoft.Extensions.AI;

namespace RouteGen.Definitions;

/// <summary>Makes chat clients and embedding generators for the provider kinds of one SDK and reads that SDK's failures.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IProviderAdapter
{
    /// <summary>
    /// Makes a client for one target. The SDK's own retries must be off and
    /// <see cref="ProviderConnection.HttpClient"/> must carry every request.
    /// </summary>
    /// <exception cref="InvalidOperationException">
    /// The connection cannot be used; the message names the provider and the setting, never a secret.
    /// </exception>
    IChatClient CreateChatClient(ProviderConnection connection);

    /// <summary>Whether <see cref="CreateEmbeddingGenerator"/> makes generators for providers of a kind.</summary>
    bool SupportsEmbeddings(string kind) => false;

    /// <summary>
    /// Makes a generator of embeddings for one target, under the same conditions as a chat client. The
    /// options of each request say model and length.
    /// </summary>
    /// <exception cref="InvalidOperationException">
    /// The connection cannot be used; the message names the provider and the setting, never a secret.
    /// </exception>
    /// <exception cref="NotSupportedException">Providers of this kind make no embeddings here.</exception>
    IEmbeddingGenerator<string, Embedding<float>> CreateEmbeddingGenerator(ProviderConnection connection) =>
        throw new NotSupportedException("This adapter makes no embeddings.");

    /// <summary>The kind's own base address, used where neither table nor configuration states one; null when the kind has none.</summary>
    Uri? GetDefaultEndpoint(string kind);

    /// <summary>
    /// The environment variable in which the kind's own tools look for a base address, such as <c>OPENAI_BASE_URL</c>; null when there is
    /// none. It counts where neither table nor configuration states an address, and comes before the kind's own.
    /// </summary>
    string? GetEndpointVariable(string kind) => null;

    /// <summary>
    /// The base address that a value of <see cref="GetEndpointVariable"/> means, where the kind's tools write it otherwise.
    /// </summary>
    string ReadEndpointVariable(string kind, string value) => value;

    /// <summary>
    /// Finds the application's provider of tokens for a provider whose <c>auth</c> is <c>token</c>; null when
    /// none is registered or the SDK takes none.
    /// </summary>
    object? FindTokenProvider(IServiceProvider services, string providerName) => null;

    /// <summary>
    /// Reads a failure of the SDK where the HTTP exchange alone does not tell: null leaves the classification to status, error envelope and
    /// the well-known exceptions of .NET, which is right for most.
    /// </summary>
    Fault? Classify(Exception exception);
}

/// <summary>All that an adapter needs to reach one target.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ProviderConnection
{
    /// <summary>The target: its deployment is the model name to send.</summary>
    public required TargetDefinition Target { get; init; }

    /// <summary>The base address in force.</summary>
    public required Uri? Endpoint { get; init; }

    /// <summary>The key; null where none is configured or a token is used. Never write it anywhere.</summary>
    public required string? ApiKey { get; init; }

    /// <summary>What <see cref="IProviderAdapter.FindTokenProvider"/> found, where the provider's <c>auth</c> is <c>token</c>.</summary>
    public required object? TokenProvider { get; init; }

    /// <summary>
    /// The named HTTP client: no timeout of its own, no inherited resilience handler, and the observer of wire facts in its pipeline.
    /// </summary>
    public required HttpClient HttpClient { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Target.Name} at {Target.Provider.Name}";
}
