namespace RouteGen.Targets;

/// <summary>
/// The health and the load of every target of a container: targets, of whichever tables, share what is known of an endpoint, a credential
/// or a deployment that they have in common.
/// </summary>
internal sealed class TargetHealthRegistry(TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly HealthMemory<Breaker> _endpoints = new(time);
    private readonly HealthMemory<Breaker> _credentials = new(time);
    private readonly HealthMemory<Breaker> _deployments = new(time);
    private readonly HealthMemory<TargetHealth> _targets = new(time);
    private readonly HealthMemory<TargetLoad> _loads = new(time);

    /// <summary>Names credentials of this container.</summary>
    public CredentialIds Credentials { get; } = new();

    /// <summary>How many things are known: of endpoints, credentials, deployments, targets and loads.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _endpoints.Count + _credentials.Count + _deployments.Count + _targets.Count + _loads.Count;
            }
        }
    }

    public TargetHealth Get(string endpoint, string deployment, CredentialId credential)
    {
        lock (_gate)
        {
            return _targets.GetOrAdd(new(endpoint, deployment, credential), () =>
            {
                var whole = _endpoints.GetOrAdd(new(endpoint), () => new Breaker(time, null));
                return new TargetHealth(
                    time,
                    whole,
                    _credentials.GetOrAdd(new(endpoint, Credential: credential), () => new Breaker(time, whole)),
                    _deployments.GetOrAdd(new(endpoint, deployment), () => new Breaker(time, whole)));
            });
        }
    }

    public TargetLoad LoadOf(string endpoint, string deployment)
    {
        lock (_gate)
        {
            return _loads.GetOrAdd(new(endpoint, deployment), () => new TargetLoad(time));
        }
    }

    /// <summary>Forgets what earlier settings led to, as far as it has nothing to remember.</summary>
    public void Sweep()
    {
        lock (_gate)
        {
            _targets.Sweep();
            _credentials.Sweep();
            _deployments.Sweep();
            _endpoints.Sweep();
            _loads.Sweep();
        }
    }
}
