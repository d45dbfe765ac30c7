using RouteGen.Costs;
using RouteGen.Definitions;
using RouteGen.Providers.Tests.Suite;
using RouteGen.Routes;
using RouteGen.Targets;

namespace RouteGen.Providers.Tests.Embeddings;

/// <summary>
/// What a generator would make of a table with an embedding route for each dialect that makes embeddings: a target
/// there, then one of the same model elsewhere.
/// </summary>
internal sealed class EmbedTable : RouteTableBase, IRouteTable<EmbedTable>
{
    public const int Dimensions = 12;

    /// <summary>The dialects whose adapters make embeddings, and the vendors who can be asked for a length.</summary>
    public static readonly Dialect[] Dialects =
    [
        Dialect.OpenAI, Dialect.Azure, Dialect.Gemini, Dialect.OpenRouter, Dialect.Compatible, Dialect.Ollama,
        Dialect.Mistral, Dialect.Fireworks, Dialect.Vllm, Dialect.SGLang
    ];

    private readonly EmbedRoute[] _routes;

    private EmbedTable(RouteTableRuntime runtime)
        : base(runtime) => _routes = [.. Definition.Routes.Select(route => new EmbedRoute(runtime, route))];

    public static RouteTableDefinition Definition { get; } = Define();

    public static EmbedTable Create(RouteTableRuntime runtime) => new(runtime);

    /// <summary>The deployment of the first target; that of the second has "-backup" behind it.</summary>
    public static string ModelOf(Dialect dialect) => $"model-of-{dialect}";

    public static Dialect BackupOf(Dialect dialect) => dialect == Dialect.Ollama ? Dialect.OpenAI : Dialect.Ollama;

    public EmbedRoute Route(Dialect dialect, int? asked = null) => _routes.Single(route => route.Definition.Name == Name(dialect, asked));

    protected override ModelRoute GetRoute(int index) => _routes[index];

    private static string Name(Dialect dialect, int? asked) => $"{dialect}{(asked is null ? "" : ", shortened")}";

    private static RouteTableDefinition Define()
    {
        var providers = Dialects.ToDictionary(dialect => dialect, dialect => Adapters.Provider(dialect));
        var model = new ModelDefinition
        {
            Name = "embedder",
            MaxInput = 100,
            Dimensions = Dimensions,
            Price = new("embedder@1", new PriceSheet { Input = 0.02m })
        };
        var routes = new List<RouteDefinition>();
        foreach (var dialect in Dialects)
        {
            foreach (var asked in new int?[] { null, 4 })
            {
                TargetDefinition[] targets =
                [
                    new()
                    {
                        Name = Name(dialect, asked),
                        Provider = providers[dialect],
                        Model = model,
                        Deployment = ModelOf(dialect),
                        Dimensions = asked
                    },
                    new()
                    {
                        Name = Name(dialect, asked) + ", backup",
                        Provider = providers[BackupOf(dialect)],
                        Model = model,
                        Deployment = ModelOf(dialect) + "-backup",
                        Dimensions = asked
                    },
                ];
                routes.Add(RouteOf(Name(dialect, asked), targets));
            }
        }

        return new()
        {
            Name = "EmbedTable",
            Hash = "hand-made",
            Providers = [.. providers.Values],
            Targets = [.. routes.SelectMany(route => route.Chain).Select(entry => entry.Target)],
            Routes = routes,
        };
    }

    private static RouteDefinition RouteOf(string name, TargetDefinition[] targets) => new()
    {
        Name = name,
        Type = RouteType.Embedding,
        Chain = [.. targets.Select(target => new ChainEntryDefinition { Target = target })],
        TotalTimeout = TimeSpan.FromSeconds(60),
        AttemptTimeout = WireTable.Patience,
        FirstTokenTimeout = TimeSpan.FromSeconds(15),
        IdleTimeout = TimeSpan.FromSeconds(15),
        StreamTotalTimeout = TimeSpan.FromSeconds(60),
        MaxAttempts = 6,
        MaxRetries = 2,
        RetryDelay = TimeSpan.FromMilliseconds(1),
        MaxRetryDelay = TimeSpan.FromMilliseconds(5),
        CostBucket = "search",
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

internal sealed class EmbedRoute(RouteTableRuntime runtime, RouteDefinition definition) : EmbeddingRoute<WireTarget>(runtime, definition);
