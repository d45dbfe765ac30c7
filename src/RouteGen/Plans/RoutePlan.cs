using Polly;
using Polly.Retry;
using RouteGen.Billing;
using RouteGen.Chains;
using RouteGen.Costs;
using RouteGen.Definitions;
using RouteGen.Faults;
using RouteGen.Listening;
using RouteGen.Targets;
using RouteGen.Wire;

namespace RouteGen.Plans;

/// <summary>A route's chain under the settings in force.</summary>
internal sealed class RoutePlan : IChainRules
{
    /// <summary>Faults that say something of a target and not of the request, and which do not stop a call by themselves.</summary>
    private static readonly Fault[] TargetFaults =
    [
        .. Enum.GetValues<Fault>().Where(static f =>
            FaultTable.BlameFor(f) != FaultBlame.None && FaultTable.ActionFor(f) is not FaultAction.Stop)
    ];

    public RoutePlan(PlannedRoute planned, TableState state)
    {
        var (route, runtime) = (planned.Definition, planned.Runtime);
        Planned = planned;
        State = state;
        var settings = state.SettingsOf(route.Name);
        Timeouts = PlanTimeouts.Create(route, settings?.Timeouts);
        Entries = route.Reach.Select((entry, i) => new PlanEntry(i, entry, state.Slots[IndexOf(runtime.Definition, entry.Target)], route)
        {
            Rules = FaultRules.For(route, entry),
            Weight = settings is not null && settings.Weights.TryGetValue(entry.Target.Name, out var weight) ? weight : entry.Weight,
        }).ToArray();
        Chain = Ordered(Entries[..route.Chain.Count], settings?.Order);
        Tokens = new TokenEstimator(
            Chain[0].Model.Name, runtime.TokenEstimator, e => runtime.Log.HookFailed(route.Name, nameof(ITokenEstimator), e));
        HasOneProvider = Entries.All(e => e.Target.Provider == Chain[0].Target.Provider);
        DeclaredOrder = CallOrder.Create(Chain);
        foreach (var entry in Entries)
        {
            entry.Edits = AttemptEdits.Create(entry, route, HasOneProvider);
        }

        Order = runtime.Pacing is null ? ChainOrder.For(route, $"{runtime.Definition.Name}/{route.Name}", Chain) : null;
        Stays = settings?.Stay ?? true;
        Orders = OrdersOf(Chain);
        Retry = route.MaxRetries > 0 ? RetryOf(route, runtime) : null;
    }

    /// <summary>The route that is planned.</summary>
    public PlannedRoute Planned { get; }

    /// <summary>Whether a conversation that one provider keeps can be continued wherever the chain leads.</summary>
    public bool HasOneProvider { get; }

    /// <summary>The state of the table that the plan is made of.</summary>
    public TableState State { get; }

    public PlanTimeouts Timeouts { get; }

    /// <summary>Estimates the input of a call, by the first target's model.</summary>
    public TokenEstimator Tokens { get; }

    /// <summary>The chain, as it is walked where the strategy has no say.</summary>
    public PlanEntry[] Chain { get; }

    /// <summary>
    /// All that can serve, in the order of the route's enum: the chain as declared, then the targets that only a fault leads to.
    /// </summary>
    public PlanEntry[] Entries { get; }

    /// <summary>The same as places.</summary>
    public CallOrder DeclaredOrder { get; }

    /// <summary>What orders the chain for each call; null where the chain's own order stands.</summary>
    public ChainOrder? Order { get; }

    /// <summary>Whether an operation stays with the target that served it last.</summary>
    public bool Stays { get; }

    /// <summary>Tells orders apart: another one where settings have changed the order or the weights.</summary>
    public int Orders { get; }

    /// <summary>Repetition at one target; null where the route has none.</summary>
    public ResiliencePipeline<AttemptFailure?>? Retry { get; }

    /// <inheritdoc/>
    public FaultAction ActionAt(int place, Fault fault) => FaultTable.ActionFor(fault, Entries[place].Rules?.RuleFor(fault)?.Action);

    /// <inheritdoc/>
    public int[] NamedAt(int place, Fault fault) => [.. Entries[place].Rules!.RuleFor(fault)!.Targets.Select(PlaceOf)];

    /// <inheritdoc/>
    public long? WindowAt(int place) => Preflight.Window(Entries[place].Model);

    /// <summary>
    /// Whether an operation may begin at a place that is not the first choice: a fault there has to lead on to those that the order has
    /// before it. Where the table says that one of the target's own stops the call, or leads elsewhere, it would not.
    /// </summary>
    public bool LeadsOn(int place)
    {
        if (Entries[place].Rules is null)
        {
            return true;
        }

        foreach (var fault in TargetFaults)
        {
            if (ActionAt(place, fault) is FaultAction.Stop or FaultAction.Elsewhere)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The place of a target of the route, by its name.</summary>
    private int PlaceOf(string target)
    {
        foreach (var entry in Entries)
        {
            if (entry.Target.Name == target)
            {
                return entry.Index;
            }
        }

        throw new InvalidOperationException(
            $"Route '{Planned.Definition.Name}' leads to target '{target}', which it does not have: the code was generated by different " +
            $"versions of RouteGen.");
    }

    /// <summary>The chain with the targets first that operation puts first.</summary>
    private static PlanEntry[] Ordered(PlanEntry[] chain, IReadOnlyList<string>? order) => order is not { Count: > 0 } ? chain :
    [
        .. order.Select(name => chain.First(e => string.Equals(e.Target.Name, name, StringComparison.OrdinalIgnoreCase))),
        .. chain.Where(e => !order.Contains(e.Target.Name, StringComparer.OrdinalIgnoreCase)),
    ];

    private static int OrdersOf(PlanEntry[] chain)
    {
        var orders = default(HashCode);
        foreach (var entry in chain)
        {
            orders.Add(entry.Index);
            orders.Add(entry.Weight);
        }

        return orders.ToHashCode();
    }

    private static int IndexOf(RouteTableDefinition table, TargetDefinition target)
    {
        for (var i = 0; i < table.Targets.Count; i++)
        {
            if (ReferenceEquals(table.Targets[i], target))
            {
                return i;
            }
        }

        throw new InvalidOperationException(
            $"Target '{target.Name}' is in a chain but not in the table: the code was generated by different versions of RouteGen.");
    }

    private static ResiliencePipeline<AttemptFailure?> RetryOf(RouteDefinition route, RouteTableRuntime runtime) =>
        new ResiliencePipelineBuilder<AttemptFailure?> { TimeProvider = runtime.Time }
            .AddRetry(new RetryStrategyOptions<AttemptFailure?>
            {
                MaxRetryAttempts = route.MaxRetries,
                Delay = runtime.Pacing?.Delay ?? route.RetryDelay,
                MaxDelay = route.MaxRetryDelay,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                ShouldHandle = static args => new(args.Outcome.Result is { MayRetry: true }),
                DelayGenerator = static args => new(args.Outcome.Result?.Fault.RetryAfter),
                OnRetry = static args =>
                {
                    args.Outcome.Result!.ActualDelay = args.RetryDelay;
                    return default;
                },
            })
            .Build();
}

/// <summary>A target's place in a chain under the settings in force.</summary>
internal sealed class PlanEntry(int index, ChainEntryDefinition definition, TargetSlot slot, RouteDefinition route)
{
    /// <summary>Written without a lock: the rates never change, and of two that are made at once each is as good.</summary>
    private WorstCaseRates? _worstCase;
    private Reply? _served;

    public int Index => index;

    public ChainEntryDefinition Definition => definition;

    public TargetSlot Slot => slot;

    /// <summary>The target, with the deployment in force.</summary>
    public TargetDefinition Target { get; } = slot.Target;

    public ModelDefinition Model => Target.Model;

    /// <summary>Spans and measurements of attempts at it.</summary>
    public AttemptTelemetry Telemetry { get; } = new(route, slot.Target, slot.Access.Endpoint);

    /// <summary>The share of callers that begin here.</summary>
    public int Weight { get; init; }

    /// <summary>
    /// What its attempts change of a request in which the caller says nothing of output and preferences; set as its plan is made.
    /// </summary>
    public RequestEdits Edits { get; set; }

    /// <summary>What the table says about faults at this target; null where it says nothing.</summary>
    public FaultRules? Rules { get; init; }

    /// <summary>The model that a reply of the target says it is of, which mostly is the one of the reply before.</summary>
    public ServedModel ServedBy(RouteTableDefinition table, string? reported)
    {
        if (reported is null || (object)reported == Target.Deployment)
        {
            return default;
        }

        var last = Volatile.Read(ref _served);
        if (last is null || last.Reported != reported)
        {
            Volatile.Write(ref _served, last = new Reply(reported, ServedModels.Find(table, Target, reported)));
        }

        return last.Served;
    }

    /// <summary>The most expensive rates of the price in force, worked out when it comes into force.</summary>
    public WorstCaseRates WorstCaseRatesOf(PriceSheet sheet, ServiceTier? only)
    {
        var known = Volatile.Read(ref _worstCase);
        return known is not null && ReferenceEquals(known.Prices, sheet) ? known : _worstCase = WorstCaseRates.Create(sheet, only);
    }

    private sealed record Reply(string Reported, ServedModel Served);
}
