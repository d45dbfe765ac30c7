using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using RouteGen.Costs;
using RouteGen.Definitions;
using RouteGen.Routes;
using RouteGen.Targets;

namespace RouteGen.TestSupport.Doubles;

public enum TestTarget
{
    First = 1,
    Second = 2,
    Third = 3,
}

/// <summary>What generated code would be for a table of one route over three custom targets.</summary>
public sealed class TestTable : RouteTableBase, IRouteTable<TestTable>
{
    private readonly AskRoute? _ask;
    private readonly ScopedAskRoute? _scoped;

    private TestTable(RouteTableRuntime runtime)
        : base(runtime)
    {
        var route = Definition.Routes[0];
        _ask = route.IsCallerScoped ? null : new AskRoute(runtime, route);
        _scoped = route.IsCallerScoped ? new ScopedAskRoute(runtime, route) : null;
    }

    public static RouteTableDefinition Definition => Current.Value ?? throw new InvalidOperationException("Make a TestBench first.");

    public AskRoute Ask => _ask!;

    /// <summary>The route where it has a budget per caller.</summary>
    public ScopedAskRoute Scoped => _scoped!;

    internal static AsyncLocal<RouteTableDefinition?> Current { get; } = new();

    public static TestTable Create(RouteTableRuntime runtime) => new(runtime);

    protected override ModelRoute GetRoute(int index) => (ModelRoute?)_ask ?? Scoped;
}

public sealed class ScopedAskRoute(RouteTableRuntime runtime, RouteDefinition definition) : ScopedRoute<TestTarget>(runtime, definition)
{
    public List<RouteRecord> Records { get; } = [];

    public RouteClient<TestTarget> For(string user) => CreateClient(new RouteCaller { User = user });

    public RouteClient<TestTarget> ForKey(string? key) => CreateClient(new RouteCaller { User = "ada", Key = key });

    protected override void OnCallEnded(RouteRecord record)
    {
        lock (Records)
        {
            Records.Add(record);
        }
    }
}

public sealed class AskRoute(RouteTableRuntime runtime, RouteDefinition definition) : ChatRoute<TestTarget>(runtime, definition)
{
    public List<RouteRecord> Records { get; } = [];

    public List<string> Events { get; } = [];

    public Action<TestTarget, ChatOptions>? Configuring { get; set; }

    public bool Throwing { get; set; }

    protected override void OnConfiguringOptions(TestTarget target, ChatOptions options) =>
        Configuring?.Invoke(target, HandToHook(options));

    protected override void OnAttemptEnded(TestTarget target, AttemptRecord attempt) => Events.Add($"attempt {target} {attempt.Fault}");

    protected override void OnChainAdvanced(TestTarget from, TestTarget to, Fault fault) => Events.Add($"fallback {from} {to} {fault}");

    protected override void OnCallEnded(RouteRecord record)
    {
        if (Throwing)
        {
            throw new InvalidOperationException("a hook of the application's");
        }

        lock (Records)
        {
            Records.Add(record);
        }

        Events.Add($"completed {record.Outcome}");
    }
}

/// <summary>A table on scripted clients and a virtual clock.</summary>
internal sealed class TestBench : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly string _name;

    public TestBench(
        Func<RouteDefinition, RouteDefinition>? adjust = null,
        Func<int, ModelDefinition>? model = null,
        int targets = 2,
        Action<IServiceCollection>? services = null,
        Func<int, int>? providerOf = null,
        Func<TargetDefinition, TargetDefinition>? target = null,
        Func<int, string>? kindOf = null,
        Func<int, CreditDefinition?>? creditOf = null,
        string name = "TestTable")
    {
        _name = name;
        ProviderDefinition[] providers = [.. Enumerable.Range(0, targets)
            .Select(i => new ProviderDefinition
            {
                Name = i == 0 ? "house" : $"house-{i}",
                Kind = kindOf?.Invoke(i) ?? "custom",
                Adapter = null,
                Credits = creditOf?.Invoke(i),
            })];
        var all = Enumerable.Range(0, targets)
            .Select(i => new TargetDefinition
            {
                Name = Names[i],
                Provider = providers[providerOf?.Invoke(i) ?? 0],
                Model = model?.Invoke(i) ?? Model(i),
                Deployment = $"deployed-{i}"
            })
            .Select(t => target?.Invoke(t) ?? t)
            .ToArray();
        var route = TestRoutes.Plain([.. all.Select(t => new ChainEntryDefinition { Target = t })]);
        TestTable.Current.Value = new RouteTableDefinition
        {
            Name = name,
            Hash = "hash",
            Providers = providers,
            Targets = all,
            Routes = [adjust?.Invoke(route) ?? route]
        };

        var collection = new ServiceCollection();
        collection.AddLogging();
        collection.AddSingleton<TimeProvider>(Time);
        collection.AddSingleton<IConfiguration>(Configuration);
        services?.Invoke(collection);
        collection.AddRouteTable<TestTable>(o =>
        {
            foreach (var target in all)
            {
                o.UseChatClient(target.Name, _ => Clients[Array.IndexOf(Names, target.Name)]);
            }
        });
        _services = collection.BuildServiceProvider();
        Table = _services.GetRequiredService<TestTable>();
    }

    public static string[] Names { get; } = ["first", "second", "third"];

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero));

    /// <summary>What the application configures; <see cref="Set"/> changes it.</summary>
    public IConfigurationRoot Configuration { get; } = new ConfigurationBuilder().AddInMemoryCollection().Build();

    public ScriptedClient[] Clients { get; } = [new(), new(), new()];

    public ScriptedClient First => Clients[0];

    public ScriptedClient Second => Clients[1];

    public ScriptedClient Third => Clients[2];

    public TestTable Table { get; }

    public AskRoute Route => Table.Ask;

    public IServiceProvider Services => _services;

    /// <summary>The one record of a test that makes one call.</summary>
    public RouteRecord Record => Assert.Single(Route.Records);

    public static ModelDefinition Model(int index) => new()
    {
        Name = $"model-{index}",
        ContextWindow = 128_000,
        MaxOutput = 16_000,
        Price = new PriceDefinition(
            $"model-{index}@1", new PriceSheet { Input = 1m + index, CachedInput = 0.1m, Output = 10m * (1 + index) }),
    };

    /// <summary>Changes settings of the table, and reloads them.</summary>
    public void Set(params (string Key, string? Value)[] settings)
    {
        foreach (var (key, value) in settings)
        {
            Configuration[$"RouteGen:{_name}:{key}"] = value;
        }

        Configuration.Reload();
    }

    /// <summary>Lets virtual time pass in small steps while <paramref name="call"/> runs.</summary>
    public async Task<T> InTimeAsync<T>(Task<T> call, TimeSpan? step = null)
    {
        for (var i = 0; i < 2_000 && !call.IsCompleted; i++)
        {
            await Task.WhenAny(call, Patiently.MomentAsync());
            Time.Advance(step ?? TimeSpan.FromMilliseconds(50));
        }

        return await call;
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}

internal static class TestRoutes
{
    public static RouteDefinition Plain(IReadOnlyList<ChainEntryDefinition> chain) => new()
    {
        Name = "ask",
        Chain = chain,
        TotalTimeout = TimeSpan.FromSeconds(30),
        AttemptTimeout = TimeSpan.FromSeconds(6),
        FirstTokenTimeout = TimeSpan.FromSeconds(3),
        IdleTimeout = TimeSpan.FromSeconds(5),
        StreamTotalTimeout = TimeSpan.FromSeconds(60),
        MaxAttempts = 4,
        OutputTokenLimit = 600,
        MaxRetries = 1,
        RetryDelay = TimeSpan.FromMilliseconds(200),
        MaxRetryDelay = TimeSpan.FromSeconds(2),
        CostBucket = "support",
        WorstCase = new WorstCase
        {
            Attempts = 4,
            WhenFailing = TimeSpan.FromSeconds(24),
            WhenTimingOut = TimeSpan.FromSeconds(18),
            WhenRateLimited = TimeSpan.FromSeconds(8),
            CostUsd = 0.1m
        },
    };

    /// <summary>A copy with something changed; definitions are made once, by generated code, and have no copying of their own.</summary>
    public static RouteDefinition With(
        this RouteDefinition r,
        int? maxRetries = null, int? maxAttempts = null, decimal? costLimit = null, int? inputLimit = null, bool strict = false,
        TimeSpan? total = null, TimeSpan? attempt = null, IReadOnlyList<ChainEntryDefinition>? chain = null, ModelFeatures? requires = null,
        IReadOnlyList<ChainEntryDefinition>? onTargets = null, IReadOnlyList<OnFaultDefinition>? on = null, RouteStrategy? strategy = null,
        IReadOnlyList<BudgetDefinition>? budgets = null, bool limitsOutput = true, int? outputLimit = null,
            PromptCapture capture = PromptCapture.Off, bool returnsMalformed = false) => new()
            {
                Name = r.Name,
                Chain = chain ?? r.Chain,
                OnTargets = onTargets ?? r.OnTargets,
                On = on ?? r.On,
                Strategy = strategy ?? r.Strategy,
                Requires = requires ?? r.Requires,
                TotalTimeout = total ?? r.TotalTimeout,
                AttemptTimeout = attempt ?? r.AttemptTimeout,
                FirstTokenTimeout = r.FirstTokenTimeout,
                IdleTimeout = r.IdleTimeout,
                StreamTotalTimeout = r.StreamTotalTimeout,
                MaxAttempts = maxAttempts ?? r.MaxAttempts,
                InputTokenLimit = inputLimit ?? r.InputTokenLimit,
                OutputTokenLimit = limitsOutput ? outputLimit ?? r.OutputTokenLimit : null,
                CostLimitUsd = costLimit ?? r.CostLimitUsd,
                MaxRetries = maxRetries ?? r.MaxRetries,
                RetryDelay = r.RetryDelay,
                MaxRetryDelay = r.MaxRetryDelay,
                CostBucket = r.CostBucket,
                Budgets = budgets ?? r.Budgets,
                Strict = strict,
                Capture = capture,
                ReturnsMalformed = returnsMalformed,
                WorstCase = r.WorstCase,
            };

    /// <summary>The same place in a chain with a weight or with faults of its own.</summary>
    public static ChainEntryDefinition With(this ChainEntryDefinition entry, int weight = 0, params OnFaultDefinition[] on) =>
        new() { Target = entry.Target, Weight = weight, On = on };

    /// <summary>A copy with something changed.</summary>
    public static TargetDefinition With(
        this TargetDefinition t, decimal? factor = null, bool provisioned = false, ServiceTier? tier = null) => new()
        {
            Name = t.Name,
            Provider = t.Provider,
            Model = t.Model,
            Deployment = t.Deployment,
            PriceFactor = factor ?? t.PriceFactor,
            IsProvisioned = provisioned || t.IsProvisioned,
            ServiceTier = tier ?? t.ServiceTier,
        };
}
