using RouteGen.Budgets;
using RouteGen.Definitions;
using RouteGen.Listening;
using RouteGen.Targets;

namespace RouteGen.Plans;

/// <summary>A route as calls run it: its definition, its table, its hooks, and its plan under the settings in force.</summary>
internal sealed class PlannedRoute(RouteDefinition definition, RouteTableRuntime runtime, IRouteHooks hooks)
{
    private RoutePlan? _plan;
    private RouteTelemetry? _telemetry;

    public RouteDefinition Definition => definition;

    public RouteTableRuntime Runtime => runtime;

    public IRouteHooks Hooks => hooks;

    /// <summary>Spans and measurements of its calls.</summary>
    public RouteTelemetry Telemetry => _telemetry ??= new RouteTelemetry(runtime.Definition.Name, definition);

    /// <summary>What its latest replies wrote; null where no budget goes by that.</summary>
    public OutputSeen? Outputs { get; } = definition.Budgets.Any(static b => b.Reserve == BudgetReservationBasis.Expected)
        ? new OutputSeen()
        : null;

    /// <summary>The chain under the settings in force; made again when they change.</summary>
    public RoutePlan Plan
    {
        get
        {
            var state = runtime.State;
            var plan = _plan;
            return plan is not null && ReferenceEquals(plan.State, state) ? plan : _plan = new RoutePlan(definition, runtime, state);
        }
    }
}
