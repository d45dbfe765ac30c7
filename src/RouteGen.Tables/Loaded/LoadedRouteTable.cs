using RouteGen.Definitions;
using RouteGen.Routes;
using RouteGen.Tables.Loaded;
using RouteGen.Targets;

namespace RouteGen.Tables;

/// <summary>A table that was read at run time, with its routes by name.</summary>
public sealed class LoadedRouteTable : RouteTableBase
{
    private readonly ModelRoute?[] _routes;
    private readonly Lock _gate = new();

    internal LoadedRouteTable(RouteTableRuntime runtime)
        : base(runtime)
    {
        _routes = new ModelRoute?[runtime.Definition.Routes.Count];
    }

    /// <summary>What the table says.</summary>
    public RouteTableDefinition Definition => Runtime.Definition;

    /// <summary>The route of a name; null where the table has none.</summary>
    public ModelRoute? Find(string route)
    {
        for (var i = 0; i < Definition.Routes.Count; i++)
        {
            if (Definition.Routes[i].Name == route)
            {
                return GetRoute(i);
            }
        }

        return null;
    }

    /// <inheritdoc/>
    protected override ModelRoute GetRoute(int index)
    {
        lock (_gate)
        {
            return _routes[index] ??= Create(Definition.Routes[index]);
        }
    }

    private ModelRoute Create(RouteDefinition route) => (route.Type, route.IsCallerScoped) switch
    {
        (RouteType.Embedding, true) => new LoadedScopedEmbeddingRoute(Runtime, route),
        (RouteType.Embedding, false) => new LoadedEmbeddingRoute(Runtime, route),
        (_, true) => new LoadedScopedRoute(Runtime, route),
        _ => new LoadedChatRoute(Runtime, route),
    };
}
