using System.ClientModel;
using System.ClientModel.Primitives;
using Microsoft.Extensions.AI;
using OpenAI;
using OpenAI.Chat;
using OpenAI.Embeddings;
using OpenAI.Responses;
using RouteGen.Hosting;
using RouteGen.OpenAI.Requests;
using RouteGen.OpenAI.Tokens;
using RouteGen.Tokens;

namespace RouteGen.OpenAI;

/// <summary>
/// Serves the kinds <c>openai</c>, <c>azure-openai</c>, <c>gemini</c>, <c>openai-compatible</c> and <c>openrouter</c> by chat completions, and the first two
/// also by responses, and all but the last with embeddings, on the official OpenAI SDK. The SDK neither repeats nor times out: the route does both.
/// </summary>
public sealed class OpenAIAdapter : IProviderAdapter
{
    private const string Azure = "azure-openai";

    // learn.microsoft.com/azure/ai-foundry/openai/api-version-lifecycle: the v1 API takes tokens of this scope.
    private const string AzureTokenScope = "https://cognitiveservices.azure.com/.default";

    private OpenAIAdapter()
    {
    }

    /// <summary>The adapter.</summary>
    public static OpenAIAdapter Instance { get; } = new();

    /// <inheritdoc/>
    public Uri? GetDefaultEndpoint(string kind) => kind switch
    {
        "openai" => new("https://api.openai.com/v1"),
        "openrouter" => new("https://openrouter.ai/api/v1"),
        "gemini" => new("https://generativelanguage.googleapis.com/v1beta/openai"),
        _ => null,
    };

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The connection has no endpoint, or a token provider of a type that the SDK does not take.</exception>
    public IChatClient CreateChatClient(ProviderConnection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        var target = connection.Target;
        var (address, authentication) = Access(connection);
        var extras = new RequestExtras(target);
#pragma warning disable OPENAI001 // Responses are experimental, and any other constructor insists on a key, which a server of one's own may not want.
        if ((target.Api ?? target.Provider.Api) == ProviderApi.Responses)
        {
            var responses = new ResponsesClient(authentication, Configure(new ResponsesClientOptions { Endpoint = address }, connection, alwaysStatesErrors: true));
            return new ResponsesChatClient(responses.AsIChatClient(target.Deployment), new ResponsesRequest(target, extras));
        }

        var client = new ChatClient(target.Deployment, authentication, Configure(new OpenAIClientOptions { Endpoint = address }, connection, alwaysStatesErrors: false));
#pragma warning restore OPENAI001
        return new ChatCompletionsClient(client.AsIChatClient(), extras, new(target));
    }

    /// <inheritdoc/>
    public bool MakesEmbeddings(string kind) => kind is "openai" or Azure or "gemini" or "openai-compatible";

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The connection has no endpoint, or a token provider of a type that the SDK does not take.</exception>
    public IEmbeddingGenerator<string, Embedding<float>> CreateEmbeddingGenerator(ProviderConnection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        var target = connection.Target;
        if (!MakesEmbeddings(target.Provider.Kind))
        {
            throw new NotSupportedException($"RouteGen gets no embeddings from providers of kind '{target.Provider.Kind}'.");
        }

        var (address, authentication) = Access(connection);
#pragma warning disable OPENAI001 // Any other constructor insists on a key, which a server of one's own may not want.
        var client = new EmbeddingClient(target.Deployment, authentication, Configure(new OpenAIClientOptions { Endpoint = address }, connection, alwaysStatesErrors: false));
#pragma warning restore OPENAI001
        return client.AsIEmbeddingGenerator();
    }

    /// <inheritdoc/>
    public object? FindTokenProvider(IServiceProvider services, string providerName) => TokenSource.Find(services, providerName);

    /// <inheritdoc/>
    // The SDK reads a reply as it is asked for its parts, so one that lacks them fails as if an argument of ours were wrong. A finish reason that it does
    // not know is OpenRouter's "error", midway through a stream.
    public Fault? Classify(Exception exception) => exception switch
    {
        ArgumentOutOfRangeException { ParamName: "value" } => Fault.StreamBroken,
        ArgumentOutOfRangeException or IndexOutOfRangeException or KeyNotFoundException => Fault.ServerError,
        ClientResultException { Status: >= 200 and < 300 } => Fault.ServerError,
        _ => null,
    };

    private static T Configure<T>(T options, ProviderConnection connection, bool alwaysStatesErrors)
        where T : ClientPipelineOptions
    {
        options.RetryPolicy = new ClientRetryPolicy(maxRetries: 0);
        options.NetworkTimeout = Timeout.InfiniteTimeSpan;
        options.Transport = new HttpClientPipelineTransport(connection.HttpClient);
        if (connection.Target.RequestHeaders is { Count: > 0 } headers)
        {
            options.AddPolicy(new HeadersPolicy(headers), PipelinePosition.PerCall);
        }

        if (alwaysStatesErrors || connection.Target.Provider.Kind != "openai")
        {
            options.AddPolicy(new ErrorInReplyPolicy(), PipelinePosition.PerTry);
        }

        return options;
    }

    private (Uri Address, AuthenticationPolicy Authentication) Access(ProviderConnection connection)
    {
        var provider = connection.Target.Provider;
        var endpoint = connection.Endpoint ?? GetDefaultEndpoint(provider.Kind)
            ?? throw new InvalidOperationException($"Provider '{provider.Name}' of kind '{provider.Kind}' has no endpoint.");
        return (provider.Kind == Azure ? AzureEndpoint.Of(endpoint) : endpoint, Authentication(connection, endpoint));
    }

    private static AuthenticationPolicy Authentication(ProviderConnection connection, Uri endpoint)
    {
        var provider = connection.Target.Provider;
        return connection switch
        {
            { TokenProvider: { } tokens } => new TokenPolicy(TokenSource.Create(
                tokens, provider.TokenScope ?? (provider.Kind == Azure ? AzureTokenScope : null), provider.Name, endpoint)),
            { ApiKey: { } key } when provider.Kind == Azure => ApiKeyAuthenticationPolicy.CreateHeaderApiKeyPolicy(new ApiKeyCredential(key), "api-key"),
            { ApiKey: { } key } => ApiKeyAuthenticationPolicy.CreateBearerAuthorizationPolicy(new ApiKeyCredential(key)),
            _ => new AnonymousPolicy(),
        };
    }
}
