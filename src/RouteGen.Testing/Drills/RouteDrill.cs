using RouteGen.Definitions;
using RouteGen.Routes;

namespace RouteGen.Testing;

/// <summary>
/// Drills of provider paths: a fresh table on simulated providers, through the real adapters and SDKs, in which targets fail in a named way
/// and a named target has to serve. <code> await RouteDrill.On&lt;SupportRoutes&gt;().Route(r => r.Summarize)
/// .Failing(SummarizeTarget.GptMini, Fault.RateLimited) .ExpectServedByAsync(SummarizeTarget.Haiku);
/// </code>
/// </summary>
public static class RouteDrill
{
    /// <summary>Begins a drill of <typeparamref name="TTable"/>.</summary>
    public static TableDrill<TTable> On<TTable>()
        where TTable : RouteTableBase, IRouteTable<TTable> => new();

    /// <summary>
    /// Every provider path of a table, buffered and (of chat routes) streamed, as theory data: one <see cref="PathDrill"/>
    /// a row, to be awaited by <see cref="PathDrill.RunAsync"/>. For xunit <c>[MemberData]</c>, NUnit
    /// <c>[TestCaseSource]</c> and MSTest <c>[DynamicData]</c>.
    /// </summary>
    /// <param name="fault">
    /// How the targets before the one that has to serve fail, where the table's <c>on</c> does not make something else of that fault.
    /// </param>
    public static IEnumerable<object[]> All<TTable>(Fault fault = Fault.Overloaded)
        where TTable : RouteTableBase, IRouteTable<TTable>
    {
        var table = TTable.Definition;
        for (var route = 0; route < table.Routes.Count; route++)
        {
            var chain = table.Routes[route].Reach;
            for (var index = 0; index < chain.Count; index++)
            {
                yield return [PathDrill.Create<TTable>(route, index, fault, streamed: false)];
                if (table.Routes[route].Type == RouteType.Chat
                    && chain[index].Target.FindLacking(ModelFeatures.Streaming) == ModelFeatures.None)
                {
                    yield return [PathDrill.Create<TTable>(route, index, fault, streamed: true)];
                }
            }
        }
    }
}

/// <summary>Begins a drill of a table.</summary>
/// <typeparam name="TTable">The generated table class.</typeparam>
public sealed class TableDrill<TTable>
    where TTable : RouteTableBase, IRouteTable<TTable>
{
    internal TableDrill()
    {
    }

    /// <summary>Chooses the route.</summary>
    public RouteDrill<TTable, TTarget> Route<TTarget>(Func<TTable, TargetedRoute<TTarget>> route)
        where TTarget : struct, Enum
    {
        ArgumentNullException.ThrowIfNull(route);
        return new RouteDrill<TTable, TTarget>(route);
    }
}

/// <summary>
/// Marks a class whose drills are to cover every provider path of a table. RG3001 reports, on this
/// attribute, each path that no drill takes.
/// </summary>
/// <typeparam name="TTable">The generated table class.</typeparam>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class DrillsAttribute<TTable> : Attribute
    where TTable : RouteTableBase, IRouteTable<TTable>;

/// <summary>A drill that did not go as it had to: the path is not what the table promises.</summary>
public sealed class RouteDrillException : Exception
{
    /// <summary>Makes the exception.</summary>
    public RouteDrillException(string message, RouteRecord? record = null)
        : base(message) => Record = record;

    /// <summary>The record of the drilled call, where there is one.</summary>
    public RouteRecord? Record { get; }
}
