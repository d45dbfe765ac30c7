using RouteGen.Model.Json;
using RouteGen.Model.Reading;
using RouteGen.Model.Tables;

namespace RouteGen.Model.Checks.Views;

/// <summary>A route with its targets and the places of what it states.</summary>
internal sealed class RouteView
{
    private readonly JsonObject _node;
    private WorstCase? _worst;
    private readonly RouteTable _table;

    public RouteView(TableView table, RouteEntry route)
    {
        Route = route;
        _table = table.Table;
        _node = (JsonObject)table.PlaceOf(Owner).Value;
        Chain = (JsonArray)_node.Find("chain")!.Value;
        Budgets = _table.BudgetsNamed(route.Budgets);
        Links = LinksOf(table, route);
        Reach = WithThoseNamed(table, route.Reach());
    }

    public RouteEntry Route { get; }

    public string Name => Route.Name;

    public Owner Owner => new(EntrySection.Routes, Route.Name);

    /// <summary>The list of its targets.</summary>
    public JsonArray Chain { get; }

    /// <summary>The targets of its chain in order.</summary>
    public IReadOnlyList<ChainLink> Links { get; }

    /// <summary>All that can serve it: the chain, then the targets that only its <c>on</c> names.</summary>
    public IReadOnlyList<ChainLink> Reach { get; }

    /// <summary>The budgets that it is charged to.</summary>
    public IReadOnlyList<BudgetEntry> Budgets { get; }

    public WorstCase Worst => _worst ??= WorstCase.Compute(_table, Route);

    /// <summary>A stated property of the route; null where the file is silent.</summary>
    public JsonProperty? Find(string name) => _node.Find(name);

    /// <summary>
    /// A stated property of one of the route's objects, such as <c>limits</c> and <c>attempts</c>; null where the file is silent.
    /// </summary>
    public JsonProperty? Find(string section, string name) => (_node.Find(section)?.Value as JsonObject)?.Find(name);

    private ChainLink[] LinksOf(TableView table, RouteEntry route)
    {
        var links = new ChainLink[route.Chain.Count];
        for (var i = 0; i < links.Length; i++)
        {
            links[i] = new ChainLink(route.Chain[i], Chain.Items[i], table.Target(route.Chain[i].Target));
        }

        return links;
    }

    private IReadOnlyList<ChainLink> WithThoseNamed(TableView table, IReadOnlyList<ChainEntry> reach)
    {
        if (reach.Count == Links.Count)
        {
            return Links;
        }

        var named = Chain.Items.Append(_node).OfType<JsonObject>().SelectMany(TargetsNamedIn).ToArray();
        return [.. Links, .. reach.Skip(Links.Count)
            .Select(entry => new ChainLink(entry, named.First(name => name.Value == entry.Target), table.Target(entry.Target)))];
    }

    private static IEnumerable<JsonString> TargetsNamedIn(JsonObject owner) =>
        (owner.Find("on")?.Value as JsonObject)
            ?.Properties.Select(property => property.Value).OfType<JsonArray>().SelectMany(list => list.Items).OfType<JsonString>() ?? [];
}

/// <summary>A target's place in a chain.</summary>
/// <param name="Entry">What the chain says of it.</param>
/// <param name="Item">The item of the list.</param>
/// <param name="Target">The target.</param>
internal sealed record ChainLink(ChainEntry Entry, JsonNode Item, TargetView Target)
{
    /// <summary>The target's name where the chain says it.</summary>
    public JsonNode At => Item is JsonObject item ? item.Find("target")!.Value : Item;
}
