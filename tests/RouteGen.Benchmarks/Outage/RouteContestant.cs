using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace RouteGen.Benchmarks.Outage;

/// <summary>A generated route.</summary>
internal sealed class RouteContestant(Uri first, Uri second) : IContestant
{
    private readonly List<ServiceProvider> _containers = [];

    public string Name => "RouteGen";

    public IChatClient Create()
    {
        var settings = new Dictionary<string, string?>
        {
            ["RouteGen:OutageRoutes:Providers:first:Endpoint"] = first.AbsoluteUri,
            ["RouteGen:OutageRoutes:Providers:first:ApiKey"] = "simulated",
            ["RouteGen:OutageRoutes:Providers:second:Endpoint"] = second.AbsoluteUri,
            ["RouteGen:OutageRoutes:Providers:second:ApiKey"] = "simulated",
        };
        var container = new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .AddOutageRoutes()
            .BuildServiceProvider();
        _containers.Add(container);
        return container.GetRequiredService<OutageRoutes>().Answer;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var container in _containers)
        {
            await container.DisposeAsync();
        }
    }
}
