using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Options;
using RouteGen.Definitions;
using RouteGen.Gateway.Routing;
using RouteGen.Hosting;
using RouteGen.Listening;
using RouteGen.Tables;
using RouteGen.Targets;
using RouteGen.Tool.Simulation;

namespace RouteGen.Tool.Serve.Versions;

/// <summary>
/// What one version of a table runs on: a container of its own with its clients, and the host's breakers, budgets and stores. It lives
/// until the last call of its version has ended.
/// </summary>
internal sealed class VersionContainer : IAsyncDisposable
{
    // No setting lets a call or a stream run on for longer than a day.
    private static readonly TimeSpan Longest = TimeSpan.FromHours(25);

    private readonly ServiceProvider _services;
    private readonly RouteTableRuntime _runtime;

    private VersionContainer(ServiceProvider services, LoadedRouteTable table, RouteTableRuntime runtime) =>
        (_services, Table, _runtime) = (services, table, runtime);

    /// <summary>The table.</summary>
    public LoadedRouteTable Table { get; }

    /// <summary>Its providers, as they are reached.</summary>
    public IEnumerable<ProviderAccess> Providers => _runtime.State.Slots.Select(static s => s.Access).DistinctBy(static a => a.Provider);

    /// <summary>Its calls under way.</summary>
    public TableCalls Calls { get; } = new();

    /// <summary>Builds a version, and checks its settings.</summary>
    /// <exception cref="OptionsValidationException">The settings do not fit the table.</exception>
    public static async Task<VersionContainer> CreateAsync(RouteTableFile file, IServiceProvider host, SimulatedTable? simulated)
    {
        var services = new ServiceCollection();
        SharedRouteServices.Share(services, host);
        services.AddSingleton<VersionHandlers>();
        services.AddSingleton<IHttpMessageHandlerBuilderFilter>(static s => s.GetRequiredService<VersionHandlers>());

        // A provider without its key takes its targets out, as in every endpoint.
        services.ConfigureAll<RouteTableSettings>(static s => s.SkipsUnset = true);
        if (simulated is null)
        {
            services.AddRouteTable(file, settings =>
            {
                foreach (var provider in NotServed(file.Definition, settings))
                {
                    settings.GetOrAddProvider(provider.Name).AllowMissing = true;
                }
            });
        }
        else
        {
            simulated.Register(services, file);
        }

        var built = services.BuildServiceProvider();
        try
        {
            built.GetService<IStartupValidator>()?.Validate();
            var table = built.GetRequiredService<LoadedRouteTable>();

            // The first use tells of targets that are not configured: now, and not at the first call.
            var runtime = built.GetRequiredKeyedService<RouteTableRuntime>(file.Name);
            _ = runtime.State;
            return new(built, table, runtime);
        }
        catch
        {
            await built.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>
    /// The providers that need something of an application's own: a client of kind <c>custom</c>, or what gives tokens. Here is none, so
    /// that their targets are skipped.
    /// </summary>
    public static IEnumerable<ProviderDefinition> NotServed(RouteTableDefinition table, RouteTableSettings settings) =>
        table.Providers.Where(p => p.Adapter is null
            || (settings.Providers.TryGetValue(p.Name, out var own) ? own.Auth ?? p.Auth : p.Auth) == ProviderAuth.Token);

    /// <summary>Ends the version when its last call has, after another one has taken its place.</summary>
    public async Task RetireAsync()
    {
        Calls.Retire();
        RouteMetrics.Unwatch(_runtime);
        await Calls.Ended.WaitAsync(Longest).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await DisposeAsync().ConfigureAwait(false);
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
