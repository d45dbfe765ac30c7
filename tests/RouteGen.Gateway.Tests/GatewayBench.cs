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

namespace RouteGen.Gateway.Tests;

/// <summary>A gateway on loopback, over simulated providers.</summary>
internal sealed class GatewayBench : IAsyncDisposable
{
    private readonly WebApplication _app;

    private GatewayBench(WebApplication app, SimulatedProviders providers)
    {
        (_app, Providers) = (app, providers);
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
            Assert.True(SpinWait.SpinUntil(() => dispatcher.IsIdle, TimeSpan.FromSeconds(30)), "The observers are not told.");
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
        builder.Configuration.AddInMemoryCollection(
        [
            new("RouteGen:Gateway:Keys:bench:Hash", GatewayKeyHash.Compute(Token).ToConfigurationValue()),
            new("RouteGen:Gateway:Keys:bench:Groups:0", "*"),
            new("RouteGen:Gateway:Keys:bench:MayNameUsers", "any"),
            new("RouteGen:Gateway:Keys:admin:Hash", GatewayKeyHash.Compute(AdminToken).ToConfigurationValue()),
            new("RouteGen:Gateway:Keys:admin:Administrator", "true"),
        ]);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<WireRecorder>().AddSingleton<IStartupFilter>(s => s.GetRequiredService<WireRecorder>());
        builder.Services.AddSingleton<SeenRecords>().AddSingleton<IRouteObserver>(s => s.GetRequiredService<SeenRecords>());
        add(builder.Services, providers.Use);
        builder.Services.AddRouteGateway(configure);
        services?.Invoke(builder.Services);
        var app = builder.Build();
        app.MapRouteGateway<TTable>();
        await app.StartAsync();
        return new GatewayBench(app, providers);
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
            Assert.True(i < 3_000, "It takes too long.");
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        var exchanges = Wire.Exchanges;
        await _app.DisposeAsync();
        Http.Dispose();
        await Providers.DisposeAsync();
        if (IsJudged)
        {
            WireRules.AssertKept(exchanges);
        }
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
