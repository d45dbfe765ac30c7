using RouteGen.Anthropic;
using RouteGen.Costs;
using RouteGen.Definitions;
using RouteGen.Routes;
using RouteGen.Targets;

namespace RouteGen.Providers.Tests.Clouds;

public enum CloudTarget
{
    Cloud = 1,
    FirstParty,
}

/// <summary>
/// What a generator would make of a table with Claude at a cloud, which the application's client serves (kind <c>custom</c>), and at
/// Anthropic itself; with a route in each order.
/// </summary>
internal sealed class CloudTable : RouteTableBase, IRouteTable<CloudTable>
{
    public const string Model = "claude-haiku-4-5";

    /// <summary>How long a route waits for an attempt.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly CloudRoute[] _routes;

    private CloudTable(RouteTableRuntime runtime)
        : base(runtime) => _routes = [.. Definition.Routes.Select(route => new CloudRoute(runtime, route))];

    public static RouteTableDefinition Definition { get; } = Define();

    public CloudRoute CloudFirst => _routes[0];

    public CloudRoute CloudLast => _routes[1];

    public static CloudTable Create(RouteTableRuntime runtime) => new(runtime);

    protected override ModelRoute GetRoute(int index) => _routes[index];

    private static RouteTableDefinition Define()
    {
        var cloud = Target("cloud", new() { Name = "cloud", Kind = "custom", Adapter = null, Auth = ProviderAuth.None });
        var firstParty = Target(
            "first-party",
            new() { Name = "anthropic", Kind = "anthropic", Adapter = AnthropicAdapter.Instance, Auth = ProviderAuth.ApiKey });
        return new()
        {
            Name = "CloudTable",
            Hash = "hand-made",
            Providers = [cloud.Provider, firstParty.Provider],
            Targets = [cloud, firstParty],
            Routes =
            [
                Route("cloud-first", cloud, firstParty),
                Route("cloud-last", firstParty, cloud),
            ],
        };
    }

    private static TargetDefinition Target(string name, ProviderDefinition provider) => new()
    {
        Name = name,
        Provider = provider,
        Model = new()
        {
            Name = Model,
            ContextWindow = provider.Adapter is null ? 200_000 : 1_000_000,
            MaxOutput = 8000,
            Price = new("claude@1", new PriceSheet { Input = 1m, CachedInput = 0.1m, Output = 5m }),
        },
        Deployment = Model,
    };

    private static RouteDefinition Route(string name, params TargetDefinition[] chain) => new()
    {
        Name = name,
        Chain = [.. chain.Select(target => new ChainEntryDefinition { Target = target })],
        TotalTimeout = TimeSpan.FromSeconds(60),
        AttemptTimeout = Patience,
        FirstTokenTimeout = Patience,
        IdleTimeout = Patience,
        StreamTotalTimeout = TimeSpan.FromSeconds(60),
        MaxAttempts = 6,
        OutputTokenLimit = 500,
        MaxRetries = 0,
        RetryDelay = TimeSpan.FromMilliseconds(1),
        MaxRetryDelay = TimeSpan.FromMilliseconds(5),
        CostBucket = name,
        WorstCase = new WorstCase
        {
            Attempts = 6,
            WhenFailing = TimeSpan.Zero,
            WhenTimingOut = TimeSpan.Zero,
            WhenRateLimited = TimeSpan.Zero,
            CostUsd = null,
        },
    };
}

internal sealed class CloudRoute(RouteTableRuntime runtime, RouteDefinition definition) : ChatRoute<CloudTarget>(runtime, definition);
