using RouteGen.Routes;
using RouteGen.Testing;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Puts simulated providers into an application's own container.</summary>
public static class SimulatedProvidersServiceCollectionExtensions
{
    /// <summary>
    /// Points the application's table at <paramref name="providers"/>: for
    /// <c>WebApplicationFactory.WithWebHostBuilder(b => b.ConfigureServices(…))</c>.
    /// The one who started them stops them.
    /// </summary>
    public static IServiceCollection UseSimulatedProviders<TTable>(this IServiceCollection services, SimulatedProviders providers)
        where TTable : RouteTableBase, IRouteTable<TTable>
    {
        ArgumentNullException.ThrowIfNull(providers);
        return services.AddRouteTable<TTable>(providers.Use);
    }
}
