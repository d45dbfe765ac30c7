using System.ClientModel;
using System.ClientModel.Primitives;
using Microsoft.Extensions.AI;
using OpenAI;
using OpenAI.Chat;
using RouteGen.Hosting;
using RouteGen.OpenAI.Tokens;
using RouteGen.Tokens;

namespace RouteGen.OpenAI;

/// <summary>
/// Serves the kinds <c>openai</c>, <c>openai-compatible</c> and <c>openrouter</c> by chat completions, on the official OpenAI SDK. The SDK neither repeats
/// nor times out: the route does both.
/// </summary>
public sealed class OpenAIAdapter : IProviderAdapter
{
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
        _ => null,
    };

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The connection has no endpoint, or a token provider of a type that the SDK does not take.</exception>
    public IChatClient CreateChatClient(ProviderConnection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        var provider = connection.Target.Provider;
        var endpoint = connection.Endpoint ?? GetDefaultEndpoint(provider.Kind)
            ?? throw new InvalidOperationException($"Provider '{provider.Name}' of kind '{provider.Kind}' has no endpoint.");
        var options = new OpenAIClientOptions
        {
            Endpoint = endpoint,
            RetryPolicy = new ClientRetryPolicy(maxRetries: 0),
            NetworkTimeout = Timeout.InfiniteTimeSpan,
            Transport = new HttpClientPipelineTransport(connection.HttpClient),
        };
        if (provider.Kind != "openai")
        {
            options.AddPolicy(new ErrorInReplyPolicy(), PipelinePosition.PerTry);
        }

#pragma warning disable OPENAI001 // Any other constructor insists on a key, which a server of one's own may not want.
        var client = new ChatClient(connection.Target.Deployment, Authentication(connection, endpoint), options);
#pragma warning restore OPENAI001
        return new ChatCompletionsClient(client.AsIChatClient());
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

    private static AuthenticationPolicy Authentication(ProviderConnection connection, Uri endpoint)
    {
        var provider = connection.Target.Provider;
        return connection switch
        {
            { TokenProvider: { } tokens } => new TokenPolicy(TokenSource.Create(tokens, provider.TokenScope, provider.Name, endpoint)),
            { ApiKey: { } key } => ApiKeyAuthenticationPolicy.CreateBearerAuthorizationPolicy(new ApiKeyCredential(key)),
            _ => new AnonymousPolicy(),
        };
    }
}
