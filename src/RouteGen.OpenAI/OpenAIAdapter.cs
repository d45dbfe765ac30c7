using System.ClientModel;
using System.ClientModel.Primitives;
using System.ComponentModel;
using Microsoft.Extensions.AI;
using OpenAI;
using OpenAI.Chat;
using OpenAI.Embeddings;
using RouteGen.Definitions;
using RouteGen.Hosting;
using RouteGen.OpenAI.Replies;
using RouteGen.OpenAI.Requests;
using RouteGen.Wire;

namespace RouteGen.OpenAI;

/// <summary>
/// Serves every kind over chat completions and embeddings (docs/providers.md lists them), on the official OpenAI SDK. The SDK neither
/// repeats nor times out: the route does both.
/// </summary>
/// <remarks>
/// Responses are <see cref="OpenAIResponsesAdapter"/>'s, which only tables that use them name: the trimmer leaves a
/// third of a small application out without it.
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
    public Uri? GetDefaultEndpoint(string kind) => DefaultEndpoints.Find(kind);

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">
    /// The connection has no endpoint, or a token provider of a type that the SDK does not take.
    /// </exception>
    /// <exception cref="NotSupportedException">The target speaks responses.</exception>
    public IChatClient CreateChatClient(ProviderConnection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        var target = connection.Target;
        var (address, authentication) = OpenAIConnection.AccessOf(connection);
        if ((target.Api ?? target.Provider.Api) == ProviderApi.Responses)
        {
            throw new NotSupportedException($"Target '{target.Name}' speaks responses, which {nameof(OpenAIResponsesAdapter)} serves; " +
                $"build again, so that the generated code names it.");
        }

#pragma warning disable OPENAI001 // Any other constructor insists on a key, which a server of one's own may not want.
        var options = OpenAIConnection.Configure(new OpenAIClientOptions { Endpoint = address }, connection, alwaysStatesErrors: false);
        options.AddPolicy(new FinishWordsPolicy(), PipelinePosition.PerTry);
        var client = new ChatClient(target.Deployment, authentication, options);
#pragma warning restore OPENAI001
        return new ChatCompletionsClient(client.AsIChatClient(), new RequestExtras(target), new(target));
    }

    /// <inheritdoc/>
    public bool SupportsEmbeddings(string kind) => kind is "openai" or OpenAIConnection.Azure or "gemini" or "openai-compatible"
        or "openrouter" or "mistral" or "together" or "fireworks" or "lm-studio" or "vllm" or "llama-cpp" or "sglang";

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">
    /// The connection has no endpoint, or a token provider of a type that the SDK does not take.
    /// </exception>
    public IEmbeddingGenerator<string, Embedding<float>> CreateEmbeddingGenerator(ProviderConnection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        var target = connection.Target;
        if (!SupportsEmbeddings(target.Provider.Kind))
        {
            throw new NotSupportedException($"RouteGen does not support embeddings from providers of kind '{target.Provider.Kind}'.");
        }

        var (address, authentication) = OpenAIConnection.AccessOf(connection);
#pragma warning disable OPENAI001 // Any other constructor insists on a key, which a server of one's own may not want.
        var client = new EmbeddingClient(
            target.Deployment,
            authentication,
            OpenAIConnection.Configure(new OpenAIClientOptions { Endpoint = address }, connection, alwaysStatesErrors: false));
#pragma warning restore OPENAI001
        return new EmbeddingsGenerator(client, new RequestExtras(target));
    }

    /// <inheritdoc/>
    public object? FindTokenProvider(IServiceProvider services, string providerName) => ProviderTokens.Find(services, providerName);

    /// <inheritdoc/>
    // The SDK reads a reply as it is asked for its parts, so one that lacks them fails as if an argument of ours were wrong. A finish
    // reason that it does not know is OpenRouter's "error", midway through a stream.
    public Fault? Classify(Exception exception) => exception switch
    {
        ArgumentOutOfRangeException { ParamName: "value" } => Fault.StreamBroken,
        ArgumentOutOfRangeException or IndexOutOfRangeException or KeyNotFoundException => Fault.ServerError,
        ClientResultException { Status: >= 200 and < 300 } => Fault.ServerError,
        _ => null,
    };
}
