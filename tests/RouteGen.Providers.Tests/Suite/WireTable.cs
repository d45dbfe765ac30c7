using RouteGen.Costs;
using RouteGen.Definitions;
using RouteGen.Routes;
using RouteGen.Targets;
using RouteGen.Testing;

namespace RouteGen.Providers.Tests.Suite;

public enum WireTarget
{
    Primary = 1,
    Backup,
}

/// <summary>How long a route waits.</summary>
public enum Pace
{
    /// <summary>Longer than any test.</summary>
    Patient,

    /// <summary>For an attempt, short enough to await, and for the call long enough for every attempt.</summary>
    Hasty,

    /// <summary>For the call less than for an attempt.</summary>
    Pressed,
}

/// <summary>
/// What a generator would make of a table with a route for each pair of dialects and each pace: first a target in
/// the one, then a roomier one in the other. A vendor has one backup, since pairs of all would be hundreds.
/// </summary>
internal sealed class WireTable : RouteTableBase, IRouteTable<WireTable>
{
    public const string PrimaryModel = "primary-model";
    public const string BackupModel = "backup-model";

    /// <summary>How long a patient route waits for an attempt, and at each gap of a stream.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly WireRoute[] _routes;

    private WireTable(RouteTableRuntime runtime)
        : base(runtime) => _routes = [.. Definition.Routes.Select(route => new WireRoute(runtime, route))];

    public static WireTable Create(RouteTableRuntime runtime) => new(runtime);

    /// <summary>USD per million tokens: round numbers that differ, so that a mixed-up kind shows.</summary>
    public static PriceSheet Prices { get; } =
        new() { Input = 1m, CachedInput = 0.1m, CacheWrite = 1.25m, CacheWrite1h = 2m, Output = 10m };

    public static RouteTableDefinition Definition { get; } = Define();

    public WireRoute Route(Dialect dialect, Dialect backup, Pace pace = Pace.Patient) =>
        _routes.Single(route => route.Definition.Name == RouteName(dialect, backup, pace));

    public static Dialect BackupOf(Dialect dialect) => dialect == Dialect.Anthropic ? Dialect.OpenAI : Dialect.Anthropic;

    protected override ModelRoute GetRoute(int index) => _routes[index];

    private static string RouteName(Dialect dialect, Dialect backup, Pace pace) => $"{dialect}, then {backup}, {pace}";

    private static RouteTableDefinition Define()
    {
        Dialect[] all = [.. Adapters.Dialects, .. Adapters.Vendors];
        var providers = all.ToDictionary(dialect => dialect, dialect => Adapters.Provider(dialect));
        var primaries = all.ToDictionary(
            dialect => dialect, dialect => Target(PrimaryModel, maxInput: 100_000, providers[dialect]));
        var backups = Adapters.Dialects.ToDictionary(
            dialect => dialect, dialect => Target(BackupModel, maxInput: 200_000, providers[dialect]));
        var pairs = Adapters.Dialects.SelectMany(first => Adapters.Dialects.Where(then => then != first).Select(then => (first, then)))
            .Concat(Adapters.Vendors.Select(vendor => (first: vendor, then: BackupOf(vendor))));
        return new()
        {
            Name = "WireTable",
            Hash = "hand-made",
            Providers = [.. providers.Values],
            Targets = [.. primaries.Values, .. backups.Values],
            Routes = [.. pairs.SelectMany(pair => Enum.GetValues<Pace>().Select(
                pace => RouteOf(RouteName(pair.first, pair.then, pace), pace, primaries[pair.first], backups[pair.then])))],
        };
    }

    private static TargetDefinition Target(string model, int maxInput, ProviderDefinition provider) => new()
    {
        Name = $"{model} on {provider.Name}",
        Provider = provider,
        Model = new() { Name = model, MaxInput = maxInput, MaxOutput = 8000, Price = new(model + "@1", Prices) },
        Deployment = model,

        // More than any test needs: what is taken must be given back.
        Concurrency = 1000,
    };

    private static RouteDefinition RouteOf(string name, Pace pace, TargetDefinition primary, TargetDefinition backup)
    {
        var patience = pace == Pace.Hasty ? TimeSpan.FromSeconds(1.5) : Patience;
        var total = TimeSpan.FromSeconds(pace switch { Pace.Patient => 60, Pace.Hasty => 8, _ => 0.6 });
        return new()
        {
            Name = name,
            Chain = [new() { Target = primary }, new() { Target = backup }],
            TotalTimeout = total,
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
            WorstCase = new WorstCase
            {
                Attempts = 6,
                WhenFailing = TimeSpan.Zero,
                WhenTimingOut = TimeSpan.Zero,
                WhenRateLimited = TimeSpan.Zero,
                CostUsd = null
            },
        };
    }
}

internal sealed class WireRoute(RouteTableRuntime runtime, RouteDefinition definition) : ChatRoute<WireTarget>(runtime, definition);
