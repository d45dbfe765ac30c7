using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RouteGen.Keys;

namespace RouteGen.Gateway.Keys;

/// <summary>Registers keys, their scheme and their policies. Several times is as good as once.</summary>
internal static class KeyServices
{
    public const string Ready = "ready";

    public static void AddKeys(IServiceCollection services)
    {
        if (services.Any(static s => s.ServiceType == typeof(KeyRing)))
        {
            return;
        }

        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IConfigureOptions<RouteGatewayAccessOptions>>(
            static s => new ConfigureAccess(s.GetService<IConfiguration>()));
        services.AddSingleton<IValidateOptions<RouteGatewayAccessOptions>>(static _ => new ConfigureAccess(null));
        services.AddOptions<RouteGatewayAccessOptions>().ValidateOnStart();
        services.AddSingleton(static s => new ConfiguredKeys(
            s.GetService<IConfiguration>(), s.GetRequiredService<ILogger<ConfiguredKeys>>()));
        services.AddSingleton<RefusedAddresses>();
        services.AddSingleton<ClaimsAccess>();
        services.AddSingleton(static s => new KeyRing(
            s.GetRequiredService<ConfiguredKeys>(),
            s.GetService<IGatewayKeyStore>(),
            s.GetRequiredService<RefusedAddresses>(),
            s.GetRequiredService<IOptions<RouteGatewayAccessOptions>>(),
            s.GetRequiredService<TimeProvider>(),
            s.GetRequiredService<ILogger<KeyRing>>()));
        services.AddSingleton(static s => new LocalAccess(
            s.GetRequiredService<KeyRing>(),
            s.GetRequiredService<IHostEnvironment>(),
            s.GetRequiredService<IServer>(),
            s.GetRequiredService<IOptions<RouteGatewayAccessOptions>>()));
        services.AddHostedService<KeyStart>();
        services.AddSingleton<KeysHealthCheck>();
        services.AddHealthChecks().Add(new HealthCheckRegistration(
            KeysHealthCheck.Name, static s => s.GetRequiredService<KeysHealthCheck>(), HealthStatus.Unhealthy, [Ready]));
        services.AddTransient<RouteGatewayKeyHandler>();
        services.AddAuthentication();
        services.AddAuthorization();
        services.Configure<AuthenticationOptions>(static o =>
            o.AddScheme<RouteGatewayKeyHandler>(RouteGatewayDefaults.AuthenticationScheme, "RouteGen key"));
        services.PostConfigure<AuthorizationOptions>(AddPolicies);
    }

    // Those of the application come first, whenever it defines them.
    private static void AddPolicies(AuthorizationOptions options)
    {
        if (options.GetPolicy(RouteGatewayDefaults.CallerPolicy) is null)
        {
            options.AddPolicy(
                RouteGatewayDefaults.CallerPolicy,
                static p => p.AddAuthenticationSchemes(RouteGatewayDefaults.AuthenticationScheme).RequireAuthenticatedUser());
        }

        if (options.GetPolicy(RouteGatewayDefaults.AdminPolicy) is null)
        {
            options.AddPolicy(
                RouteGatewayDefaults.AdminPolicy,
                static p => p.AddAuthenticationSchemes(RouteGatewayDefaults.AuthenticationScheme)
                    .RequireClaim(RouteGatewayDefaults.Claims.Administrator, "true"));
        }
    }
}
