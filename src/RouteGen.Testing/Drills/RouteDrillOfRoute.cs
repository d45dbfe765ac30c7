using Microsoft.Extensions.AI;
using RouteGen.Definitions;
using RouteGen.Listening;
using RouteGen.Routes;
using RouteGen.Testing.Drills;

namespace RouteGen.Testing;

/// <summary>A drill of one route: which targets fail and how, what is asked, and who has to serve.</summary>
/// <typeparam name="TTable">The generated table class.</typeparam>
/// <typeparam name="TTarget">The generated enum of the route's targets.</typeparam>
public sealed class RouteDrill<TTable, TTarget>
    where TTable : RouteTableBase, IRouteTable<TTable>
    where TTarget : struct, Enum
{
    private readonly Func<TTable, TargetedRoute<TTarget>> _route;
    private readonly List<(TTarget Target, Fault Fault)> _failing = [];
    private IList<ChatMessage> _messages = DrillCall.Messages;
    private RouteCaller _caller = DrillBench<TTable>.Caller;
    private ChatOptions? _options;
    private SimulatedReply? _reply;
    private bool _gatewaysDown;
    private bool _creditsUsedUp;
    private bool _streamed;

    internal RouteDrill(Func<TTable, TargetedRoute<TTarget>> route) => _route = route;

    /// <summary>Lets a target fail, as often as it is asked.</summary>
    public RouteDrill<TTable, TTarget> Failing(TTarget target, Fault fault)
    {
        _failing.Add((target, fault));
        return this;
    }

    /// <summary>Lets every target behind a gateway fail: who serves then is the route's direct escape hatch.</summary>
    public RouteDrill<TTable, TTarget> GatewaysDown()
    {
        _gatewaysDown = true;
        return this;
    }

    /// <summary>
    /// Lets nothing be left of the free credit of any provider: targets whose provider says <c>"then": "skip"</c> are not asked.
    /// </summary>
    public RouteDrill<TTable, TTarget> CreditsUsedUp()
    {
        _creditsUsedUp = true;
        return this;
    }

    /// <summary>Asks for a stream and reads it to its end.</summary>
    public RouteDrill<TTable, TTarget> Streamed()
    {
        _streamed = true;
        return this;
    }

    /// <summary>Asks something of the application's own: of an embedding route, the vector of a text.</summary>
    public RouteDrill<TTable, TTarget> Asking(string message, ChatOptions? options = null) =>
        Asking([new ChatMessage(ChatRole.User, message)], options);

    /// <summary>Asks something of the application's own.</summary>
    public RouteDrill<TTable, TTarget> Asking(IEnumerable<ChatMessage> messages, ChatOptions? options = null)
    {
        _messages = messages.ToList();
        _options = options;
        return this;
    }

    /// <summary>
    /// Asks on behalf of a caller of the application's own. Without, a drill has a caller whose every id is <c>drill</c>.
    /// </summary>
    public RouteDrill<TTable, TTarget> For(RouteCaller caller)
    {
        ArgumentNullException.ThrowIfNull(caller);
        _caller = caller;
        return this;
    }

    /// <summary>What the target that serves answers.</summary>
    public RouteDrill<TTable, TTarget> Answering(SimulatedReply reply)
    {
        _reply = reply;
        return this;
    }

    /// <summary>
    /// Runs the drill. <paramref name="target"/> has to serve; each target that was made to fail and is before it has to be
    /// recorded with its fault; the simulated providers have to count as many requests as the record counts attempts; and the cost
    /// has to be that of the usage by the table's price.
    /// </summary>
    /// <returns>The record, for further assertions.</returns>
    /// <exception cref="RouteDrillException">The drill went otherwise; the message says how.</exception>
    public async Task<RouteRecord> ExpectServedByAsync(TTarget target)
    {
        var bench = await StartAsync().ConfigureAwait(false);
        await using var disposing = bench.ConfigureAwait(false);
        var (record, failure) = await CallAsync(bench.Table).ConfigureAwait(false);
        DrillCheck.ServedBy(NameOf(bench.Table, target), record, failure, Faults(bench.Table), bench.Providers);
        return record!;
    }

    /// <summary>Runs the drill. The call has to fail, or stop, with <paramref name="fault"/>.</summary>
    /// <returns>The record, for further assertions.</returns>
    /// <exception cref="RouteDrillException">The drill went otherwise; the message says how.</exception>
    public async Task<RouteRecord> ExpectFailureAsync(Fault fault)
    {
        var bench = await StartAsync().ConfigureAwait(false);
        await using var disposing = bench.ConfigureAwait(false);
        var (record, failure) = await CallAsync(bench.Table).ConfigureAwait(false);
        DrillCheck.Failed(fault, record, failure, bench.Providers);
        return failure?.Record ?? record!;
    }

    private async Task<DrillBench<TTable>> StartAsync()
    {
        var bench = await DrillBench<TTable>.StartAsync(_creditsUsedUp).ConfigureAwait(false);
        var route = _route(bench.Table).Definition;
        foreach (var entry in route.Reach)
        {
            if (_reply is not null)
            {
                bench.Providers.On(entry.Target.Name).Always(_reply);
            }
        }

        foreach (var (name, fault) in Faults(bench.Table))
        {
            bench.Providers.On(name).Always(DrillFaults.Act(fault, _streamed));
        }

        return bench;
    }

    private Dictionary<string, Fault> Faults(TTable table)
    {
        var route = _route(table).Definition;
        var faults = new Dictionary<string, Fault>(StringComparer.Ordinal);
        if (_gatewaysDown)
        {
            foreach (var entry in route.Reach.Where(e => e.Target.Provider.IsGateway))
            {
                faults[entry.Target.Name] = Fault.Overloaded;
            }
        }

        foreach (var (target, fault) in _failing)
        {
            faults[NameOf(table, target)] = fault;
        }

        return faults;
    }

    private async Task<(RouteRecord?, RouteException?)> CallAsync(TTable table)
    {
        var route = _route(table);
        if (route.Definition.Type == RouteType.Embedding && (_streamed || _options is not null))
        {
            throw new InvalidOperationException(
                $"Route '{route.Definition.Name}' is of type \"embedding\": omit Streamed(), and the options of Asking(…).");
        }

        try
        {
            return (await DrillCall.RunAsync(route, _caller, _messages, _options, _streamed).ConfigureAwait(false), null);
        }
        catch (RouteException e)
        {
            return (null, e);
        }
    }

    private string NameOf(TTable table, TTarget target)
    {
        var route = _route(table).Definition;
        var index = Convert.ToInt32(target, System.Globalization.CultureInfo.InvariantCulture) - 1;
        return index >= 0 && index < route.Reach.Count
            ? route.Reach[index].Target.Name
            : throw new ArgumentOutOfRangeException(nameof(target), target, $"Route '{route.Name}' has no such target.");
    }
}
