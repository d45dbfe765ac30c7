using RouteGen.Definitions;
using RouteGen.Faults;

namespace RouteGen.Health;

/// <summary>
/// The circuit breaker and cooldown of one deployment at one endpoint, shared by all routes of a container. It opens at 5 straight failures, or when at
/// least half of at least 10 attempts within 30 s failed; for 15 s at first, twice as long each time a probe fails, at most 5 min. A target that is set up
/// wrongly opens it for 5 min at once. After that one probe is let through.
/// </summary>
/// <remarks>Polly's breaker knows a failure ratio only, and no break of a length that depends on the fault; hence this one.</remarks>
internal sealed class TargetHealth(TimeProvider time)
{
    private const int StraightFailures = 5;
    private const int MinimumThroughput = 10;
    private static readonly TimeSpan FirstBreak = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestBreak = TimeSpan.FromMinutes(5);

    private readonly Lock _gate = new();
    private readonly FailureWindow _window = new(time);
    private int _straight;
    private int _breaks;
    private bool _probing;
    private long _openUntil;
    private long _coolUntil;
    private bool _open;
    private Fault _lastFault;

    /// <summary>Whether the breaker is open or a cooldown may be under way. While it is neither, as it nearly always is, callers need no lock to enter.</summary>
    private volatile bool _isBarred;
    private DateTimeOffset? _lastFaultAt;
    private TimeSpan? _latency;

    /// <summary>Asks to send a request. A ticket must be given back through <see cref="Leave"/> exactly once.</summary>
    /// <returns>Null with a ticket; else why not.</returns>
    public LeftOutReason? TryEnter(out HealthTicket ticket)
    {
        ticket = default;
        if (!_isBarred)
        {
            return null;
        }

        lock (_gate)
        {
            var now = time.GetTimestamp();
            if (now < _coolUntil)
            {
                return LeftOutReason.CoolingDown;
            }

            if (_open)
            {
                if (now < _openUntil || _probing)
                {
                    return LeftOutReason.CircuitOpen;
                }

                _probing = true;
                ticket = new(IsProbe: true);
            }

            _isBarred = _open;
            return null;
        }
    }

    /// <summary>Asks to send a probe: an open breaker and a cooldown let it through, since it is what decides about them.</summary>
    public LeftOutReason? TryProbe(out HealthTicket ticket)
    {
        lock (_gate)
        {
            ticket = new(IsProbe: !_probing && (_open || time.GetTimestamp() < _coolUntil));
            _probing |= _open;
            return null;
        }
    }

    /// <summary>Whether <see cref="TryEnter"/> would refuse, and until when; <see cref="TimeSpan.Zero"/> when a probe of another call is under way.</summary>
    public LeftOutReason? Peek(out TimeSpan wait)
    {
        wait = TimeSpan.Zero;
        if (!_isBarred)
        {
            return null;
        }

        lock (_gate)
        {
            var now = time.GetTimestamp();
            if (now < _coolUntil)
            {
                wait = time.GetElapsedTime(now, _coolUntil);
                return LeftOutReason.CoolingDown;
            }

            if (_open && (now < _openUntil || _probing))
            {
                wait = now < _openUntil ? time.GetElapsedTime(now, _openUntil) : TimeSpan.Zero;
                return LeftOutReason.CircuitOpen;
            }

            _isBarred = _open;
            return null;
        }
    }

    /// <summary>Gives a ticket back with what became of the request.</summary>
    /// <param name="ticket">The ticket.</param>
    /// <param name="fault">How it failed; none when it served.</param>
    /// <param name="latency">How long it took; for a stream, until its first meaningful update.</param>
    /// <param name="at">The timestamp of its end, where the caller has it; 0 for now.</param>
    public void Leave(HealthTicket ticket, Fault fault, TimeSpan latency, long at = 0)
    {
        FaultBlame blame = FaultTable.BlameFor(fault);
        lock (_gate)
        {
            if (ticket.IsProbe)
            {
                _probing = false;
            }

            if (fault == Fault.None)
            {
                Served(ticket, latency, at);
                return;
            }

            if (blame != FaultBlame.None)
            {
                (_lastFault, _lastFaultAt) = (fault, time.GetUtcNow());
            }

            if (blame == FaultBlame.Unusable)
            {
                Open(LongestBreak);
            }
            else if (blame == FaultBlame.Failing)
            {
                Failed(ticket, at);
            }
        }
    }

    /// <summary>What is known at this moment.</summary>
    /// <param name="target">The target that leads here.</param>
    /// <param name="setUp">Why no call can ask it as things are set up.</param>
    /// <param name="probe">Its last probe.</param>
    public TargetStatus StatusOf(TargetDefinition target, LeftOutReason? setUp, TargetProbe? probe)
    {
        TimeSpan wait = TimeSpan.Zero;
        LeftOutReason? refusal = setUp ?? Peek(out wait);
        lock (_gate)
        {
            (var attempts, var failures) = _window.Counts();
            return new TargetStatus
            {
                Target = target.Name,
                Provider = target.Provider.Name,
                Model = target.Model.Name,
                LeftOut = refusal,
                Breaker = !_open ? BreakerState.Closed : _probing || time.GetTimestamp() >= _openUntil ? BreakerState.HalfOpen : BreakerState.Open,
                Retires = target.Model.Retires,
                LastProbe = probe,
                AvailableAt = wait > TimeSpan.Zero ? time.GetUtcNow() + wait : null,
                RecentAttempts = attempts,
                RecentFailures = failures,
                LastFault = _lastFault,
                LastFaultAt = _lastFaultAt,
                Latency = _latency,
            };
        }
    }

    /// <summary>Leaves the target alone for as long as it asked for: with a Retry-After, in a fault of load or quota.</summary>
    public void CoolDownAfter(FaultInfo fault)
    {
        if (fault is not { RetryAfter: { } wait, Fault: Fault.RateLimited or Fault.Overloaded or Fault.QuotaExhausted })
        {
            return;
        }

        lock (_gate)
        {
            _isBarred = true;
            _coolUntil = Math.Max(_coolUntil, After(wait));
        }
    }

    private void Served(HealthTicket ticket, TimeSpan latency, long at)
    {
        _straight = 0;
        _latency = _latency is { } mean ? mean + ((latency - mean) / 8) : latency;
        _window.Count(failed: false, at);
        if (ticket.IsProbe)
        {
            _open = false;
            _coolUntil = 0;
            _breaks = 0;
            _window.Clear();
        }
    }

    private void Failed(HealthTicket ticket, long at)
    {
        _straight++;
        _window.Count(failed: true, at);
        if (ticket.IsProbe || (!_open && (_straight >= StraightFailures || _window.IsFailing(MinimumThroughput))))
        {
            Open(TimeSpan.FromTicks(Math.Min(LongestBreak.Ticks, FirstBreak.Ticks << Math.Min(_breaks, 8))));
            _breaks++;
        }
    }

    private void Open(TimeSpan length)
    {
        _isBarred = _open = true;
        _openUntil = After(length);
        _straight = 0;
    }

    private long After(TimeSpan wait) => time.GetTimestamp() + (long)(wait.TotalSeconds * time.TimestampFrequency);
}

/// <summary>Leave to send one request.</summary>
/// <param name="IsProbe">Whether it decides about an open breaker.</param>
internal readonly record struct HealthTicket(bool IsProbe);
