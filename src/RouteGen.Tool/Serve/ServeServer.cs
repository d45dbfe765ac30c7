using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RouteGen.Hosting;
using RouteGen.Keys;
using RouteGen.Tool.Serve.Files;
using RouteGen.Tool.Serve.Hosting;
using RouteGen.Tool.Serve.Reload;
using RouteGen.Tool.Serve.Versions;
using RouteGen.Tool.Simulation;
using RouteGen.Tool.Tables;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Serve;

/// <summary>An endpoint over a table that is read, from its start to its end.</summary>
internal sealed class ServeServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly TableWatch? _watch;

    private ServeServer(WebApplication app, ServeKeys keys, TableVersions versions, TableWatch? watch, SimulatedTable? simulated)
    {
        (_app, Keys, Versions, _watch, Simulated) = (app, keys, versions, watch, simulated);
        Url = ServeAddress.Reachable(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    /// <summary>Where this machine reaches it.</summary>
    public string Url { get; }

    /// <summary>The keys that it was given, or made.</summary>
    public ServeKeys Keys { get; }

    /// <summary>The versions of the table.</summary>
    public TableVersions Versions { get; }

    /// <summary>What is simulated; null where providers are real.</summary>
    public SimulatedTable? Simulated { get; }

    /// <summary>The application.</summary>
    public WebApplication App => _app;

    /// <summary>Starts an endpoint.</summary>
    /// <param name="host">The host.</param>
    /// <param name="options">What is to be served.</param>
    /// <param name="configure">Adds settings and services; for tests.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="UsageException">The command line is wrong.</exception>
    /// <exception cref="ToolFailure">The table cannot be served, or the settings do not fit it.</exception>
    public static async Task<ServeServer> StartAsync(
        ToolHost host, ServeOptions options, Action<WebApplicationBuilder>? configure = null, CancellationToken cancellation = default)
    {
        var source = new TableSource(host, TableArgument.Find(host, options.Table), options.Catalog);
        var text = source.Read();
        if (!text.IsGood)
        {
            throw new ToolFailure($"{Refusals.For(text).Message} (All that is wrong: routegen check {source.Path})");
        }

        var simulated = options.IsSimulated ? await SimulatedTable.StartAsync(text.File!, cancellation).ConfigureAwait(false) : null;
        WebApplication? app = null;
        TableVersions? versions = null;
        try
        {
            Fail(simulated, options.Faults);
            (app, var keys) = Build(host, options, configure);
            var folder = options.State is { } state ? new VersionFolder(host.FullPath(state)) : null;
            versions = await TableVersions.StartAsync(app.Services, source, text, simulated, folder).ConfigureAwait(false);
            var running = versions.Running;
            RouteGatewayEndpointRouteBuilderExtensions.Map(app, running.Table, running.Table.Definition, running.Calls);
            new AdminTables(versions).Map(app);
            await app.StartAsync(cancellation).ConfigureAwait(false);

            var watch = options.Reloads ? new TableWatch(source, versions, text, options.Pace, host.Time) : null;
            if (watch is not null)
            {
                await watch.StartAsync(CancellationToken.None).ConfigureAwait(false);
            }

            return new(app, keys, versions, watch, simulated);
        }
        catch (Exception e)
        {
            await EndAsync(app, versions, simulated).ConfigureAwait(false);
            throw e is OptionsValidationException ? new ToolFailure(e.Message, e) : e is IOException ? new ToolFailure(
                $"{e.Message} Another address: --urls http://127.0.0.1:0", e) : e;
        }
    }

    /// <summary>Stops: replies under way run to their end, as long as the configuration gives them.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_watch is not null)
        {
            await _watch.StopAsync(CancellationToken.None).ConfigureAwait(false);
            _watch.Dispose();
        }

        await _app.StopAsync().ConfigureAwait(false);
        await EndAsync(_app, Versions, Simulated).ConfigureAwait(false);
    }

    private static async Task EndAsync(WebApplication? app, TableVersions? versions, SimulatedTable? simulated)
    {
        if (versions is not null)
        {
            await versions.DisposeAsync().ConfigureAwait(false);
        }

        if (app is not null)
        {
            await app.DisposeAsync().ConfigureAwait(false);
        }

        if (simulated is not null)
        {
            await simulated.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static void Fail(SimulatedTable? simulated, IReadOnlyList<string> faults)
    {
        foreach (var fault in faults)
        {
            if (simulated is null || fault.Split('=') is not [var target, var word])
            {
                throw new UsageException("--fail takes <target>=<fault>, such as --fail sonnet=overloaded, and goes with --simulated.");
            }

            try
            {
                simulated.Fail(target, word);
            }
            catch (ArgumentException e)
            {
                throw new UsageException(e.Message);
            }
        }
    }

    private static (WebApplication App, ServeKeys Keys) Build(ToolHost host, ServeOptions options, Action<WebApplicationBuilder>? configure)
    {
        // Settings come from the environment and from an appsettings.json where one stands. A watcher for a file that is not there is a
        // handle for nothing, of which containers have few.
        var watches = File.Exists(host.FullPath("appsettings.json")) ? "true" : "false";
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            ContentRootPath = host.Folder,
            EnvironmentName = Environments.Production,
            Args = [$"--hostBuilder:reloadConfigOnChange={watches}"],
        });
        configure?.Invoke(builder);
        var keys = ServeKeys.Choose(options, builder.Configuration);
        builder.Configuration.AddInMemoryCollection(keys.ToConfiguration());
        Log(builder, host, options);

        var services = builder.Services;
        services.AddSingleton(host.Time);
        services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.WebHost.UseUrls(options.Urls);
        services.AddRouteGateway();
        SharedRouteServices.Add(services);
        SharedRouteServices.AddBudgets(services);
        Store(options.Spend, p => services.AddRouteSqliteSpend(p));
        Store(options.Records, p => services.AddRouteSqliteRecords(p));
        Store(options.Ledger, p => services.AddRouteSqliteLedger(p));
        Store(options.Keys, p => services.AddRouteSqliteKeys(p));
        if (keys.AreFresh)
        {
            // So that an administrator can try out to issue some.
            services.AddSingleton<IGatewayKeyStore>(new InMemoryGatewayKeyStore());
        }

        return (builder.Build(), keys);

        void Store(string? path, Action<string> add)
        {
            if (path is not null)
            {
                add(host.FullPath(path));
            }
        }
    }

    private static void Log(WebApplicationBuilder builder, ToolHost host, ServeOptions options)
    {
        builder.Logging.ClearProviders();
        builder.Logging.AddProvider(new ServeLog(host.Error, host.Time));
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Logging.AddFilter("RouteGen", options.IsVerbose ? LogLevel.Information : LogLevel.Warning);
        builder.Logging.AddFilter("RouteGen.Serve", LogLevel.Information);

        // Nothing here is protected by its keys, of which it warns that they are kept nowhere.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
    }
}
