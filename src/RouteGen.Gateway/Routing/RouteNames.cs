using System.Collections.Immutable;
using RouteGen.Definitions;

namespace RouteGen.Gateway.Routing;

/// <summary>The routes of all tables by each name that callers have for them. Immutable.</summary>
internal sealed class RouteNames
{
    // Names of models are shorter; what is longer is not worth the steps of its patterns.
    private const int LongestName = 512;

    private readonly ImmutableDictionary<string, CatalogRoute?> _byName;

    private RouteNames(ImmutableArray<string> tables, ImmutableArray<CatalogRoute> routes)
    {
        (Tables, Routes) = (tables, routes);
        var names = ImmutableDictionary.CreateBuilder<string, CatalogRoute?>(StringComparer.Ordinal);
        foreach (var route in routes)
        {
            names[route.FullName] = route;

            // A name that two tables have is nobody's: such routes are asked for by their full names.
            names[route.Name] = names.ContainsKey(route.Name) ? null : route;
        }

        _byName = names.ToImmutable();
    }

    /// <summary>No table at all.</summary>
    public static RouteNames Empty { get; } = new([], []);

    /// <summary>The tables' names, in the order in which they were mapped.</summary>
    public ImmutableArray<string> Tables { get; }

    /// <summary>The routes, in the order of their tables.</summary>
    public ImmutableArray<CatalogRoute> Routes { get; }

    /// <summary>The same with the routes of a table, in the place of those that it has here.</summary>
    /// <exception cref="InvalidOperationException">An alias of it and one of another table match the same name.</exception>
    public RouteNames With(RouteTableDefinition table, ImmutableArray<CatalogRoute> routes)
    {
        foreach (var route in table.Routes)
        {
            RefuseOverlaps(table.Name, route);
        }

        var tables = Tables.Contains(table.Name) ? Tables : Tables.Add(table.Name);
        return new(tables, [.. tables.SelectMany(name => name == table.Name ? routes : Routes.Where(r => r.Table == name))]);
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
    public IEnumerable<CatalogRoute> For(GatewayAccess access) => Routes.Where(r => r.IsFor(access));

    /// <summary>The name under which a caller asks for a route.</summary>
    public string NameOf(CatalogRoute route) => _byName.GetValueOrDefault(route.Name) is null ? route.FullName : route.Name;

    // The build sees to this within a table, and nobody but the endpoint sees two.
    private void RefuseOverlaps(string table, RouteDefinition added)
    {
        foreach (var route in Routes)
        {
            if (route.Table == table)
            {
                continue;
            }

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
        foreach (var route in Routes)
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
