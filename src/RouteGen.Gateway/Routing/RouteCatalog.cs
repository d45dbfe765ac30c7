using System.Collections.Immutable;
using RouteGen.Definitions;
using RouteGen.Routes;

namespace RouteGen.Gateway.Routing;

/// <summary>Every route that an endpoint serves, by each name that callers have for it.</summary>
internal sealed class RouteCatalog
{
    // Names of models are shorter; what is longer is not worth the steps of its patterns.
    private const int LongestName = 512;

    private ImmutableArray<CatalogRoute> _routes = [];
    private ImmutableDictionary<string, CatalogRoute?> _byName = ImmutableDictionary.Create<string, CatalogRoute?>(StringComparer.Ordinal);

    /// <summary>The tables' names, in the order in which they were mapped.</summary>
    public ImmutableArray<string> Tables { get; private set; } = [];

    /// <summary>The routes, in the order of their tables.</summary>
    public ImmutableArray<CatalogRoute> Routes => _routes;

    /// <summary>Adds the routes of a table.</summary>
    /// <exception cref="InvalidOperationException">
    /// The table is there already, or an alias of it and one of another table match the same name.
    /// </exception>
    public void Add(RouteTableBase table, RouteTableDefinition definition)
    {
        if (Tables.Contains(definition.Name))
        {
            throw new InvalidOperationException($"The table '{definition.Name}' is mapped already.");
        }

        foreach (var route in definition.Routes)
        {
            RefuseOverlaps(definition.Name, route);
        }

        Tables = Tables.Add(definition.Name);
        var names = _byName.ToBuilder();
        for (var i = 0; i < definition.Routes.Count; i++)
        {
            var route = new CatalogRoute(definition.Name, table.RouteAt(i));
            _routes = _routes.Add(route);
            names[route.FullName] = route;

            // A name that two tables have is nobody's: such routes are asked for by their full names.
            names[route.Name] = names.ContainsKey(route.Name) ? null : route;
        }

        _byName = names.ToImmutable();
    }

    /// <summary>The route that a caller means; null where this caller has none of that name.</summary>
    public CatalogRoute? Find(string model, GatewayAccess access, bool embeddings)
    {
        if (model.Length > LongestName)
        {
            return null;
        }

        if (!_byName.TryGetValue(model, out var route))
        {
            route = ByAlias(model);
        }

        return route is not null && route.IsEmbedding == embeddings && route.IsFor(access) ? route : null;
    }

    /// <summary>The routes that a caller may ask, in the order of their tables.</summary>
    public IEnumerable<CatalogRoute> For(GatewayAccess access) => _routes.Where(r => r.IsFor(access));

    /// <summary>The name under which a caller asks for a route.</summary>
    public string NameOf(CatalogRoute route) => _byName.GetValueOrDefault(route.Name) is null ? route.FullName : route.Name;

    // The build sees to this within a table, and nobody but the endpoint sees two.
    private void RefuseOverlaps(string table, RouteDefinition added)
    {
        foreach (var route in _routes)
        {
            foreach (var alias in added.Aliases)
            {
                if (route.Aliases.FirstOrDefault(other => NamePattern.Overlap(alias, other)) is { } same)
                {
                    throw new InvalidOperationException(
                        $"The alias '{alias}' of '{table}/{added.Name}' and '{same}' of '{route.FullName}' match the same name, such as " +
                        $"'{NamePattern.Common(alias, same)}'. Narrow one of them: a name that clients send has to mean one route.");
                }
            }
        }
    }

    // They are disjoint.
    private CatalogRoute? ByAlias(string model)
    {
        foreach (var route in _routes)
        {
            for (var i = 0; i < route.Aliases.Count; i++)
            {
                if (NamePattern.Matches(route.Aliases[i], model))
                {
                    return route;
                }
            }
        }

        return null;
    }
}
