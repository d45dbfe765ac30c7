using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using RouteGen.Testing;

namespace RouteGen.Providers.Tests.Embeddings;

/// <summary>One dialect's embedding routes in a container of its own: two simulated providers, two real SDKs.</summary>
internal sealed class EmbedStand : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly Dialect _dialect;

    private EmbedStand(Dialect dialect, SimulatedProvider primary, SimulatedProvider backup, ServiceProvider services)
    {
        _dialect = dialect;
        Primary = primary;
        Backup = backup;
        _services = services;
        Table = services.GetRequiredService<EmbedTable>();
    }

    public SimulatedProvider Primary { get; }

    public SimulatedProvider Backup { get; }

    public EmbedTable Table { get; }

    public EmbedRoute Route => Table.Route(_dialect);

    public IServiceProvider Services => _services;

    public ModelScript Script => Primary.On(EmbedTable.ModelOf(_dialect));

    /// <summary>Starts one.</summary>
    /// <param name="dialect">The dialect.</param>
    /// <param name="time">Its clock; null for the system's.</param>
    public static async Task<EmbedStand> StartAsync(Dialect dialect, FakeTimeProvider? time = null)
    {
        var backing = EmbedTable.BackupOf(dialect);
        var first = await Adapters.StartAsync(dialect, new() { RequireApiKey = true });
        var second = await Adapters.StartAsync(backing, new() { RequireApiKey = true });
        first.SetDimensions(EmbedTable.ModelOf(dialect), EmbedTable.Dimensions);
        second.SetDimensions(EmbedTable.ModelOf(dialect) + "-backup", EmbedTable.Dimensions);
        var services = new ServiceCollection();
        services.AddSingleton(time ?? TimeProvider.System);
        services.AddRouteTable<EmbedTable>(table => table.Configure(settings =>
        {
            settings.AllowMissing = true;
            Set(settings.GetOrAddProvider(dialect.ToString()), first.Endpoint);
            Set(settings.GetOrAddProvider(backing.ToString()), second.Endpoint);
        }));
        return new(dialect, first, second, services.BuildServiceProvider());

        static void Set(ProviderSettings settings, Uri endpoint)
        {
            settings.ApiKey = Adapters.Key;
            settings.Endpoint = endpoint.AbsoluteUri;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Primary.DisposeAsync();
        await Backup.DisposeAsync();
    }
}
