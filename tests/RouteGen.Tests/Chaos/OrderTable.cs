using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.AI;
using RouteGen.Costs;
using RouteGen.Definitions;
using RouteGen.Routes;
using RouteGen.Targets;
using RouteGen.TestSupport.Budgets;
using RouteGen.TestSupport.Doubles;

namespace RouteGen.Tests.Chaos;

/// <summary>What generated code would be for a table of a chat route and an embedding route. Its routes have names of their own.</summary>
public sealed class OrderTable : RouteTableBase, IRouteTable<OrderTable>
{
    private static int _tables;

    private OrderTable(RouteTableRuntime runtime)
        : base(runtime) => (Chat, Vectors) = (new(runtime, Definition.Routes[0]), new(runtime, Definition.Routes[1]));

    public static RouteTableDefinition Definition => Current.Value!;

    public CountingChatRoute Chat { get; }

    public CountingVectorRoute Vectors { get; }

    internal static AsyncLocal<RouteTableDefinition?> Current { get; } = new();

    internal static BudgetDefinition Budget { get; } = BudgetBench.Daily(usd: 1m);

    public static OrderTable Create(RouteTableRuntime runtime) => new(runtime);

    protected override ModelRoute GetRoute(int index) => index == 0 ? Chat : Vectors;

    /// <summary>Defines a table of one target, or of one with a spare behind it.</summary>
    internal static RouteTableDefinition Define(bool hasSpare)
    {
        var number = Interlocked.Increment(ref _tables);
        var provider = new ProviderDefinition { Name = "house", Kind = "custom", Adapter = null };
        TargetDefinition[] chats = [.. TestBench.Names.Take(hasSpare ? 2 : 1).Select((name, i) => new TargetDefinition
        {
            Name = name,
            Provider = provider,
            Model = TestBench.Model(i),
            Deployment = name,
            Concurrency = 4,
        })];
        var embedder = new ModelDefinition
        {
            Name = "embedder",
            MaxInput = 100,
            Dimensions = 4,
            Price = new PriceDefinition("embedder@1", new PriceSheet { Input = 0.02m }),
        };
        var vectors = new TargetDefinition
        {
            Name = TestBench.Names[2],
            Provider = provider,
            Model = embedder,
            Deployment = "third",
            Concurrency = 4,
        };
        return new RouteTableDefinition
        {
            Name = "OrderTable",
            Hash = "h",
            Providers = [provider],
            Targets = [.. chats, vectors],
            Routes = [Route($"chat-{number}", RouteType.Chat, chats), Route($"vectors-{number}", RouteType.Embedding, [vectors])],
        };
    }

    private static RouteDefinition Route(string name, RouteType type, TargetDefinition[] targets)
    {
        var plain = TestRoutes.Plain([.. targets.Select(t => new ChainEntryDefinition { Target = t })]);
        return new()
        {
            Name = name,
            Type = type,
            Chain = plain.Chain,
            TotalTimeout = plain.TotalTimeout,
            AttemptTimeout = plain.AttemptTimeout,
            FirstTokenTimeout = plain.FirstTokenTimeout,
            IdleTimeout = plain.IdleTimeout,
            StreamTotalTimeout = TimeSpan.FromSeconds(40),
            MaxAttempts = plain.MaxAttempts,
            OutputTokenLimit = type == RouteType.Chat ? plain.OutputTokenLimit : null,
            MaxRetries = 0,
            RetryDelay = plain.RetryDelay,
            MaxRetryDelay = plain.MaxRetryDelay,
            CostBucket = plain.CostBucket,
            Budgets = [Budget],
            WorstCase = plain.WorstCase,
        };
    }
}

public sealed class CountingChatRoute(RouteTableRuntime runtime, RouteDefinition definition) : ChatRoute<TestTarget>(runtime, definition)
{
    public ConcurrentQueue<RouteRecord> Records { get; } = new();

    protected override void OnCallEnded(RouteRecord record) => Records.Enqueue(record);
}

public sealed class CountingVectorRoute(RouteTableRuntime runtime, RouteDefinition definition)
    : EmbeddingRoute<TestTarget>(runtime, definition)
{
    public ConcurrentQueue<RouteRecord> Records { get; } = new();

    protected override void OnCallEnded(RouteRecord record) => Records.Enqueue(record);
}

/// <summary>The records that an observer is told of.</summary>
internal sealed class SeenRecords : IRouteObserver
{
    public ConcurrentQueue<RouteRecord> Records { get; } = new();

    public ValueTask OnCompletedAsync(RouteRecord record, CancellationToken cancellationToken = default)
    {
        Records.Enqueue(record);
        return default;
    }
}

/// <summary>What the metric <c>routegen.calls</c> counts, route by route, as <c>outcome</c> tags.</summary>
internal static class CountedCalls
{
    private static readonly ConcurrentDictionary<string, ConcurrentQueue<string>> Outcomes = new(StringComparer.Ordinal);
    private static readonly MeterListener Listener = Listen();

    /// <summary>Listens from now on.</summary>
    public static void Begin() => Listener.Start();

    public static IReadOnlyCollection<string> Of(string route) => Outcomes.TryGetValue(route, out var outcomes) ? outcomes : [];

    private static MeterListener Listen()
    {
        var listener = new MeterListener
        {
            InstrumentPublished = static (instrument, l) =>
            {
                if (instrument is { Meter.Name: "RouteGen", Name: "routegen.calls" })
                {
                    l.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>(static (_, count, tags, _) =>
        {
            string? route = null, outcome = null;
            foreach (var tag in tags)
            {
                route = tag.Key == "route" ? (string?)tag.Value : route;
                outcome = tag.Key == "outcome" ? (string?)tag.Value : outcome;
            }

            for (; count > 0; count--)
            {
                Outcomes.GetOrAdd(route!, static _ => new()).Enqueue(outcome!);
            }
        });
        return listener;
    }
}
