using RouteGen.Anthropic;
using RouteGen.Costs;
using RouteGen.Definitions;
using RouteGen.Ollama;
using RouteGen.OpenAI;
using RouteGen.Providers.Tests.Suite;
using RouteGen.Routes;
using RouteGen.Targets;
using RouteGen.TestSupport.Wire;

namespace RouteGen.Providers.Tests.Bills;

/// <summary>What a generator would make of a table with a route for each file of the corpus, with one target and without retries.</summary>
internal sealed class BillTable : RouteTableBase, IRouteTable<BillTable>
{
    private readonly Dictionary<string, WireRoute> _routes;

    private BillTable(RouteTableRuntime runtime)
        : base(runtime) =>
        _routes = Definition.Routes.ToDictionary(route => route.Name, route => new WireRoute(runtime, route));

    public static RouteTableDefinition Definition { get; } = Define([.. BillFile.Names.Select(BillFile.Read)]);

    public static BillTable Create(RouteTableRuntime runtime) => new(runtime);

    /// <summary>The provider of a file's route.</summary>
    public static string ProviderOf(BillFile file) => $"provider of {file.Name}";

    public WireRoute RouteOf(BillFile file) => _routes[file.Name];

    protected override ModelRoute GetRoute(int index) => _routes[Definition.Routes[index].Name];

    private static RouteTableDefinition Define(BillFile[] files)
    {
        var targets = files.Select(file => Target(file, Provider(file), file.Asked, file.Sheet)).ToArray();
        var also = files.Zip(targets).Where(pair => pair.First.Also is not null).Select(
            pair => Target(pair.First, pair.Second.Provider, pair.First.Also!.Value.Model, pair.First.Also.Value.Sheet));
        return new()
        {
            Name = "BillTable",
            Hash = "hand-made",
            Providers = [.. targets.Select(target => target.Provider)],
            Targets = [.. targets, .. also],
            Routes = [.. files.Zip(targets, Route)],
        };
    }

    private static ProviderDefinition Provider(BillFile file) => new()
    {
        Name = ProviderOf(file),
        Kind = file.Kind,
        Adapter = (file.Kind, file.Api) switch
        {
            ("anthropic", _) => AnthropicAdapter.Instance,
            ("ollama", _) => OllamaAdapter.Instance,
            (_, "responses") => OpenAIResponsesAdapter.Instance,
            _ => OpenAIAdapter.Instance,
        },
        Api = file.Api == "responses" ? ProviderApi.Responses : ProviderApi.Default,
    };

    private static TargetDefinition Target(BillFile file, ProviderDefinition provider, string model, string sheet) => new()
    {
        Name = $"{model} of {file.Name}",
        Provider = provider,
        Model = new()
        {
            Name = model,
            MaxInput = 2_000_000,
            MaxOutput = 200_000,
            Price = new($"{sheet}@test", BillPrices.Sheets[sheet]),
        },
        Deployment = model,
        Concurrency = 1000,
    };

    private static RouteDefinition Route(BillFile file, TargetDefinition target)
    {
        var patience = TimeSpan.FromSeconds(30);
        return new()
        {
            Name = file.Name,
            Chain = [new() { Target = target }],
            TotalTimeout = patience,
            AttemptTimeout = patience,
            FirstTokenTimeout = patience,
            IdleTimeout = patience,
            StreamTotalTimeout = patience,
            MaxAttempts = 1,
            OutputTokenLimit = 500,
            MaxRetries = 0,
            RetryDelay = TimeSpan.FromMilliseconds(1),
            MaxRetryDelay = TimeSpan.FromMilliseconds(5),
            CostBucket = file.Name,
            WorstCase = new WorstCase
            {
                Attempts = 1,
                WhenFailing = TimeSpan.Zero,
                WhenTimingOut = TimeSpan.Zero,
                WhenRateLimited = TimeSpan.Zero,
                CostUsd = null
            },
        };
    }
}

/// <summary>The prices of the corpus, in USD per million tokens: no two kinds cost the same, so that a mixed-up kind shows.</summary>
internal static class BillPrices
{
    public static PriceSheet Standard { get; } = Times(1m) with
    {
        UsdPerWebSearch = 0.01m,
        Flex = Times(0.5m),
        Priority = Times(2m),
        Batch = Times(0.25m),
        Tier = new PriceTier(200_000, new PriceSheet { Input = 2m, CachedInput = 0.2m, Output = 15m }),
    };

    public static IReadOnlyDictionary<string, PriceSheet> Sheets { get; } = new Dictionary<string, PriceSheet>
    {
        ["standard"] = Standard,

        // A model that costs five times as much.
        ["large"] = Times(5m) with { UsdPerWebSearch = 0.01m },

        // With a fee for each request.
        ["fee"] = Standard with { UsdPerRequest = 0.005m },

        // Nothing but input and output has a rate.
        ["bare"] = new PriceSheet { Input = 1m, Output = 10m },
    };

    private static PriceSheet Times(decimal factor) => new()
    {
        Input = 1m * factor,
        CachedInput = 0.1m * factor,
        CacheWrite = 1.25m * factor,
        CacheWrite1h = 2m * factor,
        AudioInput = 4m * factor,
        ImageInput = 3m * factor,
        Output = 10m * factor,
        Reasoning = 7m * factor,
        AudioOutput = 20m * factor,
        ImageOutput = 30m * factor,
    };
}
