using RouteGen.Definitions;

namespace RouteGen.Routing;

/// <summary>The base of a generated table class.</summary>
public abstract class RouteTableBase
{
    /// <summary>Called by generated code.</summary>
    protected RouteTableBase(RouteTableRuntime runtime)
    {
        ArgumentNullException.ThrowIfNull(runtime);
        Runtime = runtime;
        Health = new RouteTableHealth(runtime);
    }

    /// <summary>The state of the table's targets: breakers, cooldowns, recent faults, latency.</summary>
    public RouteTableHealth Health { get; }

    /// <summary>What the table's routes run on.</summary>
    protected RouteTableRuntime Runtime { get; }

    /// <summary>The route at <paramref name="index"/> of <see cref="RouteTableDefinition.Routes"/>. Implemented by generated code.</summary>
    protected abstract Route GetRoute(int index);

    internal Route RouteAt(int index) => GetRoute(index);
}

/// <summary>What generated code states of a table, so that a container, a drill or a test can make one.</summary>
/// <typeparam name="TSelf">The generated table class.</typeparam>
public interface IRouteTable<TSelf>
    where TSelf : RouteTableBase, IRouteTable<TSelf>
{
    /// <summary>The compiled table.</summary>
    static abstract RouteTableDefinition Definition { get; }

    /// <summary>A fresh instance on <paramref name="runtime"/>.</summary>
    static abstract TSelf Create(RouteTableRuntime runtime);
}
