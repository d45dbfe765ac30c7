using Microsoft.Extensions.Diagnostics.HealthChecks;
using RouteGen.Hosting;
using RouteGen.Routes;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Health checks of tables.</summary>
public static class RouteTableHealthChecksBuilderExtensions
{
    /// <summary>
    /// Adds a check of a table: Healthy while every target of every route can be asked; Degraded where a chain is shortened, or a
    /// target failed its last probe; Unhealthy where a route has no target left, or the settings do not fit the table. Its data has an
    /// entry per route, and per route and target.
    /// </summary>
    /// <typeparam name="TTable">The generated table class.</typeparam>
    /// <param name="builder">The application's health checks.</param>
    /// <param name="name">The name of the check; the table's unless stated.</param>
    /// <param name="failureStatus">What to report instead of Unhealthy.</param>
    /// <param name="tags">Tags to choose checks by.</param>
    public static IHealthChecksBuilder AddRouteTable<TTable>(
        this IHealthChecksBuilder builder, string? name = null, HealthStatus? failureStatus = null, IEnumerable<string>? tags = null)
        where TTable : RouteTableBase, IRouteTable<TTable>
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Add(new HealthCheckRegistration(
            name ?? TTable.Definition.Name,
            static services => new RouteTableHealthCheck<TTable>(services.GetRequiredService<TTable>()), failureStatus, tags));
    }
}
