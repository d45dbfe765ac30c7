using RouteGen.Model.Json;
using RouteGen.Model.Reading;
using RouteGen.Model.Tables;

namespace RouteGen.Model.Checks.Views;

/// <summary>A table without blocking problems as the rules look at it: its parts by name, with their places.</summary>
internal sealed class TableView
{
    private readonly Dictionary<Owner, JsonProperty> _places = [];
    private readonly Dictionary<string, ModelEntry> _models;
    private readonly Dictionary<string, ProviderEntry> _providers;
    private readonly Dictionary<string, TargetView> _targets;
    private ILookup<string, TargetView>? _targetsByProvider;
    private ILookup<string, TargetView>? _targetsByModel;
    private ILookup<string, RouteView>? _routesByModel;
    private ILookup<string, RouteView>? _routesByBudget;
    private HashSet<(string Target, RouteType Type)>? _served;

    public TableView(TableReading reading)
    {
        Reading = reading;
        foreach (var place in reading.Places)
        {
            _places[new Owner(place.Section, place.Name)] = place.Property;
        }

        _models = Table.Models.ToDictionary(m => m.Name, StringComparer.Ordinal);
        _providers = Table.Providers.ToDictionary(p => p.Name, StringComparer.Ordinal);
        Targets = Table.Targets.Select(t => new TargetView(t, _models[t.Model], _providers[t.Provider])).ToArray();
        _targets = Targets.ToDictionary(t => t.Name, StringComparer.Ordinal);
        Routes = Table.Routes.Select(r => new RouteView(this, r)).ToArray();
    }

    public TableReading Reading { get; }

    public RouteTable Table => Reading.Table;

    public IReadOnlyList<TargetView> Targets { get; }

    public IReadOnlyList<RouteView> Routes { get; }

    /// <summary>The file's outermost object.</summary>
    public JsonObject Root => (JsonObject)Reading.Tree.Root;

    public TargetView Target(string name) => _targets[name];

    /// <summary>The targets at a provider, in order.</summary>
    public IEnumerable<TargetView> TargetsAt(string provider) =>
        (_targetsByProvider ??= Targets.ToLookup(target => target.Provider.Name, StringComparer.Ordinal))[provider];

    /// <summary>The targets of a model, in order.</summary>
    public IEnumerable<TargetView> TargetsOf(string model) =>
        (_targetsByModel ??= Targets.ToLookup(target => target.Model.Name, StringComparer.Ordinal))[model];

    /// <summary>The routes that a model is billed for, in order.</summary>
    public IEnumerable<RouteView> RoutesBilledFor(string model) => (_routesByModel ??= Routes
        .SelectMany(route => route.Reach.Where(link => !link.Target.Entry.IsProvisioned)
            .Select(link => link.Target.Model.Name)
            .Distinct(StringComparer.Ordinal), (route, model) => (route, model))
        .ToLookup(use => use.model, use => use.route, StringComparer.Ordinal))[model];

    /// <summary>The routes that are charged to a budget, in order.</summary>
    public IEnumerable<RouteView> RoutesChargedTo(string budget) => (_routesByBudget ??= Routes
        .SelectMany(route => route.Budgets, (route, budget) => (route, budget.Name))
        .ToLookup(use => use.Name, use => use.route, StringComparer.Ordinal))[budget];

    /// <summary>Whether a route of a type other than this uses the target.</summary>
    public bool IsUsedOtherwise(string target, RouteType type)
    {
        _served ??= [.. Routes.SelectMany(route => route.Reach, (route, link) => (link.Target.Name, route.Route.Type))];
        return _served.Contains((target, type == RouteType.Chat ? RouteType.Embedding : RouteType.Chat));
    }

    /// <summary>Where an entry stands.</summary>
    public JsonProperty PlaceOf(Owner entry) => _places[entry];

    /// <summary>Whether an entry is in the table's own file, not in one of shared models.</summary>
    public bool IsLocal(EntryPlace place) => ReferenceEquals(place.Property.Key.Source, Reading.Tree.Source);
}
