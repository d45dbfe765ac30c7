using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RouteGen;
using RouteGen.AspNetCore;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Says per request who causes its calls.</summary>
public static class RouteCallerApplicationBuilderExtensions
{
    /// <summary>
    /// Takes the caller from the claims of the authenticated user. What <c>For(…)</c> leaves open on any route is taken from it, and the
    /// keyed chat clients of routes with budgets per caller.
    /// </summary>
    /// <exception cref="InvalidOperationException"><c>services.AddRouteCaller()</c> is missing.</exception>
    public static IApplicationBuilder UseRouteCaller(this IApplicationBuilder app)
    {
        ArgumentNullException.ThrowIfNull(app);
        var claims = app.ApplicationServices.GetRequiredService<IOptions<RouteCallerClaims>>().Value;
        return app.UseRouteCaller(http => claims.CallerOf(http.User));
    }

    /// <summary>Takes the caller from the request.</summary>
    /// <param name="app">The application.</param>
    /// <param name="caller">Who calls; asked once per request, when a route is first called in it. Null for nobody.</param>
    /// <exception cref="InvalidOperationException"><c>services.AddRouteCaller()</c> is missing.</exception>
    public static IApplicationBuilder UseRouteCaller(this IApplicationBuilder app, Func<HttpContext, RouteCaller?> caller)
    {
        ArgumentNullException.ThrowIfNull(app);
        ArgumentNullException.ThrowIfNull(caller);
        if (app.ApplicationServices.GetService<RequestCaller>() is null)
        {
            throw new InvalidOperationException(
                "Call services.AddRouteCaller() before app.UseRouteCaller(): without it, no route knows its caller.");
        }

        return app.Use(async (http, next) =>
        {
            using (RequestCaller.Begin(http, caller))
            {
                await next(http).ConfigureAwait(false);
            }
        });
    }
}
