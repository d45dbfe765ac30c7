using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using RouteGen;
using RouteGen.AspNetCore;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers what RouteGen needs of ASP.NET Core.</summary>
public static class RouteAspNetCoreServiceCollectionExtensions
{
    /// <summary>Takes the caller of every route from the request: see <c>app.UseRouteCaller()</c>.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Chooses the claims that name user, tenant and agent.</param>
    public static IServiceCollection AddRouteCaller(this IServiceCollection services, Action<RouteCallerClaims>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton<RequestCaller>();
        services.Replace(ServiceDescriptor.Singleton<IRouteCallerAccessor>(static s => s.GetRequiredService<RequestCaller>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<RouteCallerClaims>, RouteCallerClaimsValidation>());
        services.AddOptions<RouteCallerClaims>().ValidateOnStart();
        return configure is null ? services : services.Configure(configure);
    }

    /// <summary>
    /// Answers requests whose route did not serve with problem details: 402 for a budget that is used up, 429 with Retry-After where calls
    /// under way have reserved it, 401 where a budget counts by caller and nobody is signed in, 400 where the caller lacks what it counts
    /// by, 503 where no target could serve, 500 where the request was refused.
    /// The application says <c>app.UseExceptionHandler()</c>.
    /// </summary>
    public static IServiceCollection AddRouteProblems(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        return services.AddProblemDetails().AddExceptionHandler<RouteProblemHandler>();
    }
}
