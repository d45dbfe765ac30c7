using RouteGen.Definitions;
using RouteGen.Plans;

namespace RouteGen.Gateway.Routing;

/// <summary>A route that callers may name.</summary>
/// <param name="table">The table's name.</param>
/// <param name="route">The route.</param>
/// <param name="calls">The calls of a version of a table that may be replaced; null for one that stays.</param>
internal sealed class CatalogRoute(string table, ModelRoute route, TableCalls? calls = null)
{
    /// <summary>The name under which callers ask for it where no other table has a route of that name.</summary>
    public string Name => Definition.Name;

    /// <summary>The name that is its own in any case: <c>SupportRoutes/draft</c>.</summary>
    public string FullName { get; } = $"{table}/{route.Definition.Name}";

    public string Table => table;

    public RouteDefinition Definition => route.Definition;

    public PlannedRoute Planned => route.Planned;

    /// <summary>Whether it gives vectors, and is served at another path.</summary>
    public bool IsEmbedding => Definition.Type == RouteType.Embedding;

    /// <summary>Other names under which callers ask for it; a star in one stands for anything.</summary>
    public IReadOnlyList<string> Aliases => Definition.Aliases;

    /// <summary>Counts a call that begins; false where the table has another version by now.</summary>
    public bool TryEnter() => calls?.TryEnter() ?? true;

    /// <summary>Counts a call that has ended.</summary>
    public void Leave() => calls?.Leave();

    /// <summary>Whether a caller may ask it, and see that it is there.</summary>
    public bool IsFor(GatewayAccess access) => access.Allows(table, Name, Definition.Groups);

    /// <summary>When a model list says it was made: the table has no clock, so that this is the epoch of version 1.</summary>
    public static DateTimeOffset MadeAt { get; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
}
