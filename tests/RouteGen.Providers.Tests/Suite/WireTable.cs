using RouteGen.Costs;
using RouteGen.Definitions;
using RouteGen.Routing;
using RouteGen.Testing;

namespace RouteGen.Providers.Tests.Suite;

public enum WireTarget
{
    Primary = 1,
    Backup,
}

/// <summary>
/// What a generator would make of a table with one route per wire: first a target on the wire, then a roomier one on the other SDK. The hasty routes have
/// timers short enough to await.
/// </summary>
internal sealed class WireTable : RouteTableBase, IRouteTable<WireTable>
{
    public const string PrimaryModel = "primary-model";
    public const string BackupModel = "backup-model";

    private readonly WireRoute[] _routes;

    private WireTable(RouteTableRuntime runtime)
        : base(runtime) => _routes = [.. Definition.Routes.Select(route => new WireRoute(runtime, route))];

    public static WireTable Create(RouteTableRuntime runtime) => new(runtime);

    /// <summary>USD per million tokens: round numbers that differ, so that a mixed-up kind shows.</summary>
    public static PriceSheet Prices { get; } = new() { Input = 1m, CachedInput = 0.1m, CacheWrite = 1.25m, CacheWrite1h = 2m, Output = 10m };

    public static RouteTableDefinition Definition { get; } = Define();

    public WireRoute Route(ProviderWire wire, bool hasty = false) => _routes.Single(route => route.Definition.Name == RouteName(wire, hasty));

    public static ProviderWire BackupOf(ProviderWire wire) => wire == ProviderWire.Anthropic ? ProviderWire.OpenAI : ProviderWire.Anthropic;

    protected override Route GetRoute(int index) => _routes[index];

    private static string RouteName(ProviderWire wire, bool hasty) => hasty ? $"{Adapters.KindOf(wire)}-hasty" : Adapters.KindOf(wire);

    private static RouteTableDefinition Define()
    {
        var primaries = Adapters.Wires.ToDictionary(wire => wire, wire => Target(wire, PrimaryModel, maxInput: 100_000, Provider(wire)));
        var backups = Adapters.Wires.ToDictionary(wire => wire, wire => Target(wire, BackupModel, maxInput: 200_000, primaries[wire].Provider));
        return new()
        {
            Name = "WireTable",
            Hash = "hand-made",
            Providers = [.. primaries.Values.Select(target => target.Provider)],
            Targets = [.. primaries.Values, .. backups.Values],
            Routes = [.. Adapters.Wires.SelectMany(wire => new[] { false, true }.Select(hasty => RouteOf(RouteName(wire, hasty), hasty, primaries[wire], backups[BackupOf(wire)])))],
        };
    }

    private static ProviderDefinition Provider(ProviderWire wire) =>
        new() { Name = Adapters.KindOf(wire), Kind = Adapters.KindOf(wire), Adapter = Adapters.AdapterOf(wire), Auth = ProviderAuth.ApiKey };

    private static TargetDefinition Target(ProviderWire wire, string model, int maxInput, ProviderDefinition provider) => new()
    {
        Name = $"{model} on {Adapters.KindOf(wire)}",
        Provider = provider,
        Model = new() { Name = model, MaxInput = maxInput, MaxOutput = 8000, Price = new(model + "@1", Prices) },
        Deployment = model,
    };

    private static RouteDefinition RouteOf(string name, bool hasty, TargetDefinition primary, TargetDefinition backup)
    {
        var patience = TimeSpan.FromSeconds(hasty ? 1.5 : 30);
        return new()
        {
            Name = name,
            Chain = [new() { Target = primary }, new() { Target = backup }],
            TotalTimeout = TimeSpan.FromSeconds(60),
            AttemptTimeout = patience,
            FirstTokenTimeout = patience,
            IdleTimeout = patience,
            StreamTotalTimeout = TimeSpan.FromSeconds(60),
            MaxAttempts = 6,
            OutputTokenLimit = 500,
            MaxRetries = 2,
            RetryDelay = TimeSpan.FromMilliseconds(1),
            MaxRetryDelay = TimeSpan.FromMilliseconds(5),
            CostBucket = name,
            WorstCase = new(6, TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero, null),
        };
    }
}

internal sealed class WireRoute(RouteTableRuntime runtime, RouteDefinition definition) : ChatRoute<WireTarget>(runtime, definition);
