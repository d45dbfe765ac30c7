using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace RouteGen.Gateway.Keys;

/// <summary>Unhealthy until the process has known keys once; degraded while their store does not answer.</summary>
internal sealed class KeysHealthCheck(KeyRing keys) : IHealthCheck
{
    public const string Name = "routegen-keys";

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(
            !keys.IsLoaded ? HealthCheckResult.Unhealthy("No keys have been loaded yet: their store has not answered.")
            : keys.IsAway ? HealthCheckResult.Degraded("The store of keys does not answer; known keys go on working.")
            : HealthCheckResult.Healthy());
}
