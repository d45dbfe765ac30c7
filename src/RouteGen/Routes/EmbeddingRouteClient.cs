using Microsoft.Extensions.AI;
using RouteGen.Calls;
using RouteGen.Carriers;
using RouteGen.Routes;

namespace RouteGen;

/// <summary>An embedding route on behalf of a caller, made by <c>For(…)</c>.</summary>
/// <typeparam name="TTarget">The generated enum of the targets that can serve the route.</typeparam>
public sealed class EmbeddingRouteClient<TTarget> : IEmbeddingGenerator<string, Embedding<float>>
    where TTarget : struct, Enum
{
    private readonly TargetedEmbeddingRoute<TTarget> _route;
    private readonly RouteCaller? _caller;
    private readonly string? _costBucket;

    internal EmbeddingRouteClient(TargetedEmbeddingRoute<TTarget> route, RouteCaller? caller, string? costBucket)
    {
        _route = route;
        _caller = caller;
        _costBucket = costBucket;
    }

    /// <summary>
    /// Asks the chain for a vector of each text, in one request. A target that gives fewer or more vectors, or one of another length than
    /// the table or <paramref name="options"/> say, does not serve.
    /// </summary>
    /// <param name="values">The texts, at least one.</param>
    /// <param name="options">Options. <c>Dimensions</c> holds where the table asks for no length itself.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentException">
    /// There is no text, one of them is null, or <paramref name="options"/> ask for another length than the table.
    /// </exception>
    /// <exception cref="RouteException">No target served; the exception has the record and reads like an incident report.</exception>
    /// <exception cref="OperationCanceledException">
    /// <paramref name="cancellationToken"/> was cancelled. A timeout is never reported so.
    /// </exception>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">
    /// On first use of the table: a key or an endpoint is missing.
    /// </exception>
    public async Task<RouteEmbeddings<TTarget>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        var call = new RouteCall(_route.Planned, Caller, Carrier(values, options), cancellationToken, costBucket: _costBucket);
        var attempt = await ChainRunner.RunAsync(call).ConfigureAwait(false);
        var record = call.End(RouteOutcome.Served, Fault.None, attempt.Entry);
        return new RouteEmbeddings<TTarget>(
            ((VectorDelivery)attempt.Delivery).Reply!, record, TargetedRoute<TTarget>.TargetAt(attempt.Entry.Index));
    }

    async Task<GeneratedEmbeddings<Embedding<float>>> IEmbeddingGenerator<string, Embedding<float>>.GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options, CancellationToken cancellationToken) =>
        (await GenerateAsync(values, options, cancellationToken).ConfigureAwait(false)).Embeddings;

    object? IEmbeddingGenerator.GetService(Type serviceType, object? serviceKey)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is not null ? null
            : serviceType.IsInstanceOfType(this) ? this
            : serviceType.IsInstanceOfType(_route) ? _route
            : serviceType == typeof(EmbeddingGeneratorMetadata)
            ? new EmbeddingGeneratorMetadata(ModelRoute.ProviderName, _route.VersionAddress, _route.ToString(), Length)
            : null;
    }

    /// <summary>Who calls; found at each call where the client is a container's.</summary>
    private RouteCaller Caller => _caller ?? RequiredCaller.Now(_route.Definition, _route.Runtime);

    /// <summary>Does nothing: the route belongs to its container.</summary>
    void IDisposable.Dispose()
    {
    }

    /// <summary>The length of the route's vectors, which is one for all targets; null when the table does not say.</summary>
    private int? Length => _route.LengthAskedAt(0) ?? _route.Definition.Chain[0].Target.Model.Dimensions;

    private VectorCarrier Carrier(IEnumerable<string> values, EmbeddingGenerationOptions? options)
    {
        ArgumentNullException.ThrowIfNull(values);

        // A chain may send them several times; a sequence that can be read only once must not be read by its first target alone.
        var inputs = values as IReadOnlyList<string> ?? values.ToList();
        if (inputs.Count == 0)
        {
            throw new ArgumentException("There is no text to embed.", nameof(values));
        }

        if (inputs.Contains(null!))
        {
            throw new ArgumentException("A text to embed is null.", nameof(values));
        }

        if (options?.Dimensions is { } asked && _route.LengthAskedAt(0) is { } length && asked != length)
        {
            throw new ArgumentException($"Route '{_route.Definition.Name}' gives vectors of {length} dimensions, so that all of them can " +
                $"be compared, but {asked} were requested.", nameof(options));
        }

        return new VectorCarrier(inputs, options);
    }
}
