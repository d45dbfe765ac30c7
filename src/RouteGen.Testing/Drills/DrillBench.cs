using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using RouteGen.Routes;
using RouteGen.Targets;

namespace RouteGen.Testing.Drills;

/// <summary>A fresh table on simulated providers of its own: no drill sees the breakers, cooldowns or scripts of another.</summary>
internal sealed class DrillBench<TTable> : IAsyncDisposable
    where TTable : RouteTableBase, IRouteTable<TTable>
{
    private readonly ServiceProvider _services;

    private DrillBench(ServiceProvider services, SimulatedProviders providers)
    {
        _services = services;
        Providers = providers;
        Table = services.GetRequiredService<TTable>();
    }

    /// <summary>Whom a drill calls for, so that routes with budgets per caller can be drilled.</summary>
    public static RouteCaller Caller { get; } = new()
    {
        User = "drill",
        Agent = "drill",
        Tenant = "drill",
        OperationId = "drill",
        Key = "drill",
    };

    public SimulatedProviders Providers { get; }

    public TTable Table { get; }

    public static async Task<DrillBench<TTable>> StartAsync(bool areCreditsUsedUp = false)
    {
        var providers = await SimulatedProviders.StartAsync<TTable>().ConfigureAwait(false);
        var services = new ServiceCollection();

        // A drill goes by the table, whatever the machine's variables say.
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        services.AddSingleton(new RetryPacing(TimeSpan.FromMilliseconds(1), areCreditsUsedUp));
        services.UseSimulatedProviders<TTable>(providers);
        return new DrillBench<TTable>(services.BuildServiceProvider(), providers);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync().ConfigureAwait(false);
        await Providers.DisposeAsync().ConfigureAwait(false);
    }
}
