using Polly;
using Polly.Retry;
using RouteGen.Definitions;

namespace RouteGen.Routing;

/// <summary>A route's chain under the settings in force.</summary>
internal sealed class RoutePlan
{
    public RoutePlan(RouteDefinition route, RouteTableRuntime runtime, TargetSlot[] slots)
    {
        Route = route;
        Slots = slots;
        Chain = route.Chain.Select((entry, i) => new PlanEntry(i, entry, slots[IndexOf(runtime.Definition, entry.Target)])).ToArray();
        HasOneProvider = Chain.All(e => e.Target.Provider == Chain[0].Target.Provider);
        Retry = route.MaxRetries > 0 ? RetryOf(route, runtime) : null;
    }

    public RouteDefinition Route { get; }

    /// <summary>Whether a conversation that one provider keeps can be continued wherever the chain leads.</summary>
    public bool HasOneProvider { get; }

    public TargetSlot[] Slots { get; }

    public PlanEntry[] Chain { get; }

    /// <summary>Repetition at one target; null where the route has none.</summary>
    public ResiliencePipeline<AttemptResult>? Retry { get; }

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
                ShouldHandle = static args => new(args.Outcome.Result is { MayRetry: true }),
                DelayGenerator = static args => new(args.Outcome.Result?.RetryDelay),
                OnRetry = static args =>
                {
                    args.Outcome.Result!.ActualDelay = args.RetryDelay;
                    return default;
                },
            })
            .Build();
}

/// <summary>A target's place in a chain under the settings in force.</summary>
internal sealed record PlanEntry(int Index, ChainEntryDefinition Definition, TargetSlot Slot)
{
    public TargetDefinition Target => Definition.Target;

    public ModelDefinition Model => Definition.Target.Model;
}

/// <summary>Stands in for the routes' own retry delays where nothing is to be gained by waiting: in drills.</summary>
internal sealed record RetryPacing(TimeSpan Delay);
