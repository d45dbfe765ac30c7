using RouteGen.Definitions;
using RouteGen.Routes;
using RouteGen.Targets;

namespace RouteGen.Providers.Tests.Keys;

public enum KeyTarget
{
    First = 1,
    Backup,
}

/// <summary>A table of routes that a test describes: each a target, and behind it a backup elsewhere.</summary>
internal sealed class KeyTable : RouteTableBase, IRouteTable<KeyTable>
{
    private readonly KeyRoute[] _routes;

    private KeyTable(RouteTableRuntime runtime)
        : base(runtime) => _routes = [.. Definition.Routes.Select(route => new KeyRoute(runtime, route))];

    public static RouteTableDefinition Definition => Current.Value ?? throw new InvalidOperationException("Make a KeyStand first.");

    public static AsyncLocal<RouteTableDefinition?> Current { get; } = new();

    public static KeyTable Create(RouteTableRuntime runtime) => new(runtime);

    public KeyRoute Route(string target) => _routes.Single(route => route.Definition.Name == target);

    public static RouteTableDefinition Define(IEnumerable<TargetDefinition> targets, TargetDefinition backup, int attempts, int retries)
    {
        TargetDefinition[] all = [.. targets];
        return new()
        {
            Name = "KeyTable",
            Hash = "hand-made",
            Providers = [.. all.Select(t => t.Provider).Distinct(), backup.Provider],
            Targets = [.. all, backup],
            Routes = [.. all.Select(target => new RouteDefinition
            {
                Name = target.Name,
                Chain = [new() { Target = target }, new() { Target = backup }],
                TotalTimeout = TimeSpan.FromSeconds(60),
                AttemptTimeout = TimeSpan.FromSeconds(30),
                FirstTokenTimeout = TimeSpan.FromSeconds(30),
                IdleTimeout = TimeSpan.FromSeconds(30),
                StreamTotalTimeout = TimeSpan.FromSeconds(60),
                MaxAttempts = attempts,
                OutputTokenLimit = 500,
                MaxRetries = retries,
                RetryDelay = TimeSpan.FromMilliseconds(1),
                MaxRetryDelay = TimeSpan.FromMilliseconds(5),
                CostBucket = target.Name,
                WorstCase = new WorstCase
                {
                    Attempts = attempts,
                    WhenFailing = TimeSpan.Zero,
                    WhenTimingOut = TimeSpan.Zero,
                    WhenRateLimited = TimeSpan.Zero,
                    CostUsd = null
                },
            })],
        };
    }

    protected override ModelRoute GetRoute(int index) => _routes[index];
}

internal sealed class KeyRoute(RouteTableRuntime runtime, RouteDefinition definition) : ChatRoute<KeyTarget>(runtime, definition)
{
    public List<string> Fallbacks { get; } = [];

    protected override void OnChainAdvanced(KeyTarget from, KeyTarget to, Fault fault) => Fallbacks.Add($"{from} {to} {fault}");
}
