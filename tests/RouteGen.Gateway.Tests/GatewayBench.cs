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
using RouteGen.Keys;
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

    public Uri Address { get; }

    public HttpClient Http { get; }

    public SimulatedProviders Providers { get; }

    public IServiceProvider Services => _app.Services;

    public SeenRecords Records => _app.Services.GetRequiredService<SeenRecords>();

    public static async Task<GatewayBench> StartAsync(
        Action<RouteGatewayOptions>? configure = null, Action<IServiceCollection>? services = null)
    {
        var providers = await SimulatedProviders.StartAsync<DeskRoutes>(TestContext.Current.CancellationToken);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(
        [
            new("RouteGen:Gateway:Keys:bench:Hash", GatewayKeyHash.Compute(Token).ToConfigurationValue()),
            new("RouteGen:Gateway:Keys:bench:Groups:0", "*"),
            new("RouteGen:Gateway:Keys:bench:MayNameUsers", "any"),
        ]);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<SeenRecords>().AddSingleton<IRouteObserver>(s => s.GetRequiredService<SeenRecords>());
        builder.Services.AddDeskRoutes(providers.Use);
        builder.Services.AddRouteGateway(configure);
        services?.Invoke(builder.Services);
        var app = builder.Build();
        app.MapRouteGateway<DeskRoutes>();
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
        await _app.DisposeAsync();
        Http.Dispose();
        await Providers.DisposeAsync();
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
