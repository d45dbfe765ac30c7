using Microsoft.Extensions.AI;
using RouteGen.Definitions;
using RouteGen.Routing;

namespace RouteGen;

/// <summary>
/// A route to embedding models: an <see cref="IEmbeddingGenerator{TInput, TEmbedding}"/> that fails over along its chain, whose targets all give vectors of one
/// model and length. Safe for any number of callers at once.
/// </summary>
/// <typeparam name="TTarget">The generated enum of the targets that can serve the route: the index in the chain plus one.</typeparam>
public abstract class EmbeddingRoute<TTarget> : TargetedEmbeddingRoute<TTarget>, IEmbeddingGenerator<string, Embedding<float>>
    where TTarget : struct, Enum
{
    private readonly EmbeddingRouteClient<TTarget> _client;

    /// <summary>Called by generated code.</summary>
    protected EmbeddingRoute(RouteTableRuntime runtime, RouteDefinition definition)
        : base(runtime, definition)
    {
        if (definition.IsCallerScoped)
        {
            throw new InvalidOperationException($"Route '{definition.Name}' has a budget per user, agent, tenant or operation, so it has to be a ScopedEmbeddingRoute: the generated code is not from this version of RouteGen.");
        }

        _client = new EmbeddingRouteClient<TTarget>(this, RouteCaller.None, null);
    }

    /// <summary>The same route, with its calls attributed.</summary>
    /// <param name="user">The user, by an id that may stand in logs.</param>
    /// <param name="agent">The agent.</param>
    /// <param name="tenant">The customer.</param>
    /// <param name="operationId">Groups calls, such as those of a tool loop.</param>
    /// <param name="tags">Anything else to account by.</param>
    public EmbeddingRouteClient<TTarget> For(string? user = null, string? agent = null, string? tenant = null, string? operationId = null, IReadOnlyDictionary<string, string>? tags = null) =>
        new(this, new RouteCaller { User = user, Agent = agent, Tenant = tenant, OperationId = operationId, Tags = tags }, null);

    /// <summary>The same route, with its calls attributed and charged back. Called by the generated <c>For(…)</c> of tables that declare cost buckets.</summary>
    protected EmbeddingRouteClient<TTarget> ClientFor(RouteCaller caller, string? costBucket)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return new(this, caller, costBucket);
    }

    internal override IEmbeddingGenerator<string, Embedding<float>> GeneratorOfCaller(RouteCaller caller) => new EmbeddingRouteClient<TTarget>(this, caller, null);

    /// <inheritdoc cref="EmbeddingRouteClient{TTarget}.GenerateAsync"/>
    public Task<RouteEmbeddings<TTarget>> GenerateAsync(IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default) =>
        _client.GenerateAsync(values, options, cancellationToken);

    Task<GeneratedEmbeddings<Embedding<float>>> IEmbeddingGenerator<string, Embedding<float>>.GenerateAsync(IEnumerable<string> values, EmbeddingGenerationOptions? options, CancellationToken cancellationToken) =>
        ((IEmbeddingGenerator<string, Embedding<float>>)_client).GenerateAsync(values, options, cancellationToken);

    object? IEmbeddingGenerator.GetService(Type serviceType, object? serviceKey) =>
        serviceKey is null && serviceType?.IsInstanceOfType(this) is true ? this : ((IEmbeddingGenerator)_client).GetService(serviceType!, serviceKey);

    /// <summary>Does nothing: the route belongs to its container, and a consumer's <c>using</c> must not end it for others.</summary>
    void IDisposable.Dispose() => GC.SuppressFinalize(this);
}
