using Microsoft.Extensions.DependencyInjection;

namespace RouteGen.Targets;

/// <summary>
/// How the application registers who says who calls. A table lives as long as the application, so that an accessor of one scope would
/// answer for the callers of all: it is refused at the call, and resolving a client never fails for it.
/// </summary>
/// <param name="services">What is registered; looked at when the container is built.</param>
internal sealed class CallerRegistration(IServiceCollection services)
{
    /// <summary>The accessor of a container; null where the application has none.</summary>
    public static IRouteCallerAccessor? Find(IServiceProvider services) => services.GetService<CallerRegistration>() is { IsScoped: true }
        ? new ScopedAccessor()
        : services.GetService<IRouteCallerAccessor>();

    private bool IsScoped => services.LastOrDefault(
        static d => d.ServiceType == typeof(IRouteCallerAccessor) && !d.IsKeyedService)?.Lifetime == ServiceLifetime.Scoped;

    private sealed class ScopedAccessor : IRouteCallerAccessor
    {
        public RouteCaller? Caller => throw new InvalidOperationException(
            "The IRouteCallerAccessor is registered as scoped, and routes live as long as the application: register it as a singleton " +
            "that finds the caller each time it is asked, as AmbientRouteCaller does.");
    }
}
