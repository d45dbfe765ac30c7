using System.Diagnostics;
using Microsoft.Extensions.AI;
using RouteGen.Budgets;
using RouteGen.Carriers;
using RouteGen.Listening;
using RouteGen.Plans;
using RouteGen.Targets;
using RouteGen.Wire;

namespace RouteGen.Attempts;

/// <summary>
/// One request to one target, from its edits to its record: it opens a <see cref="Delivery"/> within its timers, and ends once.
/// </summary>
internal sealed partial class Attempt : AttemptWatch
{
    private CallLog _call = null!;
    private PlanEntry _entry = null!;
    private TargetKey _key = null!;
    private AttemptTimer _timer = null!;
    private TimeSpan _delay;
    private RequestParameters _dropped;
    private WireExchange? _exchange;
    private Activity? _activity;
    private Delivery? _delivery;
    private FaultInfo _unsent;
    private long _started;
    private string? _detail;
    private UnreadReply _unread;
    private TimeSpan? _firstToken;
    private CreditHold? _credit;

    private Attempt()
    {
    }

    public PlanEntry Entry => _entry;

    /// <summary>Under which of the target's keys it is made.</summary>
    public TargetKey Key => _key;

    /// <summary>What is sent and comes back.</summary>
    /// <exception cref="InvalidOperationException">There is none: the target cannot be asked in this form.</exception>
    public Delivery Delivery => _delivery ?? throw new InvalidOperationException("Nothing was sent.");

    public override Guid CallId => _call.Id;

    public override AttemptTimer Timer => _timer;

    /// <summary>How it failed; null while it serves.</summary>
    public AttemptFailure? Failure { get; private set; }

    /// <summary>How long it took; for a stream, until its first meaningful event.</summary>
    public TimeSpan Latency { get; private set; }

    public override int? StatusCode => _exchange?.StatusCode;

    public override bool IsCancelled => _call.CancellationToken.IsCancellationRequested;

    public override FaultInfo? Interrupted => IsCancelled ? new(Fault.Cancelled, StatusCode)
        : _timer.Expired is { } timer ? new(Fault.Timeout, StatusCode, timer)
        : null;

    /// <summary>Begins an attempt for which its target gave leave and room.</summary>
    /// <exception cref="Exception">What the application's hook throws: nothing is sent, and the room is given back.</exception>
    public static Attempt Start(CallLog call, PlanEntry entry, TargetKey key, TimeSpan delay)
    {
        var attempt = _resting ?? new Attempt();
        _resting = null;
        attempt.Begin(call, entry, key, delay);
        return attempt;
    }

    public override FaultInfo Classify(Exception exception)
    {
        // A status of failure that came stands, though the timer ran out over its body.
        if (Interrupted is { } interrupted && (interrupted.Fault == Fault.Cancelled || _exchange is not { StatusCode: >= 300 }))
        {
            return interrupted;
        }

        return ClassifyFailure(exception);
    }

    public override FaultInfo? Begin()
    {
        _firstToken = _call.Time.GetElapsedTime(_started);
        var elapsed = _call.Elapsed;
        _call.TimeToFirstToken = elapsed;
        var timeouts = _call.Plan.Timeouts;
        return _timer.TryEnterStream(timeouts.Idle, _call.Bounded(timeouts.StreamTotal) - elapsed)
            ? null
            : new FaultInfo(Fault.Timeout, StatusCode, _timer.Expired);
    }

    public override bool HasOptionsHook => _call.Route.Hooks.HasOptionsHook;

    /// <summary>What of the caller's options the target's model does not take.</summary>
    public RequestParameters Dropped => _dropped;

    public override void Configure(ChatOptions options) => _call.Route.Hooks.ConfigureOptions(_entry.Index, options);

    public override void Configure(EmbeddingGenerationOptions options) => _call.Route.Hooks.ConfigureOptions(_entry.Index, options);

    public override void ReleaseFailed(Exception exception) =>
        _call.Route.Runtime.Log.StreamReleaseFailed(_call.Definition.Name, _entry.Target.Name, exception.GetType().Name);

    private static (TimeSpan Due, string Name) Due(CallLog call, long now)
    {
        (TimeSpan Due, string Name) due = (call.Plan.Timeouts.Attempt, "attempt");
        if (call.Facts.Streamed && call.Plan.Timeouts.FirstToken < due.Due)
        {
            due = (call.Plan.Timeouts.FirstToken, "firstToken");
        }

        var remaining = call.RemainingAt(now);
        return remaining < due.Due ? (remaining, "total") : due;
    }

    private void Begin(CallLog call, PlanEntry entry, TargetKey key, TimeSpan delay)
    {
        (_call, _entry, _key, _delay) = (call, entry, key, delay);
        call.NoteCause(null);
        var edits = AttemptEdits.For(call, entry);
        _dropped = edits.Drop;
        _exchange = entry.Slot.IsOverHttp ? new WireExchange { IsStreamed = call.Facts.Streamed } : null;
        try
        {
            _delivery = Begin(edits);
        }
        catch
        {
            entry.Slot.Load?.Leave(0);
            call.GiveBackCredit();
            throw;
        }

        (_credit, call.Credit) = (call.Credit, null);
        _started = call.Time.GetTimestamp();
        _activity = StartActivity();
        if (_exchange is not null)
        {
            _exchange.IsShown = _activity is { IsAllDataRequested: true };
            WireExchange.Current = _exchange;
        }

        var (due, name) = Due(call, _started);
        if (_exchange is not null && entry.Target.Provider.Kind == ForwardedHeaders.Kind)
        {
            _exchange.Forwarded = ForwardedHeaders.For(call, call.Facts.Streamed ? StreamLeft(call) : due);
        }

        _timer = AttemptTimer.Start(call.Time, _started, due, name, call.CancellationToken);
    }

    private static TimeSpan StreamLeft(CallLog call) => call.Bounded(call.Plan.Timeouts.StreamTotal) - call.Elapsed;

    private Activity? StartActivity()
    {
        if (!RouteActivities.AreHeard)
        {
            return null;
        }

        var sent = _delivery?.Sent ?? default;
        return _entry.Telemetry.Start(
            _call.StartedAt + _call.ElapsedAt(_started), _call.Facts.Streamed, sent.MaxOutput, sent.Temperature, sent.Dimensions);
    }

    private Delivery? Begin(in RequestEdits edits)
    {
        TargetPorts ports;
        try
        {
            ports = _key.Ports;
        }
        catch (Exception e)
        {
            // The client cannot be made: the target is at fault, and not the application's hook.
            _unsent = ClassifyFailure(e);
            return null;
        }

        if (_call.Carrier.Fits(ports))
        {
            return _call.Carrier.Begin(ports, edits, this);
        }

        _unsent = new FaultInfo(Fault.UnsupportedRequest);
        return null;
    }

    private FaultInfo ClassifyFailure(Exception exception)
    {
        var fault = FaultClassifier.Classify(exception, _exchange, _entry.Target.Provider.Adapter is { } adapter ? adapter.Classify : null);
        if (_call.Plan.State.Settings.IncludeExceptions)
        {
            _call.NoteCause(exception);
        }

        _unread = UnreadReply.In(exception);
        _detail = FailureDetail.Describe(fault, exception, _exchange, _key.Asked.Host);
        var longest = _call.Plan.State.Settings.MaxRetryAfter;
        return fault with
        {
            RetryAfter = (fault.RetryAfter ?? _exchange?.RetryAfter) is { } wait && wait > longest
                ? longest
                : fault.RetryAfter ?? _exchange?.RetryAfter,
            IsFinal = _exchange is { IsFinal: true },
            Scope = _exchange is null ? null : Blame.ScopeOf(fault, _exchange.Error, _entry.Target.Deployment),
        };
    }
}
