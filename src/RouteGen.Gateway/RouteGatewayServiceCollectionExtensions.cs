using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection.Extensions;
using RouteGen.Gateway;
using RouteGen.Gateway.Endpoints;
using RouteGen.Gateway.Routing;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the endpoint.</summary>
public static class RouteGatewayServiceCollectionExtensions
{
    /// <summary>Registers what <c>MapRouteGateway</c> needs.</summary>
    public static IServiceCollection AddRouteGateway(this IServiceCollection services, Action<RouteGatewayOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddRouting();
        var options = services.AddOptions<RouteGatewayOptions>();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<RouteCatalog>();
        services.TryAddSingleton<GatewayServices>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IStartupFilter, GatewayStartup>());
        return services;
    }
}
