using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using RouteGen.Hosting;
using RouteGen.Testing;

namespace RouteGen.Providers.Tests.Suite;

/// <summary>One wire's route in a container of its own: two simulated providers, two real SDKs.</summary>
internal sealed class Stand : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private Stand(ProviderWire wire, SimulatedProvider primary, SimulatedProvider backup, ServiceProvider services)
    {
        Wire = wire;
        Primary = primary;
        Backup = backup;
        _services = services;
        Table = services.GetRequiredService<WireTable>();
    }

    public ProviderWire Wire { get; }

    public SimulatedProvider Primary { get; }

    public SimulatedProvider Backup { get; }

    public WireTable Table { get; }

    public WireRoute Route => Table.Route(Wire);

    public ModelScript PrimaryScript => Primary.On(WireTable.PrimaryModel);

    public ModelScript BackupScript => Backup.On(WireTable.BackupModel);

    public int Hits => Primary.Requests.Count + Backup.Requests.Count;

    public static async Task<Stand> StartAsync(
        ProviderWire wire, Action<IServiceCollection>? configure = null, string key = Adapters.Key, bool primaryRefuses = false)
    {
        var primary = await SimulatedProvider.StartAsync(wire, new() { RequireApiKey = true });
        var backup = await SimulatedProvider.StartAsync(WireTable.BackupOf(wire), new() { RequireApiKey = true });
        var services = new ServiceCollection();
        configure?.Invoke(services);
        services.AddRouteTable<WireTable>(table => table.Configure(settings =>
        {
            settings.AllowMissing = true;
            foreach (var provider in new[] { primary, backup })
            {
                var own = settings.Provider(Adapters.KindOf(provider.Wire));
                own.ApiKey = key;
                own.Endpoint = (primaryRefuses && provider == primary ? SimulatedProvider.RefusedEndpoint(wire) : provider.Endpoint).AbsoluteUri;
            }
        }));
        return new(wire, primary, backup, services.BuildServiceProvider());
    }

    /// <summary>Asks plain or streamed, and gives the same view of both: what came, or what was thrown, and the record.</summary>
    public async Task<CallView> AskAsync(bool streamed, bool hasty = false, ChatOptions? options = null, string prompt = "Good morning")
    {
        var route = Table.Route(Wire, hasty);
        var updates = new List<ChatResponseUpdate>();
        try
        {
            if (!streamed)
            {
                var response = await route.GetResponseAsync(prompt, options);
                return new(response, response.Record, null);
            }

            await foreach (var update in route.GetStreamingResponseAsync(prompt, options))
            {
                updates.Add(update);
            }

            return new(updates.ToChatResponse(), updates[^1].GetRouteRecord()!, null);
        }
        catch (RouteException e)
        {
            return new(updates.ToChatResponse(), e.Record, e);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Primary.DisposeAsync();
        await Backup.DisposeAsync();
    }
}

/// <summary>A call as its caller and its record saw it.</summary>
internal sealed record CallView(ChatResponse Response, RouteRecord Record, RouteException? Exception);
