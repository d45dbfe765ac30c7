using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace RouteGen.Gateway.Limits;

/// <summary>Registers the limits of keys.</summary>
internal static class LimitServices
{
    public static void AddLimits(IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<KeyLimits>();
    }
}
