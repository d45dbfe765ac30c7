using System.ComponentModel;
using Microsoft.Extensions.AI;
using RouteGen.Definitions;
using RouteGen.Routing;

namespace RouteGen;

/// <summary>
/// A route to chat models: an <see cref="IChatClient"/> that fails over along its chain. Safe for any number of callers at once.
/// Put it inside function invocation, not around it: a failover around it would replay tools.
/// </summary>
/// <typeparam name="TTarget">The generated enum of the targets that can serve the route: the index in the chain plus one.</typeparam>
public abstract class ChatRoute<TTarget> : TargetedRoute<TTarget>, IChatClient
    where TTarget : struct, Enum
{
    private readonly RouteClient<TTarget> _client;

    /// <summary>Called by generated code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected ChatRoute(RouteTableRuntime runtime, RouteDefinition definition)
        : base(runtime, definition)
    {
        if (definition.IsCallerScoped)
        {
            throw new InvalidOperationException($"Route '{definition.Name}' has a budget per user, agent, tenant or operation, so it has to be a ScopedRoute: the generated code is not from this version of RouteGen.");
        }

        _client = new RouteClient<TTarget>(this, RouteCaller.None, null);
    }

    /// <summary>The same route, with its calls attributed.</summary>
    /// <param name="user">The user, by an id that may stand in logs.</param>
    /// <param name="agent">The agent.</param>
    /// <param name="tenant">The customer.</param>
    /// <param name="operationId">Groups calls, such as those of a tool loop.</param>
    /// <param name="tags">Anything else to account by.</param>
    public RouteClient<TTarget> For(string? user = null, string? agent = null, string? tenant = null, string? operationId = null, IReadOnlyDictionary<string, string>? tags = null) =>
        new(this, new RouteCaller { User = user, Agent = agent, Tenant = tenant, OperationId = operationId, Tags = tags }, null);

    /// <summary>The same route, with its calls attributed and charged back. Called by the generated <c>For(…)</c> of tables that declare cost buckets.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected RouteClient<TTarget> ClientFor(RouteCaller caller, string? costBucket)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return new(this, caller, costBucket);
    }

    internal override IChatClient ClientOfCaller(RouteCaller caller) => new RouteClient<TTarget>(this, caller, null);

    /// <inheritdoc cref="RouteClient{TTarget}.GetResponseAsync(IEnumerable{ChatMessage}, ChatOptions?, CancellationToken)"/>
    public Task<RouteResponse<TTarget>> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        _client.GetResponseAsync(messages, options, cancellationToken);

    /// <inheritdoc cref="RouteClient{TTarget}.GetResponseAsync(IEnumerable{ChatMessage}, ChatOptions?, CancellationToken)"/>
    public Task<RouteResponse<TTarget>> GetResponseAsync(string message, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        _client.GetResponseAsync(message, options, cancellationToken);

    /// <inheritdoc cref="RouteClient{TTarget}.GetResponseAsync(IEnumerable{ChatMessage}, ChatOptions?, CancellationToken)"/>
    public Task<RouteResponse<TTarget>> GetResponseAsync(ChatMessage message, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        _client.GetResponseAsync(message, options, cancellationToken);

    /// <inheritdoc cref="RouteClient{TTarget}.GetStreamingResponseAsync(IEnumerable{ChatMessage}, ChatOptions?, CancellationToken)"/>
    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        _client.GetStreamingResponseAsync(messages, options, cancellationToken);

    /// <inheritdoc cref="RouteClient{TTarget}.GetStreamingResponseAsync(IEnumerable{ChatMessage}, ChatOptions?, CancellationToken)"/>
    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(string message, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        _client.GetStreamingResponseAsync(message, options, cancellationToken);

    Task<ChatResponse> IChatClient.GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options, CancellationToken cancellationToken) =>
        ((IChatClient)_client).GetResponseAsync(messages, options, cancellationToken);

    object? IChatClient.GetService(Type serviceType, object? serviceKey) =>
        serviceKey is null && serviceType?.IsInstanceOfType(this) is true ? this : ((IChatClient)_client).GetService(serviceType!, serviceKey);

    /// <summary>Does nothing: the route belongs to its container, and a consumer's <c>using</c> must not end it for others.</summary>
    void IDisposable.Dispose() => GC.SuppressFinalize(this);
}
