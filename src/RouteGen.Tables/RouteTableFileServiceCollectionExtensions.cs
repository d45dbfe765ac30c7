using RouteGen;
using RouteGen.Hosting;
using RouteGen.Tables;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers tables that were read.</summary>
public static class RouteTableFileServiceCollectionExtensions
{
    /// <summary>
    /// Registers a table as a <see cref="LoadedRouteTable"/>, and all that a generated <c>Add{Table}</c> registers: its routes as keyed
    /// clients, HTTP clients, settings and their validation. One such table for each container.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="file">The table; what serves its providers was given when it was read.</param>
    /// <param name="configure">Adjusts the settings in code, after configuration.</param>
    /// <exception cref="InvalidOperationException">The table cannot be used.</exception>
    public static IServiceCollection AddRouteTable(
        this IServiceCollection services, RouteTableFile file, Action<RouteTableSettings>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(file);
        RouteTableServices.Add(services, file.Definition, static runtime => new LoadedRouteTable(runtime));
        if (configure is not null)
        {
            services.PostConfigure(file.Name, configure);
        }

        return services;
    }
}
