using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RouteGen.Gateway;
using RouteGen.Gateway.Tests.Wire;
using RouteGen.Hosting;
using RouteGen.Keys;
using RouteGen.Listening;
using RouteGen.Routes;
using RouteGen.Testing;
using RouteGen.Tool.Serve;
using RouteGen.Tool.Terminal;

namespace RouteGen.Gateway.Tests;

/// <summary>A gateway on loopback, over simulated providers.</summary>
internal sealed class GatewayBench : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly IAsyncDisposable? _owner;

    private GatewayBench(WebApplication app, SimulatedProviders providers, IAsyncDisposable? owner = null)
    {
        (_app, Providers, _owner) = (app, providers, owner);
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Address = new Uri(address);
        Http = new HttpClient { BaseAddress = Address, DefaultRequestHeaders = { Authorization = new("Bearer", Token) } };
    }

    /// <summary>A key of all groups, whose holder may name users.</summary>
    public static string Token { get; } = GatewayKeyText.CreateToken("bench");

    /// <summary>An administrator's key.</summary>
    public static string AdminToken { get; } = GatewayKeyText.CreateToken("admin");

    public Uri Address { get; }

    public HttpClient Http { get; }

    public SimulatedProviders Providers { get; }

    public IServiceProvider Services => _app.Services;

    /// <summary>What was asked and answered, byte for byte; it is held to the rules of the wire when the bench is disposed of.</summary>
    public WireRecorder Wire => _app.Services.GetRequiredService<WireRecorder>();

    /// <summary>
    /// Whether what was answered is held to the rules of the wire: not where a provider's own bytes, which break them, are relayed.
    /// </summary>
    public bool IsJudged { get; set; } = true;

    /// <summary>The records of the calls that have ended.</summary>
    public SeenRecords Records
    {
        get
        {
            // Observers hear of a call in the background, after its caller.
            var dispatcher = _app.Services.GetRequiredService<RecordDispatcher>();
            Assert.True(SpinWait.SpinUntil(() => dispatcher.IsIdle, TimeSpan.FromMinutes(5)), "The observers are not told.");
            return _app.Services.GetRequiredService<SeenRecords>();
        }
    }

    public static Task<GatewayBench> StartAsync(
        Action<RouteGatewayOptions>? configure = null, Action<IServiceCollection>? services = null) =>
        StartAsync<DeskRoutes>(static (all, use) => all.AddDeskRoutes(use), configure, services);

    /// <summary>Starts a gateway over another table of this project.</summary>
    public static async Task<GatewayBench> StartAsync<TTable>(
        Action<IServiceCollection, Action<RouteTableBuilder<TTable>>> add, Action<RouteGatewayOptions>? configure = null,
        Action<IServiceCollection>? services = null)
        where TTable : RouteTableBase, IRouteTable<TTable>
    {
        var providers = await SimulatedProviders.StartAsync<TTable>(TestContext.Current.CancellationToken);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        Watch(builder);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        add(builder.Services, providers.Use);
        builder.Services.AddRouteGateway(configure);
        services?.Invoke(builder.Services);
        var app = builder.Build();
        app.MapRouteGateway<TTable>();
        await app.StartAsync();
        return new GatewayBench(app, providers);
    }

    /// <summary>Starts what <c>routegen serve</c> starts, over a table that is read and has the names of a compiled one.</summary>
    /// <param name="path">The table.</param>
    /// <param name="time">The clock.</param>
    public static async Task<GatewayBench> ServeAsync<TTable>(string path, TimeProvider time)
        where TTable : RouteTableBase, IRouteTable<TTable>
    {
        var providers = await SimulatedProviders.StartAsync<TTable>(TestContext.Current.CancellationToken);
        var host = new ToolHost { Out = TextWriter.Null, Error = TextWriter.Null, Folder = AppContext.BaseDirectory, Time = time };
        var server = await ServeServer.StartAsync(
            host,
            new() { Table = path, Urls = "http://127.0.0.1:0", Reloads = false },
            builder =>
            {
                Watch(builder);
                builder.Configuration.AddInMemoryCollection(TTable.Definition.Providers.SelectMany(
                    IEnumerable<KeyValuePair<string, string?>> (p) =>
                    [
                        new($"RouteGen:{TTable.Definition.Name}:Providers:{p.Name}:Endpoint",
                            providers.GetProvider(p.Name).Endpoint.AbsoluteUri),
                        new($"RouteGen:{TTable.Definition.Name}:Providers:{p.Name}:ApiKey", "simulated"),
                    ]));
            },
            TestContext.Current.CancellationToken);
        return new GatewayBench(server.App, providers, server);
    }

    public Task<HttpResponseMessage> PostAsync(string path, JsonNode body, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"),
        };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
    }

    /// <summary>Waits for what happens in the background.</summary>
    public async Task UntilAsync(Func<bool> isSo)
    {
        for (var i = 0; !isSo(); i++)
        {
            Assert.True(i < 30_000, "It takes too long.");
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        var exchanges = Wire.Exchanges;
        await (_owner ?? _app).DisposeAsync();
        Http.Dispose();
        await Providers.DisposeAsync();
        if (IsJudged)
        {
            WireRules.AssertKept(exchanges);
        }
    }

    // The bench's keys, and what sees what is asked and answered.
    private static void Watch(WebApplicationBuilder builder)
    {
        builder.Configuration.AddInMemoryCollection(
        [
            new("RouteGen:Gateway:Keys:bench:Hash", GatewayKeyHash.Compute(Token).ToConfigurationValue()),
            new("RouteGen:Gateway:Keys:bench:Groups:0", "*"),
            new("RouteGen:Gateway:Keys:bench:MayNameUsers", "any"),
            new("RouteGen:Gateway:Keys:admin:Hash", GatewayKeyHash.Compute(AdminToken).ToConfigurationValue()),
            new("RouteGen:Gateway:Keys:admin:Administrator", "true"),
        ]);
        builder.Services.AddSingleton<WireRecorder>().AddSingleton<IStartupFilter>(s => s.GetRequiredService<WireRecorder>());
        builder.Services.AddSingleton<SeenRecords>().AddSingleton<IRouteObserver>(s => s.GetRequiredService<SeenRecords>());
    }
}

/// <summary>The records that an endpoint's calls left.</summary>
internal sealed class SeenRecords : IRouteObserver
{
    private readonly List<RouteRecord> _seen = [];

    public IReadOnlyList<RouteRecord> All
    {
        get
        {
            lock (_seen)
            {
                return [.. _seen];
            }
        }
    }

    public ValueTask OnCompletedAsync(RouteRecord record, CancellationToken cancellationToken)
    {
        lock (_seen)
        {
            _seen.Add(record);
        }

        return default;
    }
}
