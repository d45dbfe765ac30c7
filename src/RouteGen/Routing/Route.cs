using RouteGen.Definitions;
using RouteGen.Routing;

namespace RouteGen;

/// <summary>The base of every generated route.</summary>
public abstract class Route
{
    /// <summary>Called by generated code.</summary>
    protected Route(RouteTableRuntime runtime, RouteDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(runtime);
        ArgumentNullException.ThrowIfNull(definition);
        Runtime = runtime;
        Definition = definition;
    }

    internal RouteTableRuntime Runtime { get; }

    /// <summary>The compiled route: chain, limits, worst case.</summary>
    public RouteDefinition Definition { get; }
}
