using Microsoft.Extensions.AI;
using RouteGen.Budgets;
using RouteGen.Definitions;
using RouteGen.Plans;
using RouteGen.Targets;

namespace RouteGen;

/// <summary>The base of every generated route.</summary>
public abstract class Route
{
    private RoutePlan? _plan;

    private protected Route(RouteTableRuntime runtime, RouteDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(runtime);
        ArgumentNullException.ThrowIfNull(definition);
        Runtime = runtime;
        Definition = definition;
        Outputs = definition.Budgets.Any(static b => b.Reserve == BudgetReserve.Expected) ? new OutputSeen() : null;
    }

    /// <summary>The compiled route: chain, limits, worst case.</summary>
    public RouteDefinition Definition { get; }

    internal RouteTableRuntime Runtime { get; }

    /// <summary>What its latest replies wrote; null where no budget goes by that.</summary>
    internal OutputSeen? Outputs { get; }

    /// <summary>The chain under the settings in force; made again when they change.</summary>
    internal RoutePlan Plan
    {
        get
        {
            TableState state = Runtime.State;
            RoutePlan? plan = _plan;
            return plan is not null && ReferenceEquals(plan.State, state) ? plan : _plan = new RoutePlan(Definition, Runtime, state);
        }
    }

    /// <summary>The route as a chat client on behalf of a caller, for containers and drills.</summary>
    internal virtual IChatClient ClientOfCaller(RouteCaller caller) => throw new NotSupportedException($"Route '{Definition.Name}' is not a chat route.");

    /// <summary>The route as an embedding generator on behalf of a caller, for containers and drills.</summary>
    internal virtual IEmbeddingGenerator<string, Embedding<float>> GeneratorOfCaller(RouteCaller caller) => throw new NotSupportedException($"Route '{Definition.Name}' is not an embedding route.");

    /// <inheritdoc/>
    public override string ToString() => KeyOf(Runtime.Definition.Name, Definition.Name);

    internal static string KeyOf(string table, string route) => $"{table}/{route}";

    internal abstract void ConfigureOptions(int index, ChatOptions options);

    internal abstract void AttemptCompleted(int index, AttemptRecord attempt);

    internal abstract void Fallback(int from, int to, Fault fault);

    internal abstract void Completed(RouteRecord record);
}
