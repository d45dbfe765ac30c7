using RouteGen.Faults;
using RouteGen.Listening;
using RouteGen.Wire;

namespace RouteGen.Targets;

/// <summary>
/// The health of one deployment at one endpoint under one credential, shared by all routes of a container. A request passes
/// four breakers: the endpoint's, the credential's, the deployment's, and its own, which counts all that fails here. What fails
/// is counted where <see cref="Blame"/> says.
/// </summary>
/// <remarks>
/// The lock is the endpoint's, <see cref="Breaker.Gate"/>. A request passes without it that nothing keeps away, that time keeps away, or
/// that serves: see <see cref="Breaker"/> for why that is right. Failures, and requests that decide about an open breaker, take it.
/// </remarks>
/// <param name="time">The container's clock.</param>
/// <param name="endpoint">Of the endpoint.</param>
/// <param name="credential">Of the credential there.</param>
/// <param name="deployment">Of the deployment there.</param>
internal sealed class TargetHealth(TimeProvider time, Breaker endpoint, Breaker credential, Breaker deployment) : IRemembers
{
    private const long Never = long.MinValue;

    private readonly Lock _gate = endpoint.Gate;
    private readonly Breaker _own = new(time, endpoint);

    /// <summary>The mean latency in ticks; <see cref="Never"/> before the first.</summary>
    private long _latency = Never;

    /// <inheritdoc/>
    public long RemembersUntil => _own.RemembersUntil;

    private bool IsBarred => _own.IsBarred || endpoint.IsBarred || credential.IsBarred || deployment.IsBarred;

    /// <summary>Asks to send a request. A ticket must be given back through <see cref="Leave"/> exactly once.</summary>
    /// <returns>Null with a ticket; else why not.</returns>
    public SkipReason? TryEnter(out HealthTicket ticket)
    {
        ticket = default;
        if (!IsBarred)
        {
            return null;
        }

        var now = time.GetTimestamp();
        if (Refusal(now, out _) is { } refused)
        {
            return refused;
        }

        lock (_gate)
        {
            // Of all who come this far, the first is the probe.
            if (Refusal(now, out _) is { } refusal)
            {
                return refusal;
            }

            Relax(now);
            ticket = BeginProbes();
            return null;
        }
    }

    /// <summary>Asks to send a probe: an open breaker and a cooldown let it through, since it is what decides about them.</summary>
    public SkipReason? TryProbe(out HealthTicket ticket)
    {
        lock (_gate)
        {
            ticket = HealthTicket.Create(endpoint.BeginPass(), credential.BeginPass(), deployment.BeginPass(), _own.BeginPass());
            return null;
        }
    }

    /// <summary>
    /// Whether <see cref="TryEnter"/> would refuse, and until when; <see cref="TimeSpan.Zero"/> when a probe of another call is under way.
    /// </summary>
    public SkipReason? Peek(out TimeSpan wait)
    {
        wait = TimeSpan.Zero;
        return IsBarred ? Refusal(time.GetTimestamp(), out wait) : null;
    }

    /// <summary>Gives a ticket back after a request that served.</summary>
    /// <param name="ticket">The ticket.</param>
    /// <param name="latency">How long it took; for a stream, until its first meaningful update.</param>
    /// <param name="at">The timestamp of its end, where the caller has it; 0 for now.</param>
    public void LeaveServed(HealthTicket ticket, TimeSpan latency, long at = 0)
    {
        Note(latency);

        // A credential is not counted: it is good, or it is not.
        var bucket = _own.GetBucket(at);
        _own.Served(bucket);
        endpoint.Served(bucket);
        deployment.Served(bucket);
        if (ticket.IsProbe)
        {
            lock (_gate)
            {
                EndProbes(ticket, haveServed: true);
            }
        }
    }

    /// <summary>Gives a ticket back with what became of the request.</summary>
    /// <param name="ticket">The ticket.</param>
    /// <param name="fault">How it failed; none when it served.</param>
    /// <param name="latency">How long it took; for a stream, until its first meaningful update.</param>
    /// <param name="at">The timestamp of its end, where the caller has it; 0 for now.</param>
    public void Leave(HealthTicket ticket, in FaultInfo fault, TimeSpan latency, long at = 0)
    {
        if (fault.Fault == Fault.None)
        {
            LeaveServed(ticket, latency, at);
            return;
        }

        var blame = Blame.For(fault);
        if (blame.Weight == FaultBlame.None && !ticket.IsProbe)
        {
            return;
        }

        lock (_gate)
        {
            Count(fault.Fault, blame, ticket, at);

            // Last: who reads without the lock is not to see a breaker between two breaks, when nobody probes it.
            EndProbes(ticket, haveServed: false);
        }
    }

    /// <summary>Leaves what failed alone for as long as it asked for: with a Retry-After, in a fault of load or quota.</summary>
    public void CoolDownAfter(in FaultInfo fault)
    {
        if (fault is { RetryAfter: { } wait, Fault: Fault.RateLimited or Fault.Overloaded or Fault.QuotaExhausted })
        {
            lock (_gate)
            {
                At(Blame.For(fault).Scope).CoolDown(wait);
            }
        }
    }

    /// <summary>What is known at this moment.</summary>
    public HealthView View()
    {
        lock (_gate)
        {
            var now = time.GetTimestamp();
            Relax(now);
            var refusal = Refusal(now, out var wait);
            var (attempts, failures) = _own.Counts;
            var latency = Volatile.Read(ref _latency);
            var view = new HealthView(refusal, wait, _own.State, attempts, failures, _own.LastFault, _own.LastFaultAt,
                latency == Never ? null : new TimeSpan(latency));
            foreach (var shared in (ReadOnlySpan<Breaker>)[endpoint, credential, deployment])
            {
                // What others were told counts here as long as it keeps requests away.
                view = view with { Breaker = HealthView.Worse(view.Breaker, shared.State) };
                if (shared.IsBarred && shared.LastFaultAt > (view.LastFaultAt ?? DateTimeOffset.MinValue))
                {
                    view = view with { LastFault = shared.LastFault, LastFaultAt = shared.LastFaultAt };
                }
            }

            return view;
        }
    }

    /// <summary>
    /// A mean over some eight requests. Of two that end at the same instant one may be left out of it, as in any mean of some; nothing is
    /// decided by it.
    /// </summary>
    private void Note(TimeSpan latency)
    {
        var mean = Volatile.Read(ref _latency);
        Volatile.Write(ref _latency, mean == Never ? latency.Ticks : mean + ((latency.Ticks - mean) / 8));
    }

    private void Count(Fault fault, Blame blame, HealthTicket ticket, long at)
    {
        if (blame.Weight == FaultBlame.None)
        {
            return;
        }

        var blamed = At(blame.Scope);
        var now = time.GetUtcNow();
        blamed.Note(fault, now);
        _own.Note(fault, now);
        if (blame.Weight == FaultBlame.Unusable)
        {
            blamed.Open();
            return;
        }

        var bucket = _own.GetBucket(at);
        _own.Failed(ticket.Has(BlameScope.Target), bucket);
        if (blamed != _own)
        {
            blamed.Failed(ticket.Has(blame.Scope), bucket);
        }
    }

    private void Relax(long now)
    {
        endpoint.Relax(now);
        credential.Relax(now);
        deployment.Relax(now);
        _own.Relax(now);
    }

    /// <summary>Why no request may go, by what keeps it away the longest.</summary>
    private SkipReason? Refusal(long now, out TimeSpan wait)
    {
        SkipReason? longest = null;
        wait = TimeSpan.Zero;
        foreach (var breaker in (ReadOnlySpan<Breaker>)[endpoint, credential, deployment, _own])
        {
            if (breaker.Refusal(now, out var its) is { } reason && (longest is null || its > wait))
            {
                (longest, wait) = (reason, its);
            }
        }

        return longest;
    }

    private HealthTicket BeginProbes() => HealthTicket.Create(
        endpoint.BeginProbe(), credential.BeginProbe(), deployment.BeginProbe(), _own.BeginProbe());

    private void EndProbes(HealthTicket ticket, bool haveServed)
    {
        for (var scope = BlameScope.Target; scope <= BlameScope.Endpoint; scope++)
        {
            if (ticket.Has(scope))
            {
                At(scope).EndProbe(haveServed);
            }
        }
    }

    private Breaker At(BlameScope scope) => scope switch
    {
        BlameScope.Endpoint => endpoint,
        BlameScope.Credential => credential,
        BlameScope.Deployment => deployment,
        _ => _own,
    };
}

/// <summary>Leave to send one request.</summary>
/// <param name="Probes">A bit for each <see cref="BlameScope"/> about whose open breaker the request decides.</param>
internal readonly record struct HealthTicket(int Probes)
{
    /// <summary>Whether it decides about an open breaker.</summary>
    public bool IsProbe => Probes != 0;

    public static HealthTicket Create(bool endpoint, bool credential, bool deployment, bool target) => new(
        Bit(endpoint, BlameScope.Endpoint)
            | Bit(credential, BlameScope.Credential) | Bit(deployment, BlameScope.Deployment) | Bit(target, BlameScope.Target));

    public bool Has(BlameScope scope) => (Probes & (1 << (int)scope)) != 0;

    private static int Bit(bool isSet, BlameScope scope) => isSet ? 1 << (int)scope : 0;
}

/// <summary>What is known of a target under one credential.</summary>
internal readonly record struct HealthView(
    SkipReason? Refusal,
    TimeSpan Wait, BreakerState Breaker, int Attempts, int Failures, Fault LastFault, DateTimeOffset? LastFaultAt, TimeSpan? Latency)
{
    public static BreakerState Worse(BreakerState one, BreakerState other) =>
        one == BreakerState.Open || other == BreakerState.Open ? BreakerState.Open
        : one == BreakerState.HalfOpen || other == BreakerState.HalfOpen ? BreakerState.HalfOpen
        : BreakerState.Closed;

    public static BreakerState Better(BreakerState one, BreakerState other) =>
        one == BreakerState.Closed || other == BreakerState.Closed ? BreakerState.Closed
        : one == BreakerState.HalfOpen || other == BreakerState.HalfOpen ? BreakerState.HalfOpen
        : BreakerState.Open;
}
