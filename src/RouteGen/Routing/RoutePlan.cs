using Polly;
using Polly.Retry;
using RouteGen.Costs;
using RouteGen.Definitions;
using RouteGen.Hosting;
using RouteGen.Records;

namespace RouteGen.Routing;

/// <summary>A route's chain under the settings in force.</summary>
internal sealed class RoutePlan
{
    public RoutePlan(RouteDefinition route, RouteTableRuntime runtime, TableState state)
    {
        Route = route;
        State = state;
        RouteSettings? settings = state.SettingsOf(route.Name);
        Timeouts = PlanTimeouts.Of(route, settings?.Timeouts);
        Entries = route.Reach.Select((entry, i) => new PlanEntry(i, entry, state.Slots[IndexOf(runtime.Definition, entry.Target)])
        {
            Rules = FaultRules.Of(route, entry),
            Weight = settings is not null && settings.Weights.TryGetValue(entry.Target.Name, out var weight) ? weight : entry.Weight,
        }).ToArray();
        Chain = Ordered(Entries[..route.Chain.Count], settings?.Order);
        Tokens = new TokenEstimator(Chain[0].Model.Name, runtime.TokenEstimator, e => runtime.Log.HookFailed(route.Name, nameof(ITokenEstimator), e));
        HasOneProvider = Entries.All(e => e.Target.Provider == Chain[0].Target.Provider);
        Order = runtime.Pacing is null ? ChainOrder.Of(route, $"{runtime.Definition.Name}/{route.Name}", Chain) : null;
        Retry = route.MaxRetries > 0 ? RetryOf(route, runtime) : null;
    }

    public RouteDefinition Route { get; }

    /// <summary>Whether a conversation that one provider keeps can be continued wherever the chain leads.</summary>
    public bool HasOneProvider { get; }

    /// <summary>The state of the table that the plan is made of.</summary>
    public TableState State { get; }

    public PlanTimeouts Timeouts { get; }

    /// <summary>Estimates the input of a call, by the first target's model.</summary>
    public TokenEstimator Tokens { get; }

    /// <summary>The chain, as it is walked where the strategy has no say.</summary>
    public PlanEntry[] Chain { get; }

    /// <summary>All that can serve, in the order of the route's enum: the chain as declared, then the targets that only a fault leads to.</summary>
    public PlanEntry[] Entries { get; }

    /// <summary>What orders the chain for each call; null where the chain's own order stands.</summary>
    public ChainOrder? Order { get; }

    /// <summary>Repetition at one target; null where the route has none.</summary>
    public ResiliencePipeline<AttemptResult>? Retry { get; }

    /// <summary>The place of a target of the route, by its name.</summary>
    public PlanEntry EntryOf(string target)
    {
        foreach (PlanEntry entry in Entries)
        {
            if (entry.Target.Name == target)
            {
                return entry;
            }
        }

        throw new InvalidOperationException($"Route '{Route.Name}' leads to target '{target}', which it does not have: the generated code is not from one version of RouteGen.");
    }

    /// <summary>The chain with the targets first that operation puts first.</summary>
    private static PlanEntry[] Ordered(PlanEntry[] chain, IList<string>? order) => order is not { Count: > 0 } ? chain :
    [
        .. order.Select(name => chain.First(e => string.Equals(e.Target.Name, name, StringComparison.OrdinalIgnoreCase))),
        .. chain.Where(e => !order.Contains(e.Target.Name, StringComparer.OrdinalIgnoreCase)),
    ];

    private static int IndexOf(RouteTableDefinition table, TargetDefinition target)
    {
        for (var i = 0; i < table.Targets.Count; i++)
        {
            if (ReferenceEquals(table.Targets[i], target))
            {
                return i;
            }
        }

        throw new InvalidOperationException($"Target '{target.Name}' stands in a chain and not in the table: the generated code is not from one version of RouteGen.");
    }

    private static ResiliencePipeline<AttemptResult> RetryOf(RouteDefinition route, RouteTableRuntime runtime) =>
        new ResiliencePipelineBuilder<AttemptResult> { TimeProvider = runtime.Time }
            .AddRetry(new RetryStrategyOptions<AttemptResult>
            {
                MaxRetryAttempts = route.MaxRetries,
                Delay = runtime.Pacing?.Delay ?? route.RetryDelay,
                MaxDelay = route.MaxRetryDelay,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                ShouldHandle = static args => new(args.Outcome.Result.Failure is { MayRetry: true }),
                DelayGenerator = static args => new(args.Outcome.Result.Failure?.Fault.RetryAfter),
                OnRetry = static args =>
                {
                    args.Outcome.Result.Failure!.ActualDelay = args.RetryDelay;
                    return default;
                },
            })
            .Build();
}

/// <summary>A target's place in a chain under the settings in force.</summary>
internal sealed class PlanEntry(int index, ChainEntryDefinition definition, TargetSlot slot)
{
    private WorstCaseRates? _worstCase;

    public int Index => index;

    public ChainEntryDefinition Definition => definition;

    public TargetSlot Slot => slot;

    /// <summary>The target, with the deployment in force.</summary>
    public TargetDefinition Target { get; } = slot.Target;

    public ModelDefinition Model => Target.Model;

    /// <summary>The share of callers that begin here.</summary>
    public int Weight { get; init; }

    /// <summary>What the table says about faults at this target; null where it says nothing.</summary>
    public FaultRules? Rules { get; init; }

    /// <summary>The most expensive rates of the price in force, worked out when it comes into force.</summary>
    public WorstCaseRates WorstCaseRatesOf(PriceSheet sheet, ServiceTier? only)
    {
        WorstCaseRates? known = Volatile.Read(ref _worstCase);
        return known is not null && ReferenceEquals(known.Prices, sheet) ? known : _worstCase = WorstCaseRates.Of(sheet, only);
    }
}

/// <summary>Stands in for the routes' own retry delays where nothing is to be gained by waiting: in drills, which also take each chain in its declared order, whatever the strategy, and lay each failure to its target alone.</summary>
internal sealed record RetryPacing(TimeSpan Delay);
