using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using RouteGen.Routes;

namespace RouteGen.Hosting;

/// <summary>A route whose chain is shortened makes the application Degraded, one without a target Unhealthy.</summary>
internal sealed class RouteTableHealthCheck<TTable>(TTable table) : IHealthCheck
    where TTable : RouteTableBase
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        IReadOnlyList<RouteStatus> routes;
        try
        {
            routes = table.Health.Routes;
        }
        catch (OptionsValidationException e)
        {
            // The message names settings, never their values.
            return Task.FromResult(new HealthCheckResult(context.Registration.FailureStatus, e.Message));
        }

        var data = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var route in routes)
        {
            data[route.Route] = StateOf(route);
            foreach (var target in route.Targets)
            {
                data[$"{route.Route}/{target.Target}"] = StateOf(target);
            }
        }

        foreach (var credit in table.Health.Credits)
        {
            data[$"credit/{credit.Provider}" + (credit.Credential is { } name ? $"/{name}" : "")] = StateOf(credit);
        }

        RouteStatus[] dead = [.. routes.Where(r => !r.CanServe)];
        RouteStatus[] shortened = [.. routes.Where(r => r is { CanServe: true, IsFullyAvailable: false })];
        return Task.FromResult(
            dead.Length > 0
            ? new HealthCheckResult(context.Registration.FailureStatus, $"No target is available to {Names(dead)}.", data: data)
            : shortened.Length > 0 ? HealthCheckResult.Degraded($"A target is missing from {Names(shortened)}.", data: data)
            : HealthCheckResult.Healthy("Every target of every route is available.", data));
    }

    private static string StateOf(RouteStatus route) => !route.CanServe ? "unhealthy" : route.IsFullyAvailable ? "healthy" : "degraded";

    private static string StateOf(CreditStatus credit)
    {
        var state = credit.HasLapsed ? "lapsed"
            : credit.LeftUsd is not { } left ? "not known"
            : FormattableString.Invariant($"{left:0.####} of {credit.Usd} USD left");
        state += credit.Until is { } until ? FormattableString.Invariant($", until {until:yyyy-MM-dd}") : "";
        return state + (credit.Then == CreditEndAction.Skip ? ", then skipped" : ", then paid");
    }

    private static string StateOf(TargetStatus target)
    {
        var state = target.SkipReason is { } reason
            ? Camel(reason) : target.LastProbe is { IsHealthy: false } probe ? $"probe failed: {Camel(probe.Fault)}" : "available";
        state += target.AvailableAt is { } at ? FormattableString.Invariant($" until {at:O}") : "";
        state += target.LastFault is not Fault.None
            ? FormattableString.Invariant($", last fault {Camel(target.LastFault)} at {target.LastFaultAt:O}")
            : "";
        state += target.Latency is { } latency ? FormattableString.Invariant($", latency {latency.TotalMilliseconds:0} ms") : "";
        state += target.Keys > 1 ? FormattableString.Invariant($", {target.KeysAvailable} of {target.Keys} keys") : "";
        return state + (target.Retires is { } day ? FormattableString.Invariant($", retires {day:yyyy-MM-dd}") : "");
    }

    private static string Names(RouteStatus[] routes) => string.Join(", ", routes.Select(r => $"'{r.Route}'"));

    private static string Camel(Enum value) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
