using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RouteGen.Gateway;
using RouteGen.Keys;
using Yarp.ReverseProxy.Configuration;

namespace RouteGen.Benchmarks.Gateway;

/// <summary>The gateways of ASP.NET Core that are measured, each in a process of its own.</summary>
internal static class GatewayServers
{
    /// <summary>The table's routes, with keys, a budget in memory and a record of every call.</summary>
    public static async Task RunRouteGenAsync(string upstream, string keyHash)
    {
        var builder = Create();
        builder.Configuration.AddInMemoryCollection(
        [
            new("RouteGen:Gateway:Keys:bench:Hash", keyHash),
            new("RouteGen:Gateway:Keys:bench:Groups:0", "*"),
            new("RouteGen:Gateway:Keys:bench:Tenant", "acme"),
        ]);
        builder.Services.AddGatewayRoutes(table => table.Configure(settings =>
        {
            foreach (var name in (string[])["first", "second"])
            {
                var provider = settings.GetOrAddProvider(name);
                provider.Endpoint = upstream + "/v1";
                provider.ApiKey = "bench";
            }
        }));
        builder.Services.AddRouteGateway();
        var app = builder.Build();
        app.MapRouteGateway<GatewayRoutes>();
        await RunAsync(app);
    }

    /// <summary>A plain relay: what every gateway of .NET could be at most, without knowing what it relays.</summary>
    public static async Task RunYarpAsync(string upstream)
    {
        var builder = Create();
        builder.Services.AddReverseProxy().LoadFromMemory(
            [new RouteConfig { RouteId = "all", ClusterId = "upstream", Match = new RouteMatch { Path = "{**path}" } }],
            [new ClusterConfig
            {
                ClusterId = "upstream",
                Destinations = new Dictionary<string, DestinationConfig> { ["one"] = new() { Address = upstream } },
            }]);
        var app = builder.Build();
        app.MapReverseProxy();
        await RunAsync(app);
    }

    private static WebApplicationBuilder Create()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        return builder;
    }

    private static async Task RunAsync(WebApplication app)
    {
        await app.StartAsync();
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Console.WriteLine($"listening {new Uri(address).Port}");
        await Parent.EndedAsync();
        await app.DisposeAsync();
    }
}
