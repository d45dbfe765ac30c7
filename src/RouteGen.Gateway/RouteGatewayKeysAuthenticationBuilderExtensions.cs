using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.DependencyInjection.Extensions;
using RouteGen.Gateway;
using RouteGen.Gateway.Endpoints;
using RouteGen.Gateway.Keys;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the authentication scheme of the endpoint's keys.</summary>
public static class RouteGatewayKeysAuthenticationBuilderExtensions
{
    /// <summary>
    /// Authenticates requests by keys in <c>Authorization: Bearer</c>, <c>x-api-key</c> or <c>api-key</c>, under the scheme
    /// <see cref="RouteGatewayDefaults.AuthenticationScheme"/>. The endpoint does this itself; it is for other parts of an application.
    /// </summary>
    /// <param name="builder">What <c>AddAuthentication()</c> returned.</param>
    /// <param name="configure">Says who may use the endpoint, beside what keys say.</param>
    public static AuthenticationBuilder AddRouteGatewayKeys(
        this AuthenticationBuilder builder, Action<RouteGatewayAccessOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddSingleton<IRefusalWriter, KeyRefusalWriter>();
        KeyServices.AddKeys(builder.Services);
        if (configure is not null)
        {
            builder.Services.Configure(configure);
        }

        return builder;
    }
}
