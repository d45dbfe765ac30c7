using System.ComponentModel;
using RouteGen.Definitions;
using RouteGen.Probing;
using RouteGen.Targets;

namespace RouteGen.Routes;

/// <summary>The base of a generated table class.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class RouteTableBase
{
    /// <summary>Called by generated code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected RouteTableBase(RouteTableRuntime runtime)
    {
        ArgumentNullException.ThrowIfNull(runtime);
        Runtime = runtime;
        Health = new RouteTableHealth(runtime);
    }

    /// <summary>The state of the table's targets: breakers, cooldowns, recent faults, latency.</summary>
    public RouteTableHealth Health { get; }

    /// <summary>
    /// Sends every target a tiny request of the shape that its routes require (streaming, tools, a schema), whether or not its breaker is
    /// open: a dead fallback is found before it is needed. What comes of it counts for the breakers, is in <see cref="Health"/>, and leaves
    /// a record with the cost bucket <c>probe</c>.
    /// A target that is taken out, not configured, cooling down or at its limits is not asked.
    /// </summary>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">
    /// On first use of the table: the settings do not fit it.
    /// </exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public Task<RouteTableProbe> ProbeAsync(CancellationToken cancellationToken = default) =>
        TableProber.ProbeAsync([.. Runtime.Definition.Routes.Select((_, i) => GetRoute(i).Planned)], Runtime, cancellationToken);

    /// <summary>What the table's routes run on.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected RouteTableRuntime Runtime { get; }

    /// <summary>
    /// The route at <paramref name="index"/> of <see cref="RouteTableDefinition.Routes"/>. Implemented by generated code.
    /// </summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected abstract ModelRoute GetRoute(int index);

    /// <summary>What the table says, whether it was compiled or read.</summary>
    internal RouteTableDefinition Described => Runtime.Definition;

    internal ModelRoute RouteAt(int index) => GetRoute(index);
}

/// <summary>What generated code states of a table, so that a container, a drill or a test can make one.</summary>
/// <typeparam name="TSelf">The generated table class.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IRouteTable<TSelf>
    where TSelf : RouteTableBase, IRouteTable<TSelf>
{
    /// <summary>The compiled table.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    static abstract RouteTableDefinition Definition { get; }

    /// <summary>A fresh instance on <paramref name="runtime"/>.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    static abstract TSelf Create(RouteTableRuntime runtime);
}
