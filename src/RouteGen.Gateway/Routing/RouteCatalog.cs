using System.Collections.Immutable;
using RouteGen.Definitions;
using RouteGen.Plans;
using RouteGen.Routes;

namespace RouteGen.Gateway.Routing;

/// <summary>
/// Every route that an endpoint serves, as of now. A table that was read may be replaced by another version of itself: calls that have
/// begun keep the routes that they found.
/// </summary>
internal sealed class RouteCatalog
{
    private readonly Lock _gate = new();
    private volatile RouteNames _now = RouteNames.Empty;

    /// <summary>What callers can name now; a value.</summary>
    public RouteNames Now => _now;

    /// <inheritdoc cref="RouteNames.Tables"/>
    public ImmutableArray<string> Tables => _now.Tables;

    /// <inheritdoc cref="RouteNames.Routes"/>
    public ImmutableArray<CatalogRoute> Routes => _now.Routes;

    /// <summary>Adds the routes of a table.</summary>
    /// <exception cref="InvalidOperationException">
    /// The table is there already, or an alias of it and one of another table match the same name.
    /// </exception>
    public void Add(RouteTableBase table, RouteTableDefinition definition, TableCalls? calls = null)
    {
        lock (_gate)
        {
            if (_now.Tables.Contains(definition.Name))
            {
                throw new InvalidOperationException($"The table '{definition.Name}' is mapped already.");
            }

            _now = _now.With(definition, RoutesOf(table, definition, calls));
        }
    }

    /// <summary>
    /// Puts another version of a table in the place of the one that is served. What its routes know of operations goes on, where their
    /// chains ask the same targets.
    /// </summary>
    /// <exception cref="InvalidOperationException">
    /// No such table is served, or an alias of it and one of another table match the same name.
    /// </exception>
    public void Replace(RouteTableBase table, RouteTableDefinition definition, TableCalls calls)
    {
        lock (_gate)
        {
            if (!_now.Tables.Contains(definition.Name))
            {
                throw new InvalidOperationException($"The table '{definition.Name}' is not served.");
            }

            var routes = RoutesOf(table, definition, calls);
            var next = _now.With(definition, routes);
            foreach (var route in routes)
            {
                if (_now.Routes.FirstOrDefault(r => r.FullName == route.FullName) is { } former)
                {
                    route.Planned.TakeOver(former.Planned);
                }
            }

            _now = next;
        }
    }

    private static ImmutableArray<CatalogRoute> RoutesOf(RouteTableBase table, RouteTableDefinition definition, TableCalls? calls) =>
        [.. definition.Routes.Select((_, i) => new CatalogRoute(definition.Name, table.RouteAt(i), calls))];
}
