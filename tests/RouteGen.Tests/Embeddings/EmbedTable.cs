using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using RouteGen.Costs;
using RouteGen.Definitions;
using RouteGen.Hosting;
using RouteGen.Routes;
using RouteGen.Targets;
using RouteGen.TestSupport.Doubles;

namespace RouteGen.Tests.Embeddings;

/// <summary>What generated code would be for a table of one embedding route over two custom targets.</summary>
public sealed class EmbedTable : RouteTableBase, IRouteTable<EmbedTable>
{
    private readonly ModelRoute _route;

    private EmbedTable(RouteTableRuntime runtime)
        : base(runtime) => _route = Definition.Routes[0].IsCallerScoped
            ? new ScopedEmbedRoute(runtime, Definition.Routes[0])
            : new EmbedRoute(runtime, Definition.Routes[0]);

    public static RouteTableDefinition Definition => Current.Value ?? throw new InvalidOperationException("Make an EmbedBench first.");

    public EmbedRoute Embed => (EmbedRoute)_route;

    public ScopedEmbedRoute Scoped => (ScopedEmbedRoute)_route;

    internal static AsyncLocal<RouteTableDefinition?> Current { get; } = new();

    public static EmbedTable Create(RouteTableRuntime runtime) => new(runtime);

    protected override ModelRoute GetRoute(int index) => _route;
}

public sealed class EmbedRoute(RouteTableRuntime runtime, RouteDefinition definition) : EmbeddingRoute<TestTarget>(runtime, definition)
{
    public List<string> Events { get; } = [];

    public Action<TestTarget, EmbeddingGenerationOptions>? Configuring { get; set; }

    protected override void OnConfiguringOptions(TestTarget target, EmbeddingGenerationOptions options) =>
        Configuring?.Invoke(target, HandToHook(options));

    protected override void OnAttemptEnded(TestTarget target, AttemptRecord attempt) => Events.Add($"attempt {target} {attempt.Fault}");

    protected override void OnChainAdvanced(TestTarget from, TestTarget to, Fault fault) => Events.Add($"fallback {from} {to} {fault}");

    protected override void OnCallEnded(RouteRecord record) => Events.Add($"completed {record.Outcome}");
}

public sealed class ScopedEmbedRoute(RouteTableRuntime runtime, RouteDefinition definition)
    : ScopedEmbeddingRoute<TestTarget>(runtime, definition)
{
    public EmbeddingRouteClient<TestTarget> For(string? user) => CreateClient(new RouteCaller { User = user });
}

/// <summary>A generator that gives vectors of a length, or does what a test says.</summary>
internal sealed class ScriptedGenerator : IEmbeddingGenerator<string, Embedding<float>>
{
    public List<(string[] Values, EmbeddingGenerationOptions? Options)> Requests { get; } = [];

    public Func<CancellationToken, Task>? Before { get; set; }

    public Func<string[], EmbeddingGenerationOptions?, GeneratedEmbeddings<Embedding<float>>> Reply { get; set; } = (values, options) =>
        Vectors(values.Length, options?.Dimensions ?? 4);

    public static GeneratedEmbeddings<Embedding<float>> Vectors(
        int count, int length, long? input = 1000) => new(Enumerable.Range(0, count).Select(_ => new Embedding<float>(new float[length])))
        {
            Usage = input is null ? null : new UsageDetails { InputTokenCount = input },
        };

    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        Requests.Add(([.. values], options));
        await (Before?.Invoke(cancellationToken) ?? Task.CompletedTask);
        return Reply([.. values], options);
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }
}

/// <summary>The table on scripted generators and a virtual clock.</summary>
internal sealed class EmbedBench : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    public EmbedBench(
        int? dimensions = 4, int? asked = null, IReadOnlyList<BudgetDefinition>? budgets = null, int? inputLimit = null,
        decimal? costLimit = null, Action<RouteTableBuilder<EmbedTable>>? configure = null, Action<IServiceCollection>? services = null)
    {
        var provider = new ProviderDefinition { Name = "house", Kind = "custom", Adapter = null };
        var model = new ModelDefinition
        {
            Name = "embedder",
            MaxInput = 100,
            Dimensions = dimensions,
            Price = new PriceDefinition("embedder@1", new PriceSheet { Input = 0.02m })
        };
        TargetDefinition[] targets = [.. TestBench.Names[..2].Select((name, i) =>
            new TargetDefinition { Name = name, Provider = provider, Model = model, Deployment = $"deployed-{i}", Dimensions = asked })];
        EmbedTable.Current.Value = new RouteTableDefinition
        {
            Name = "EmbedTable",
            Hash = "hash",
            Providers = [provider],
            Targets = targets,
            Routes =
            [
                new RouteDefinition
                {
                    Name = "embed", Type = RouteType.Embedding,
                    Chain = [.. targets.Select(t => new ChainEntryDefinition { Target = t })], Budgets = budgets ?? [],
                    TotalTimeout = TimeSpan.FromSeconds(30),
                    AttemptTimeout = TimeSpan.FromSeconds(6), FirstTokenTimeout = TimeSpan.FromSeconds(3),
                    IdleTimeout = TimeSpan.FromSeconds(5), StreamTotalTimeout = TimeSpan.FromSeconds(60),
                    MaxAttempts = 4, InputTokenLimit = inputLimit, CostLimitUsd = costLimit,
                    MaxRetries = 0, RetryDelay = TimeSpan.FromMilliseconds(200), MaxRetryDelay = TimeSpan.FromSeconds(2),
                    CostBucket = "search", WorstCase = new WorstCase
                    {
                        Attempts = 4,
                        WhenFailing = default,
                        WhenTimingOut = default,
                        WhenRateLimited = default,
                        CostUsd = null
                    },
                },
            ],
        };
        var collection = new ServiceCollection();
        collection.AddSingleton<TimeProvider>(Time);
        services?.Invoke(collection);
        collection.AddRouteTable<EmbedTable>(
            configure ?? (o => o.UseEmbeddingGenerator("first", _ => First).UseEmbeddingGenerator("second", _ => Second)));
        _services = collection.BuildServiceProvider();
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero));

    public ScriptedGenerator First { get; } = new();

    public ScriptedGenerator Second { get; } = new();

    public IServiceProvider Services => _services;

    public EmbedTable Table => _services.GetRequiredService<EmbedTable>();

    public EmbedRoute Route => Table.Embed;

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
