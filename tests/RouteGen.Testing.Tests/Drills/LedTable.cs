using RouteGen.Costs;
using RouteGen.Definitions;
using RouteGen.OpenAI;
using RouteGen.Routes;
using RouteGen.Targets;

namespace RouteGen.Testing.Tests.Drills;

public enum LedTarget
{
    A = 1,
    B = 2,
    C = 3,
    X = 4,
    Y = 5,
}

/// <summary>
/// What generated code would be for routes whose faults lead back and forth: lists that also name targets of the chain, lists behind lists,
/// and words that leave few faults to pass by.
/// </summary>
public sealed class LedTable : RouteTableBase, IRouteTable<LedTable>
{
    private readonly LedRoute[] _routes;

    private LedTable(RouteTableRuntime runtime)
        : base(runtime) => _routes = [.. Definition.Routes.Select(route => new LedRoute(runtime, route))];

    public static RouteTableDefinition Definition { get; } = Make();

    public static LedTable Create(RouteTableRuntime runtime) => new(runtime);

    protected override ModelRoute GetRoute(int index) => _routes[index];

    private static RouteTableDefinition Make()
    {
        var provider =
            new ProviderDefinition { Name = "openai", Kind = "openai", Adapter = OpenAIAdapter.Instance, Auth = ProviderAuth.ApiKey };
        var model = new ModelDefinition { Name = "m", Price = new PriceDefinition("m@1", new PriceSheet { Input = 1m, Output = 2m }) };
        TargetDefinition[] all = [.. new[] { "a", "b", "c", "x", "y" }.Select(
            name => new TargetDefinition { Name = name, Provider = provider, Model = model, Deployment = "m-" + name })];
        return new RouteTableDefinition
        {
            Name = "LedTable",
            Hash = "h",
            Providers = [provider],
            Targets = all,
            Routes =
            [
                RouteOf(all, "a list names a target of the chain before the other",
                    [new(Fault.ContextTooLong, OnFaultAction.Targets, "c", "x", "y")], [], []),
                RouteOf(all, "an overload leads away from the chain", [], [], [new(Fault.Overloaded, OnFaultAction.Targets, "x", "y")]),
                RouteOf(all, "an overload stops", [], [new(Fault.Timeout, OnFaultAction.Targets, "a", "c", "x")], [
                    new(Fault.Overloaded, OnFaultAction.Stop), new(Fault.ContentFiltered, OnFaultAction.Targets, "y")
                ]),
                RouteOf(all, "a list behind a list", [new(Fault.Timeout, OnFaultAction.Stop)], [new(Fault.Timeout, OnFaultAction.Stop)],
                    [new(Fault.Timeout, OnFaultAction.Targets, "x"), new(Fault.ContextTooLong, OnFaultAction.Targets, "y")]),
                RouteOf(all, "nothing passes the first", [.. Passing.Select(fault => new OnFaultDefinition(fault, OnFaultAction.Stop)), new(
                    Fault.InvalidRequest, OnFaultAction.Targets, "x", "b")], [],
                    [new(Fault.Unauthorized, OnFaultAction.Targets, "c", "y")]),
            ],
        };
    }

    private static IEnumerable<Fault> Passing =>
        [Fault.Overloaded, Fault.ServerError,
            Fault.ConnectionFailed, Fault.RateLimited, Fault.Timeout, Fault.ModelNotFound, Fault.QuotaExhausted, Fault.EmptyReply];

    private static RouteDefinition RouteOf(
        TargetDefinition[] targets, string name, OnFaultDefinition[] onA, OnFaultDefinition[] onB, OnFaultDefinition[] on) => new()
        {
            Name = name,
            Chain = [new() { Target = targets[0], On = onA }, new() { Target = targets[1], On = onB }, new() { Target = targets[2] }],
            OnTargets = [.. targets[3..].Select(target => new ChainEntryDefinition { Target = target })],
            On = on,
            TotalTimeout = TimeSpan.FromSeconds(30),
            AttemptTimeout = TimeSpan.FromSeconds(10),
            FirstTokenTimeout = TimeSpan.FromSeconds(10),
            IdleTimeout = TimeSpan.FromSeconds(10),
            StreamTotalTimeout = TimeSpan.FromSeconds(60),
            MaxAttempts = 10,
            MaxRetries = 1,
            RetryDelay = TimeSpan.FromMilliseconds(200),
            MaxRetryDelay = TimeSpan.FromSeconds(2),
            OutputTokenLimit = 100,
            CostBucket = name,
            WorstCase =
            new WorstCase { Attempts = 10, WhenFailing = default, WhenTimingOut = default, WhenRateLimited = default, CostUsd = null },
        };
}

public sealed class LedRoute(RouteTableRuntime runtime, RouteDefinition definition) : ChatRoute<LedTarget>(runtime, definition);
