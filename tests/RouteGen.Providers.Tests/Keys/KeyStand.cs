using System.Collections.Concurrent;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RouteGen.Definitions;
using RouteGen.Testing;

namespace RouteGen.Providers.Tests.Keys;

/// <summary>Targets behind one gate, each with a backup that always serves, in a container of its own.</summary>
internal sealed class KeyStand : IAsyncDisposable
{
    public const string Backup = "backup";

    private readonly ServiceProvider _services;
    private readonly SimulatedProvider _provider;
    private readonly SimulatedProvider _backup;

    private KeyStand(
        SimulatedProvider provider,
        SimulatedProvider backup, KeyGate gate, IConfigurationRoot configuration, Lines log, ServiceProvider services)
    {
        _provider = provider;
        _backup = backup;
        Gate = gate;
        Configuration = configuration;
        Log = log;
        _services = services;
        Table = services.GetRequiredService<KeyTable>();
    }

    public KeyGate Gate { get; }

    public IConfigurationRoot Configuration { get; }

    public Lines Log { get; }

    public KeyTable Table { get; }

    /// <summary>A target of a provider, which has keys by its name.</summary>
    public static TargetDefinition Target(Dialect dialect, string name, string provider, string deployment) =>
        Adapters.Target(dialect, deployment, name: provider) with { Name = name };

    /// <summary>One target with several keys.</summary>
    public static Task<KeyStand> StartAsync(
        Dialect dialect, string[] keys, Func<GateRequest, string?> answer, int attempts = 6, int retries = 0) =>
        StartAsync(dialect, [Target(dialect, "t", "p", "some-model")], new() { ["p"] = keys }, answer, attempts, retries);

    public static async Task<KeyStand> StartAsync(
        Dialect dialect,
        TargetDefinition[] targets, Dictionary<string, string[]> keys, Func<GateRequest, string?> answer, int attempts = 6, int retries = 0)
    {
        var provider = await Adapters.StartAsync(dialect);
        var gate = new KeyGate(provider.Endpoint, answer);
        var backup = await Adapters.StartAsync(Dialect.Compatible);

        // Targets of one provider name share its definition, as in a table.
        var providers = targets.Select(t => t.Provider).DistinctBy(p => p.Name).ToDictionary(p => p.Name);
        var all = targets.Select(t => t with { Provider = providers[t.Provider.Name] }).ToArray();
        KeyTable.Current.Value = KeyTable.Define(all, Target(Dialect.Compatible, Backup, Backup, "backup-model"), attempts, retries);
        var settings = new Dictionary<string, string?>
        {
            [Path(Backup, "Endpoint")] = backup.Endpoint.AbsoluteUri,
            [Path(Backup, "ApiKey")] = "backup-key"
        };
        foreach (var (name, its) in keys)
        {
            settings[Path(name, "Endpoint")] = gate.Endpoint.AbsoluteUri;
            for (var i = 0; i < its.Length; i++)
            {
                settings[Path(name, its.Length == 1 ? "ApiKey" : $"ApiKeys:{i}")] = its[i];
            }
        }

        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var log = new Lines();
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(log));
        services.AddSingleton<IConfiguration>(configuration);
        services.AddRouteTable<KeyTable>();
        return new(provider, backup, gate, configuration, log, services.BuildServiceProvider());
    }

    public static string Path(string provider, string setting) => $"RouteGen:KeyTable:Providers:{provider}:{setting}";

    /// <summary>Sets one setting, and reloads.</summary>
    public void Set(string provider, string setting, string value)
    {
        Configuration[Path(provider, setting)] = value;
        Configuration.Reload();
    }

    /// <summary>Asks a route that begins at a target.</summary>
    public async Task<RouteRecord> AskAsync(string target = "t", bool streamed = false)
    {
        var route = Table.Route(target);
        try
        {
            if (!streamed)
            {
                return (await route.GetResponseAsync("Good morning")).Record;
            }

            var updates = new List<ChatResponseUpdate>();
            await foreach (var update in route.GetStreamingResponseAsync("Good morning"))
            {
                updates.Add(update);
            }

            return updates[^1].GetRouteRecord()!;
        }
        catch (RouteException e)
        {
            return e.Record;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Gate.DisposeAsync();
        await _provider.DisposeAsync();
        await _backup.DisposeAsync();
    }

    internal sealed class Lines : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> All { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            All.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
