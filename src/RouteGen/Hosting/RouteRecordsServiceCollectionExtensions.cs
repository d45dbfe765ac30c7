using Microsoft.Extensions.DependencyInjection.Extensions;
using RouteGen.Records;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers where records are kept.</summary>
public static class RouteRecordsServiceCollectionExtensions
{
    /// <summary>
    /// Keeps the records of all tables in the memory of this process, so that they can be looked up by id and listed. A store that is
    /// registered already stays, and one that is registered later, such as that of <c>AddRouteSqliteRecords</c>, takes its place.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Adjusts how much is held.</param>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">
    /// A property of the options is not what it must be.
    /// </exception>
    public static IServiceCollection AddRouteRecords(this IServiceCollection services, Action<RouteRecordOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        var options = new RouteRecordOptions();
        configure?.Invoke(options);
        options.Validate();
        services.TryAddSingleton<IRecordStore>(s => new InMemoryRecordStore(options, s.GetService<TimeProvider>()));
        return services;
    }
}
