using System.Diagnostics;
using Microsoft.Extensions.AI;
using RouteGen.Billing;
using RouteGen.Budgets;
using RouteGen.Costs;
using RouteGen.Listening;
using RouteGen.Plans;
using RouteGen.Targets;
using RouteGen.Wire;

namespace RouteGen.Attempts;

/// <summary>One attempt from its adapted options to its record: timers, span and wire exchange.</summary>
internal sealed class AttemptScope : IDisposable
{
    private readonly CallLog _call;
    private readonly PlanEntry _entry;
    private readonly TargetKey _key;
    private readonly TimeSpan _delay;
    private readonly RequestParameters _dropped;
    private readonly WireExchange? _exchange;
    private readonly Activity? _activity;
    private readonly long _started;
    private string? _detail;
    private long? _tokensUsed;
    private int _left;
    private IDisposable? _linked;
    private CancellationTokenRegistration _givenUp;

    public AttemptScope(CallLog call, PlanEntry entry, TargetKey key, TimeSpan delay)
    {
        _call = call;
        _entry = entry;
        _key = key;
        _delay = delay;
        call.Cause = null;
        try
        {
            Messages = Portability.For(entry.Target.Name, call.Messages);
            Options = OptionsAdapter.Adapt(entry, call.Definition, call.Options, out _dropped);
            call.Route.Hooks.ConfigureOptions(entry.Index, Options);
        }
        catch
        {
            // A hook of the application's: nothing is sent, and the room that was taken for it is given back.
            entry.Slot.Load?.Leave(0);
            throw;
        }

        _started = call.Time.GetTimestamp();
        _activity = RouteActivities.AreHeard
            ? entry.Telemetry.Start(
                call.StartedAt + call.ElapsedAt(_started),
                call.Streamed, Options.MaxOutputTokens, Options.Temperature, (Options as EmbeddingRequest)?.Dimensions)
            : null;
        if (entry.Target.Provider.Adapter is not null)
        {
            WireExchange.Current = _exchange = new WireExchange { IsStreamed = call.Streamed };
        }

        var (due, name) = Due(call, _started);
        Timer = AttemptTimer.Start(call.Time, _started, due, name, call.CancellationToken);
    }

    public ChatOptions Options { get; }

    /// <summary>The messages as the target can take them.</summary>
    public IReadOnlyList<ChatMessage> Messages { get; }

    public AttemptTimer Timer { get; }

    public IChatClient Client => _key.Client;

    /// <summary>Under which of the target's keys it is made.</summary>
    public TargetKey Key => _key;

    public WireStatus Wire => new(_exchange?.StatusCode);

    public TimeSpan Elapsed => _call.Time.GetElapsedTime(_started);

    /// <summary>
    /// Whether the caller or a timer ended the attempt, as some clients end a stream quietly then; null when neither did.
    /// </summary>
    public FaultInfo? Interrupted => _call.CancellationToken.IsCancellationRequested ? new(Fault.Cancelled, _exchange?.StatusCode)
        : Timer.Expired is { } timer ? new(Fault.Timeout, _exchange?.StatusCode, timer)
        : null;

    /// <summary>What an exception of the client means.</summary>
    public FaultInfo Classify(Exception exception)
    {
        // A status of failure that came stands, though the timer ran out over its body.
        if (Interrupted is { } interrupted && (interrupted.Fault == Fault.Cancelled || _exchange is not { StatusCode: >= 300 }))
        {
            return interrupted;
        }

        var fault = FaultClassifier.Classify(exception, _exchange, _entry.Target.Provider.Adapter is { } adapter ? adapter.Classify : null);
        if (_call.Route.Runtime.IncludeExceptions)
        {
            _call.Cause = exception;
        }

        _detail = FailureDetail.Describe(fault, exception, _exchange, _key.Asked.Host);
        var longest = _call.Route.Runtime.MaxRetryAfter;
        return fault with
        {
            RetryAfter = (fault.RetryAfter ?? _exchange?.RetryAfter) is { } wait && wait > longest
                ? longest
                : fault.RetryAfter ?? _exchange?.RetryAfter,
            Scope = _exchange is null ? null : Blame.ScopeOf(fault, _exchange.Error, _entry.Target.Deployment),
        };
    }

    /// <summary>Ends the attempt: its record goes to the call.</summary>
    public AttemptRecord End(in FaultInfo fault, in ReplyFacts reply, TimeSpan? timeToFirstToken = null)
    {
        var ended = _call.LastEnd = _call.Time.GetTimestamp();
        // A stream that gave no reason why it ended broke off, or was left: what it had stated is what it had counted by then.
        var isComplete = !_call.Streamed || reply.FinishReason is not null;
        var counts = _call.Options is EmbeddingRequest
            ? BelievedCounts.OfVectors(reply.Usage)
            : BelievedCounts.OfChat(reply.Usage, isComplete, reply.OutputSeen);
        var usage = counts.AreWhole ? Counted(reply, counts.Input, counts.Output) : null;
        var output = usage is null ? counts.Output ?? EstimatedOutput(fault.Fault, reply) : null;
        var partly = usage is null && counts != default ? Counted(reply, counts.Input ?? _call.EstimatedInput, output) : null;
        _tokensUsed = usage is { } u ? u.Input + u.Output : partly?.Input + partly?.Output;
        var tier = reply.ServiceTier ?? ServiceTierReading.AskedBy(Options) ?? ServiceTier.Standard;
        var price = PriceInForce.At(_entry.Target, _call.StartedAt);
        var cost = AttemptCost.Compute(price, new AttemptEnd(
            fault.Fault,
            MayHaveBegun,
            usage,
            reply.StatedCost is 0m && !isComplete ? null : reply.StatedCost,
            tier,
            _call.EstimatedInput,
            output,
            partly,
            NeverLeft(fault, reply)));
        var credentials = _exchange?.Credentials;
        _call.FinishReason = ServerWord.Keep(reply.FinishReason, credentials);
        var record = new AttemptRecord(_key.Asked)
        {
            ResponseModel = ServerWord.Keep(reply.Model, credentials),
            RequestId = ServerWord.Keep(_exchange?.RequestId, credentials),
            Fault = fault.Fault,
            StatusCode = fault.StatusCode ?? _exchange?.StatusCode,
            Code = ServerWord.Keep(WireFault.SafeCode(fault.Code), credentials),
            Detail = _detail,
            Delay = _delay,
            Latency = _call.Time.GetElapsedTime(_started, ended),
            TimeToFirstToken = timeToFirstToken,
            Usage = usage,
            EstimatedUsage = cost.Estimated,
            ServiceTier = tier,
            CostUsd = cost.Usd,
            CostSource = cost.Source,
            ComputedCostUsd = cost.Computed,
            PriceId = price.Id,
            DroppedOptions = _dropped,
        };
        if (_exchange is { Requests: > 1 and var requests })
        {
            _call.Route.Runtime.Log.HiddenRetries(_call.Definition.Name, record.Target, requests);
        }

        if (PriceDrift.Exceeds(record, _call.Route.Runtime.CostTolerance))
        {
            _call.Route.Runtime.Log.PriceDrifted(
                _call.Definition.Name, record.Target, record.CostUsd, record.ComputedCostUsd, record.PriceId);
            RouteMetrics.RecordDrift(_call.Definition.Name, record.Target);
        }

        _call.Route.Runtime.Unpriced.Tell(_entry.Model, price, record);
        _entry.Telemetry.End(
            _activity, record, _activity is null ? null : ServerWord.Keep(reply.ResponseId, credentials), _call.FinishReason);
        _call.Add(_entry, record);
        return record;
    }

    /// <summary>
    /// Makes sure of what a stream holds in the hands of a caller who neither moves on nor disposes of it: once it is out of time, or
    /// cancelled, its connection, its place at the target and its link to the caller's tokens are given back as they would be at its end.
    /// </summary>
    /// <param name="linked">What links it to the caller's tokens.</param>
    public void ReleaseWhenGivenUp(IDisposable? linked)
    {
        _linked = linked;
        _givenUp = Timer.GivenUp.UnsafeRegister(static scope => ((AttemptScope)scope!).Release(), this);
    }

    /// <summary>Ends what is left of the attempt: its timers, and the connection of a reply that the client let go of.</summary>
    public void Dispose()
    {
        // Before the timer is lent again.
        _givenUp.Dispose();
        Release();
        Timer.Dispose();
    }

    private void Release()
    {
        _exchange?.End();
        _linked?.Dispose();
        if (Interlocked.Exchange(ref _left, 1) == 0)
        {
            _entry.Slot.Load?.Leave(_tokensUsed is { } used ? used - _call.TokensAt(_entry) : 0);
        }
    }

    /// <summary>Whether the provider may have done something: it answered with success, or the request left and no answer came.</summary>
    private bool MayHaveBegun => _exchange is { StatusCode: >= 200 and < 300 } or { StatusCode: null, HasLeft: true };

    /// <summary>
    /// Whether nothing of the request can have reached the provider: no connection came about, it was cancelled before there was one, or
    /// the SDK refused it. A client of the application's own is not watched, so that one is taken to have sent.
    /// </summary>
    private bool NeverLeft(in FaultInfo fault, in ReplyFacts reply) =>
        fault.Fault != Fault.None && _exchange is { HasLeft: false, StatusCode: null } && reply is { Usage: null, OutputSeen: null };

    private static TokenUsage? Counted(in ReplyFacts reply, long? input, long? output) =>
        reply.Usage is { } usage && input is { } asked && output is { } answered
            ? UsageReading.Read(usage, asked, answered, reply.WebSearches)
            : null;

    /// <summary>
    /// Output tokens of a reply whose usage never came. What arrived is counted. Where nothing arrived, a stream that failed, ended or was
    /// given up, and a connection that broke before any answer, is charged its input only; a request that timed out, and a whole reply that
    /// was waited for, may have been worked on unseen, and are charged all that was allowed, or else what the model's window leaves beside
    /// the input.
    /// </summary>
    private long? EstimatedOutput(Fault fault, in ReplyFacts reply) => reply.OutputSeen
        ?? ((_call.Streamed && fault is not Fault.Timeout) || (fault == Fault.ConnectionFailed && _exchange?.StatusCode is null)
            ? 0
            : OptionsAdapter.OutputAllowance(_entry, _call.Definition, _call.Options) ?? WindowLeft);

    private long? WindowLeft => _entry.Model.ContextWindow is { } window ? Math.Max(0, window - _call.EstimatedInput) : null;

    private static (TimeSpan Due, string Name) Due(CallLog call, long now)
    {
        (TimeSpan Due, string Name) due = (call.Plan.Timeouts.Attempt, "attempt");
        if (call.Streamed && call.Plan.Timeouts.FirstToken < due.Due)
        {
            due = (call.Plan.Timeouts.FirstToken, "firstToken");
        }

        var remaining = call.RemainingAt(now);
        return remaining < due.Due ? (remaining, "total") : due;
    }
}

/// <summary>What the reply of an attempt says about itself.</summary>
/// <param name="Usage">What the provider counted.</param>
/// <param name="StatedCost">What the provider says it cost, in USD.</param>
/// <param name="Model">The model that the provider says it used.</param>
/// <param name="ResponseId">The provider's id of the reply.</param>
/// <param name="FinishReason">Why the model stopped.</param>
/// <param name="OutputSeen">Output tokens estimated from what arrived; null when nothing did, or when the provider counted them after the
/// last of it.</param>
/// <param name="ServiceTier">The service tier that the provider says it used.</param>
/// <param name="WebSearches">Web searches that the reply shows.</param>
internal readonly record struct ReplyFacts(
    UsageDetails? Usage, decimal? StatedCost,
    string? Model, string? ResponseId, string? FinishReason, long? OutputSeen, ServiceTier? ServiceTier, int WebSearches)
{
    /// <summary>The facts of a whole reply. Its tokens are estimated only where the provider counted none of them.</summary>
    public static ReplyFacts FromResponse(ChatResponse reply) => new(
        reply.Usage, CostStatedIn(reply.AdditionalProperties), reply.ModelId, reply.ResponseId, reply.FinishReason?.Value,
        reply.Usage is { OutputTokenCount: > 0 } ? null : ReplyTokens.TokensIn(reply),
        ServiceTierReading.StatedIn(reply.AdditionalProperties), ReplyTokens.WebSearchesIn(reply));

    public static decimal? CostStatedIn(AdditionalPropertiesDictionary? properties) =>
        properties is not null && properties.TryGetValue(WireFacts.CostUsdKey, out var value) ? value as decimal? : null;
}
