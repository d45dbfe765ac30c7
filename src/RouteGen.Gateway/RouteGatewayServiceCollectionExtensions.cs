using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using RouteGen;
using RouteGen.Gateway;
using RouteGen.Gateway.Endpoints;
using RouteGen.Gateway.Keys;
using RouteGen.Gateway.Limits;
using RouteGen.Gateway.Routing;
using RouteGen.Gateway.Settings;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the endpoint.</summary>
public static class RouteGatewayServiceCollectionExtensions
{
    /// <summary>Registers what <c>MapRouteGateway</c> needs.</summary>
    public static IServiceCollection AddRouteGateway(this IServiceCollection services, Action<RouteGatewayOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddRouting();
        services.AddCors();
        var options = services.AddOptions<RouteGatewayOptions>().ValidateOnStart();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IRefusalWriter, KeyRefusalWriter>();
        KeyServices.AddKeys(services);
        LimitServices.AddLimits(services);
        services.TryAddSingleton(static s => new GatewayOptionsSetup(s.GetService<IConfiguration>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigureOptions<RouteGatewayOptions>, GatewayOptionsSetup>(
            static s => s.GetRequiredService<GatewayOptionsSetup>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<RouteGatewayOptions>, GatewayOptionsSetup>(
            static s => s.GetRequiredService<GatewayOptionsSetup>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<HostOptions>, DrainTime>());
        services.TryAddSingleton<RouteCatalog>();
        services.AddRouteRecords();

        // A provider without its key takes its targets out: the others go on serving.
        services.ConfigureAll<RouteTableSettings>(static s => s.SkipsUnset = true);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, UnusableRoutes>());
        services.TryAddSingleton<GatewayServices>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IStartupFilter, GatewayStartup>());
        return services;
    }
}
