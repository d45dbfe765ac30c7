using RouteGen.Budgets;
using RouteGen.Definitions;
using RouteGen.Listening;
using RouteGen.Records;
using RouteGen.Targets;

namespace RouteGen.Plans;

/// <summary>A route as calls run it: its definition, its table, its hooks, and its plan under the settings in force.</summary>
internal sealed class PlannedRoute(RouteDefinition definition, RouteTableRuntime runtime, IRouteHooks hooks)
{
    /// <summary>Written without a lock: a plan never changes, and of two that are made at once each is as good.</summary>
    private RoutePlan? _plan;
    private OperationMemory? _operations;

    public RouteDefinition Definition => definition;

    public RouteTableRuntime Runtime => runtime;

    public IRouteHooks Hooks => hooks;

    /// <summary>Spans and measurements of its calls.</summary>
    public RouteTelemetry Telemetry { get; } = new(runtime.Definition.Name, definition);

    /// <summary>What its records say of it.</summary>
    public RecordedRoute Recorded { get; } = new(runtime.Definition.Name, runtime.Definition.Hash, definition.Name, definition.CostBucket);

    /// <summary>The accounts of its budgets.</summary>
    public BudgetAccounts[] Accounts { get; } = [.. definition.Budgets.Select(b => new BudgetAccounts(runtime.Definition.Name, b))];

    /// <summary>What its latest replies wrote; null where no budget goes by that.</summary>
    public OutputSeen? Outputs { get; } = definition.Budgets.Any(static b => b.Reserve == BudgetReservationBasis.Expected)
        ? new OutputSeen()
        : null;

    /// <summary>Which targets served its operations; made by the first call that has one. Null where nothing could stay.</summary>
    public OperationMemory? Operations => CanStay
        ? Volatile.Read(ref _operations) ?? Interlocked.CompareExchange(ref _operations, new(runtime.Time), null) ?? _operations
        : null;

    /// <summary>The same as far as a call has made it.</summary>
    public OperationMemory? RememberedOperations => Volatile.Read(ref _operations);

    /// <summary>
    /// Takes over what a former version of the route knows of operations, where the chain asks the same targets: a change elsewhere in the
    /// table must not lose anybody's prompt cache.
    /// </summary>
    public void TakeOver(PlannedRoute former)
    {
        if (CanStay && former.RememberedOperations is { } memory
            && definition.Chain.Select(static e => e.Target.Name).SequenceEqual(former.Definition.Chain.Select(static e => e.Target.Name)))
        {
            Interlocked.CompareExchange(ref _operations, memory, null);
        }
    }

    /// <summary>Whether there are several targets to stay with, whose prompts are kept. Drills walk the chain as it is declared.</summary>
    private bool CanStay => definition.Type == RouteType.Chat && definition.Chain.Count > 1 && runtime.Pacing is null;

    /// <summary>The chain under the settings in force; made again when they change.</summary>
    public RoutePlan Plan
    {
        get
        {
            var state = runtime.State;
            var plan = _plan;
            return plan is not null && ReferenceEquals(plan.State, state) ? plan : _plan = new RoutePlan(this, state);
        }
    }
}
