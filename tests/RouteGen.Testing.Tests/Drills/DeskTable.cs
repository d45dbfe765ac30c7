using RouteGen.Anthropic;
using RouteGen.Costs;
using RouteGen.Definitions;
using RouteGen.OpenAI;
using RouteGen.Routes;
using RouteGen.Targets;

namespace RouteGen.Testing.Tests.Drills;

public enum DeskTarget
{
    Mini = 1,
    Haiku = 2,
    House = 3,
    Big = 4,
    Bigger = 5,
}

/// <summary>
/// What generated code would be for a route over two SDKs, a gateway and a client of the application's, with
/// two targets that only an overflow leads to.
/// </summary>
public sealed class DeskTable : RouteTableBase, IRouteTable<DeskTable>
{
    private DeskTable(RouteTableRuntime runtime)
        : base(runtime) => Ask = new DeskRoute(runtime, Definition.Routes[0]);

    public static RouteTableDefinition Definition { get; } = Make();

    public DeskRoute Ask { get; }

    public static DeskTable Create(RouteTableRuntime runtime) => new(runtime);

    protected override ModelRoute GetRoute(int index) => Ask;

    private static RouteTableDefinition Make()
    {
        var gateway = new ProviderDefinition
        {
            Name = "openrouter",
            Kind = "openrouter",
            Adapter = OpenAIAdapter.Instance,
            Auth = ProviderAuth.ApiKey,
            IsGateway = true
        };
        var anthropic = new ProviderDefinition
        {
            Name = "anthropic",
            Kind = "anthropic",
            Adapter = AnthropicAdapter.Instance,
            Auth = ProviderAuth.ApiKey
        };
        var own = new ProviderDefinition { Name = "own", Kind = "custom", Adapter = null };
        TargetDefinition[] targets =
        [
            new() { Name = "mini", Provider = gateway, Model = Model("gpt-5-mini", 0.25m, 2m), Deployment = "openai/gpt-5-mini" },
            new() { Name = "haiku", Provider = anthropic, Model = Model("claude-haiku-4-5", 1m, 5m), Deployment = "claude-haiku-4-5" },
            new() { Name = "house", Provider = own, Model = Model("house", 0.1m, 0.2m), Deployment = "house" },
            new() { Name = "big", Provider = gateway, Model = Model("gpt-5", 1.25m, 10m), Deployment = "openai/gpt-5" },
            new() { Name = "bigger", Provider = anthropic, Model = Model("claude-sonnet-4-5", 3m, 15m), Deployment = "claude-sonnet-4-5" },
        ];
        return new RouteTableDefinition
        {
            Name = "DeskTable",
            Hash = "h",
            Providers = [gateway, anthropic, own],
            Targets = targets,
            Routes =
            [
                new RouteDefinition
                {
                    Name = "ask", Chain = [.. targets[..3].Select(t => new ChainEntryDefinition { Target = t })],
                    OnTargets = [.. targets[3..].Select(t => new ChainEntryDefinition { Target = t })],
                    On = [new(Fault.ContextTooLong, OnFaultAction.Targets, "big", "bigger"), new(Fault.ServerError, OnFaultAction.Stop)],
                    TotalTimeout = TimeSpan.FromSeconds(30),
                    AttemptTimeout = TimeSpan.FromSeconds(10), FirstTokenTimeout = TimeSpan.FromSeconds(10),
                    IdleTimeout = TimeSpan.FromSeconds(10), StreamTotalTimeout = TimeSpan.FromSeconds(60),
                    MaxAttempts = 6, MaxRetries = 1, RetryDelay = TimeSpan.FromMilliseconds(200), MaxRetryDelay = TimeSpan.FromSeconds(2),
                    OutputTokenLimit = 100, CostBucket = "ask", WorstCase = new WorstCase
                    {
                        Attempts = 6,
                        WhenFailing = default,
                        WhenTimingOut = default,
                        WhenRateLimited = default,
                        CostUsd = null
                    },
                },
            ],
        };
    }

    private static ModelDefinition Model(string name, decimal input, decimal output) =>
        new()
        {
            Name = name,
            Price = new PriceDefinition($"{name}@1", new PriceSheet { Input = input, CachedInput = input / 10, Output = output })
        };
}

public sealed class DeskRoute(RouteTableRuntime runtime, RouteDefinition definition) : ChatRoute<DeskTarget>(runtime, definition);
