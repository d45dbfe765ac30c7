using System.Diagnostics;
using Microsoft.Extensions.AI;
using RouteGen.Costs;
using RouteGen.Faults;
using RouteGen.Hosting;
using RouteGen.Records;
using RouteGen.Telemetry;

namespace RouteGen.Routing;

/// <summary>One attempt from its adapted options to its record: timers, span and wire exchange.</summary>
internal sealed class AttemptScope : IDisposable
{
    private readonly RouteCall _call;
    private readonly PlanEntry _entry;
    private readonly TimeSpan _delay;
    private readonly RequestOptions _dropped;
    private readonly WireExchange? _exchange;
    private readonly Activity? _activity;
    private readonly long _started;
    private long? _tokensUsed;
    private int _left;
    private IDisposable? _linked;
    private CancellationTokenRegistration _givenUp;

    public AttemptScope(RouteCall call, PlanEntry entry, TimeSpan delay)
    {
        _call = call;
        _entry = entry;
        _delay = delay;
        try
        {
            Messages = Portability.For(entry.Target.Name, call.Messages);
            Options = OptionsAdapter.Adapt(entry, call.Definition, call.Options, out _dropped);
            call.Route.ConfigureOptions(entry.Index, Options);
        }
        catch
        {
            // A hook of the application's: nothing is sent, and the room that was taken for it is given back.
            entry.Slot.Load?.Leave(0);
            throw;
        }

        _activity = RouteActivities.StartAttempt(entry.Slot, Options, call.Streamed);
        if (entry.Target.Provider.Adapter is not null)
        {
            WireExchange.Current = _exchange = new WireExchange();
        }

        _started = call.Time.GetTimestamp();
        (TimeSpan due, var name) = Due(call, _started);
        Timer = AttemptTimer.Start(call.Time, _started, due, name, call.CancellationToken);
    }

    public ChatOptions Options { get; }

    /// <summary>The messages as the target can take them.</summary>
    public IReadOnlyList<ChatMessage> Messages { get; }

    public AttemptTimer Timer { get; }

    public IChatClient Client => _entry.Slot.Client;

    public WireStatus Wire => new(_exchange?.StatusCode);

    public TimeSpan Elapsed => _call.Time.GetElapsedTime(_started);

    /// <summary>Whether the caller or a timer ended the attempt, as some clients end a stream quietly then; null when neither did.</summary>
    public FaultInfo? Interrupted => _call.CancellationToken.IsCancellationRequested ? new(Fault.Cancelled, _exchange?.StatusCode)
        : Timer.Expired is { } timer ? new(Fault.Timeout, _exchange?.StatusCode, timer)
        : null;

    /// <summary>What an exception of the client means.</summary>
    public FaultInfo Classify(Exception exception)
    {
        if (Interrupted is { } interrupted)
        {
            return interrupted;
        }

        FaultInfo fault = FaultClassifier.Classify(exception, _exchange, _entry.Target.Provider.Adapter);
        return fault with { RetryAfter = fault.RetryAfter ?? _exchange?.RetryAfter };
    }

    /// <summary>Ends the attempt: its record goes to the call.</summary>
    public AttemptRecord End(in FaultInfo fault, in ReplyFacts reply, TimeSpan? timeToFirstToken = null)
    {
        var ended = _call.LastEnd = _call.Time.GetTimestamp();
        TokenUsage? usage = UsageReading.Read(reply.Usage, reply.WebSearches);
        _tokensUsed = usage?.Input + usage?.Output;
        ServiceTier tier = reply.ServiceTier ?? ServiceTierReading.AskedBy(Options) ?? ServiceTier.Standard;
        PriceInForce price = PriceInForce.At(_entry.Target, _call.StartedAt);
        AttemptCost cost = AttemptCost.Of(price, new AttemptEnd(
            fault.Fault, _exchange?.StatusCode is >= 200 and < 300, usage, reply.StatedCost, tier, _call.EstimatedInput, usage is null ? EstimatedOutput(fault.Fault, reply) : null));
        var record = new AttemptRecord(_entry.Slot.Asked)
        {
            ResponseModel = reply.Model,
            RequestId = _exchange?.RequestId,
            Fault = fault.Fault,
            StatusCode = fault.StatusCode ?? _exchange?.StatusCode,
            Code = fault.Code,
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
            _call.Route.Runtime.Log.PriceDrifted(_call.Definition.Name, record.Target, record.CostUsd, record.ComputedCostUsd, record.PriceId);
            RouteMetrics.RecordDrift(_call.Definition.Name, record.Target);
        }

        RouteActivities.EndAttempt(_activity, record, reply.ResponseId, reply.FinishReason);
        _call.Budgets?.Note(_entry, record);
        _call.Add(_entry, record);
        return record;
    }

    /// <summary>
    /// Makes sure of what a stream holds in the hands of a caller who neither moves on nor disposes of it: once it is out of time, or cancelled, its
    /// connection, its place at the target and its link to the caller's tokens are given back as they would be at its end.
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

    /// <summary>
    /// Output tokens of a reply whose usage never came. What arrived is counted. Where nothing arrived, a stream that failed, ended or was given up is charged
    /// its input only; a request that timed out, and a whole reply that was waited for, may have been worked on unseen, and are charged all that was allowed.
    /// </summary>
    private long? EstimatedOutput(Fault fault, in ReplyFacts reply) =>
        reply.OutputSeen ?? (_call.Streamed && fault is not Fault.Timeout ? 0 : OptionsAdapter.OutputAllowance(_entry, _call.Definition, _call.Options));

    private static (TimeSpan Due, string Name) Due(RouteCall call, long now)
    {
        (TimeSpan Due, string Name) due = (call.Plan.Timeouts.Attempt, "attempt");
        if (call.Streamed && call.Plan.Timeouts.FirstToken < due.Due)
        {
            due = (call.Plan.Timeouts.FirstToken, "firstToken");
        }

        TimeSpan remaining = call.RemainingAt(now);
        return remaining < due.Due ? (remaining, "total") : due;
    }
}

/// <summary>What the reply of an attempt says about itself.</summary>
/// <param name="Usage">What the provider counted.</param>
/// <param name="StatedCost">What the provider says it cost, in USD.</param>
/// <param name="Model">The model that the provider says it used.</param>
/// <param name="ResponseId">The provider's id of the reply.</param>
/// <param name="FinishReason">Why the model stopped.</param>
/// <param name="OutputSeen">Output tokens estimated from what arrived; null when nothing did, or when they were counted.</param>
/// <param name="ServiceTier">The service tier that the provider says it used.</param>
/// <param name="WebSearches">Web searches that the reply shows.</param>
internal readonly record struct ReplyFacts(
    UsageDetails? Usage, decimal? StatedCost, string? Model, string? ResponseId, string? FinishReason, long? OutputSeen, ServiceTier? ServiceTier, int WebSearches)
{
    /// <summary>The facts of a whole reply. Its tokens are estimated only where the provider counted none.</summary>
    public static ReplyFacts Of(ChatResponse reply) => new(
        reply.Usage, CostStatedIn(reply.AdditionalProperties), reply.ModelId, reply.ResponseId, reply.FinishReason?.Value,
        reply.Usage is null ? ReplyTokens.TokensIn(reply) : null, ServiceTierReading.StatedIn(reply.AdditionalProperties), ReplyTokens.WebSearchesIn(reply));

    public static decimal? CostStatedIn(AdditionalPropertiesDictionary? properties) =>
        properties is not null && properties.TryGetValue(WireFacts.CostUsdKey, out var value) ? value as decimal? : null;
}
