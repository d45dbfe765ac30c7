using System.Collections.Concurrent;

namespace RouteGen.Health;

/// <summary>The health and the load of every target of a container: two targets, of whichever tables, that lead to one deployment at one endpoint share theirs.</summary>
internal sealed class TargetHealthRegistry(TimeProvider time)
{
    private readonly ConcurrentDictionary<(string Endpoint, string Deployment), TargetHealth> _targets = new();

    private readonly ConcurrentDictionary<(string Endpoint, string Deployment), TargetLoad> _loads = new();

    public TargetHealth Get(string endpoint, string deployment) => _targets.GetOrAdd((endpoint, deployment), static (_, time) => new TargetHealth(time), time);

    public TargetLoad LoadOf(string endpoint, string deployment) => _loads.GetOrAdd((endpoint, deployment), static (_, time) => new TargetLoad(time), time);
}
