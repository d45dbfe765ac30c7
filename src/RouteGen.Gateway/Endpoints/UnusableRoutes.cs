using Microsoft.Extensions.Hosting;
using RouteGen.Gateway.Records;

namespace RouteGen.Gateway.Endpoints;

/// <summary>
/// Says at start what cannot be asked: a provider without its key takes its targets out and does not stop the endpoint, but nobody is to
/// learn of it from a caller.
/// </summary>
internal sealed class UnusableRoutes(GatewayServices services) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var route in services.Catalog.Routes)
        {
            // The first use of a table warns of each target that is not configured.
            var plan = route.Planned.Plan;
            if (plan.Entries.All(static e => e.Slot.Refusal is not null))
            {
                GatewayLog.RouteWithoutTarget(services.Log, route.FullName, string.Join("; ", plan.Entries
                    .Select(static e => e.Slot.Access.Problem ?? $"target '{e.Target.Name}' is disabled").Distinct()));
            }
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
