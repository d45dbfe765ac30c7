using System.Globalization;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using RouteGen.Budgets;
using RouteGen.Definitions;
using RouteGen.Model.Tables;
using RouteGen.Targets;
using RouteGen.Tests.Chaos;
using RouteGen.TestSupport.Doubles;

namespace RouteGen.Tests.Chains;

/// <summary>One call of a drawn table's route by the real runtime, in virtual time, on a container of its own.</summary>
internal sealed class DrawnCall
{
    private readonly VirtualTime _time = new();
    private readonly DrawnProviders _providers;
    private readonly RouteTable _table;

    /// <param name="table">The table.</param>
    /// <param name="script">What becomes of a request to a target.</param>
    /// <param name="budgets">The route's budgets.</param>
    public DrawnCall(RouteTable table, Func<string, DrawnOutcome> script, params BudgetDefinition[] budgets)
    {
        _table = table;
        _providers = new DrawnProviders(_time, script);
        Definition = CompiledTable.Of(table, _providers, budgets);
    }

    public RouteTableDefinition Definition { get; }

    public RouteDefinition Route => Definition.Routes[0];

    public bool Streamed { get; init; }

    /// <summary>
    /// Whether each failure is its target's alone and the chain is taken as declared, as in a drill: what is foreseen of a chain knows of
    /// no breaker that two targets share.
    /// </summary>
    public bool IsDrill { get; init; }

    public IBudgetLedger? Ledger { get; init; }

    /// <summary>The requests made, in their order, and what became of each.</summary>
    public IReadOnlyList<(string Target, DrawnOutcome Outcome)> Requests => _providers.Requests;

    /// <summary>The targets asked, in their order.</summary>
    public IEnumerable<string> Asked => Requests.Select(request => request.Target).Distinct();

    public static readonly string Prompt = string.Join(' ', Enumerable.Repeat("a ticket", 50));

    public override string ToString() => _providers.ToString();

    /// <summary>Makes the call, however it ends.</summary>
    public async Task<RouteRecord> RunAsync() => (await RunAsync([])).Single();

    /// <summary>Makes the call, and after each pause one more on the same container, where breakers remember those before.</summary>
    public async Task<IReadOnlyList<RouteRecord>> RunAsync(IEnumerable<TimeSpan> again)
    {
        TestTable.Current.Value = Definition;
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(_time);
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(Keys()).Build());
        if (IsDrill)
        {
            services.AddSingleton(new RetryPacing(TimeSpan.FromMilliseconds(1)));
        }

        if (Ledger is not null)
        {
            services.AddSingleton(Ledger);
        }

        services.AddRouteTable<TestTable>();
        await using var built = services.BuildServiceProvider();
        var route = built.GetRequiredService<TestTable>().Ask;
        await RunAsync(route);
        foreach (var pause in again)
        {
            // The times of a call are its own, and what was to happen in the pause has happened.
            var over = _time.DelayAsync(pause, CancellationToken.None);
            while (!over.IsCompleted)
            {
                _time.AdvanceToNext();
            }

            await RunAsync(route);
        }

        return route.Records;
    }

    private async Task RunAsync(AskRoute route)
    {
        var before = route.Records.Count;
        var end = _time.GetTimestamp() + Route.TotalTimeout.Ticks;
        var call = Streamed ? StreamAsync(route) : AskAsync(route);
        Pump(call, end);
        await call.ConfigureAwait(false);
        Assert.Equal(before + 1, route.Records.Count);
    }

    private static async Task AskAsync(AskRoute route)
    {
        try
        {
            await route.GetResponseAsync(Prompt).ConfigureAwait(false);
        }
        catch (RouteException)
        {
            // It is in the record.
        }
    }

    private static async Task StreamAsync(AskRoute route)
    {
        try
        {
            await foreach (var _ in route.GetStreamingResponseAsync(Prompt).ConfigureAwait(false))
            {
            }
        }
        catch (RouteException)
        {
            // It is in the record.
        }
    }

    /// <summary>
    /// Moves time from timer to timer. What a timer sets going runs to rest inside its callback, but for a wait that the total cuts off,
    /// which is handed to the pool: at the total nothing is left to wait for, and time stands still until the call has ended.
    /// </summary>
    private void Pump(Task call, long end)
    {
        while (!call.IsCompleted)
        {
            SpinWait.SpinUntil(() => ThreadPool.PendingWorkItemCount == 0 || call.IsCompleted, TimeSpan.FromMilliseconds(20));
            if (!call.IsCompleted && !_time.AdvanceToNext(end))
            {
                Assert.True(((IAsyncResult)call).AsyncWaitHandle.WaitOne(TimeSpan.FromMinutes(5)), "The call hangs with no timer left.");
            }
        }
    }

    /// <summary>A key for each variable that the table names.</summary>
    private IEnumerable<KeyValuePair<string, string?>> Keys() => _table.Providers.SelectMany(provider => Enumerable
        .Range(0, Math.Max(1, provider.ApiKeyEnvs.Count))
        .Select(i => KeyValuePair.Create(
            string.Create(CultureInfo.InvariantCulture, $"RouteGen:{_table.ClassName}:Providers:{provider.Name}:ApiKeys:{i}"),
            (string?)string.Create(CultureInfo.InvariantCulture, $"{provider.Name}-{i}"))));
}
