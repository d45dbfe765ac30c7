using System.ComponentModel;
using Microsoft.Extensions.AI;
using RouteGen.Definitions;
using RouteGen.Routes;
using RouteGen.Targets;

namespace RouteGen;

/// <summary>
/// A route to embedding models with a budget per user, agent, tenant, key or operation. It is not an embedding generator by itself, so that
/// no call can escape its budget: the generated <c>For(…)</c> asks for the caller and gives the generator.
/// </summary>
/// <typeparam name="TTarget">The generated enum of the targets that can serve the route: the index in the chain plus one.</typeparam>
public abstract class ScopedEmbeddingRoute<TTarget> : TargetedEmbeddingRoute<TTarget>
    where TTarget : struct, Enum
{
    /// <summary>Called by generated code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected ScopedEmbeddingRoute(RouteTableRuntime runtime, RouteDefinition definition)
        : base(runtime, definition)
    {
    }

    /// <summary>The route on behalf of a caller. Called by the generated <c>For(…)</c>.</summary>
    /// <param name="caller">The caller.</param>
    /// <param name="costBucket">The chargeback account; null for the route's own.</param>
    /// <exception cref="ArgumentException">The caller lacks what a budget of the route counts by.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected EmbeddingRouteClient<TTarget> CreateClient(RouteCaller caller, string? costBucket = null) =>
        new(this, RequiredCaller.Ensure(Definition, caller), costBucket);

    internal override IEmbeddingGenerator<string, Embedding<float>> GeneratorOfCaller(RouteCaller caller) => CreateClient(caller);

    internal override object ContainersClient => new EmbeddingRouteClient<TTarget>(this, null, null);
}
