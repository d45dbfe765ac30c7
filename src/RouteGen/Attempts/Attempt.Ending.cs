using RouteGen.Billing;
using RouteGen.Budgets;
using RouteGen.Costs;
using RouteGen.Listening;
using RouteGen.Wire;

namespace RouteGen.Attempts;

/// <content>How it ends: its record, what it is billed, and what it gives back.</content>
internal sealed partial class Attempt
{
    private long? _tokensUsed;
    private int _left;
    private bool _ended;

    /// <summary>Ends the attempt: its record goes to the call.</summary>
    public AttemptRecord End(in FaultInfo fault)
    {
        _ended = true;
        var ended = _call.LastEnd = _call.Time.GetTimestamp();
        var reply = _unread.AddTo(_delivery?.GetFacts() ?? default);
        var isComplete = _delivery?.IsComplete ?? true;
        var credentials = _exchange?.Credentials;
        var served = _entry.ServedBy(_call.Route.Runtime.Definition, reply.Model);
        var price = PriceInForce.At(_entry.Target, served.Known ?? _entry.Model, reply.Stated.Place, _call.StartedAt);
        var others = reply.Stated.Others is { } stated ? OthersCost.Read(stated, credentials) : [];
        var cost = Bill(price, fault, reply, isComplete, out var usage, out var tier, out var isClamped);
        if (others.Count > 0)
        {
            cost = Add(cost, others, price, reply.Stated.Place);
            usage = OthersCost.With(usage, others);
        }

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
            TimeToFirstToken = _firstToken,
            Usage = usage,
            EstimatedUsage = cost.Estimated,
            ServiceTier = tier,
            CostUsd = cost.Usd,
            CostSource = cost.Source,
            ComputedCostUsd = cost.Computed,
            CreditUsd = _credit?.Pay(cost.Usd),
            PriceId = price.Id,
            DroppedOptions = _dropped,
            Unsent = reply.Stated.Dropped,
            OtherModels = others,
            Lane = _delivery?.Lane,
        };
        _credit?.Settle(_call.Definition.Name, _call.Route.Runtime.Log);
        Tell(record, price, reply, served, isClamped);
        if (_activity is not null)
        {
            _exchange?.RateLimit.AddTo(_activity);
        }

        _entry.Telemetry.End(
            _activity, record, _activity is null ? null : ServerWord.Keep(reply.ResponseId, credentials), _call.FinishReason);
        _call.Add(_entry, record);
        return record;
    }

    /// <summary>Ends what is left of an attempt that has ended: timers, connection, room at the target.</summary>
    public async ValueTask CloseAsync()
    {
        if (!_ended)
        {
            throw new InvalidOperationException("An attempt ends before its connection is given back, so that its record is complete.");
        }

        if (_delivery is not null)
        {
            await _delivery.DisposeAsync().ConfigureAwait(false);
        }

        Release();
    }

    /// <summary>Gives back, once, the timers, the connection of a reply that the client let go of, and the room at the target.</summary>
    private void Release()
    {
        if (Interlocked.Exchange(ref _left, 1) != 0)
        {
            return;
        }

        _timer.Dispose();
        _exchange?.End();
        _entry.Slot.Load?.Leave(_tokensUsed is { } used ? used - _call.TokensAt(_entry) : 0);
    }

    /// <summary>What the attempt is billed, from the surest source there is.</summary>
    private AttemptCost Bill(
        in PriceInForce price, in FaultInfo fault, in ReplyFacts reply, bool isComplete,
        out TokenUsage? usage, out ServiceTier tier, out bool isClamped)
    {
        var input = _call.Facts.InputTokens;
        var counts = _call.Facts.IsVectors
            ? BelievedCounts.OfVectors(reply.Usage)
            : BelievedCounts.OfChat(reply.Usage, isComplete, reply.OutputSeen);
        isClamped = false;
        usage = counts.AreWhole ? Counted(reply, counts.Input, counts.Output, isEstimate: false, out isClamped) : null;
        var output = usage is null ? counts.Output ?? EstimatedOutput(fault.Fault, reply) : null;
        tier = TierOf(reply.Stated.Tier, price, usage ?? new TokenUsage(counts.Input ?? input, output ?? 0, 1, null));
        var stated = StatedCost(reply, isComplete);
        if (usage is { } whole && stated is null && price.Cost(whole, tier) is { } exact)
        {
            // Nearly every reply: all is counted, and all has a rate.
            _tokensUsed = whole.Input + whole.Output;
            return new(exact, CostSource.Computed, exact, null);
        }

        var partly = usage is null && counts != default
            ? Counted(reply, counts.Input ?? input, output, isEstimate: true, out isClamped)
            : null;
        _tokensUsed = usage is { } u ? u.Input + u.Output : partly?.Input + partly?.Output;
        return AttemptCost.Compute(price, new AttemptEnd(
            fault.Fault,
            MayHaveBegun,
            usage,
            stated,
            tier,
            input,
            output,
            partly,
            NeverLeft(fault, reply)));
    }

    /// <summary>What it is said to have cost: by a gateway that asked nobody, by the reply, by a header of it.</summary>
    private decimal? StatedCost(in ReplyFacts reply, bool isComplete) =>
        _exchange is { Gateway.IsFromCache: true } ? 0m
        : reply.Stated.CostUsd is not { } usd ? _exchange?.Gateway.CostUsd
        : usd == 0m && !isComplete ? null
        : usd;

    private ServiceTier TierOf(StatedTier stated, in PriceInForce price, TokenUsage usage) =>
        stated.Unknown is not null ? price.MostExpensive(usage) : stated.Tier ?? _delivery?.AskedTier ?? ServiceTier.Standard;

    /// <summary>Adds what other models cost. A cost that the provider states has them in it.</summary>
    private AttemptCost Add(AttemptCost cost, IReadOnlyList<ModelUsage> others, in PriceInForce price, string? place)
    {
        var more = OthersCost.Compute(others, _call.Route.Runtime.Definition, _entry.Target, price, place, _call.StartedAt);
        for (var i = 0; i < others.Count; i++)
        {
            _tokensUsed += others[i].Usage.Input + others[i].Usage.Output;
        }

        return cost.Source == CostSource.Provider
            ? cost with { Computed = cost.Computed + more.Usd }
            : cost with
            {
                Estimated = OthersCost.With(cost.Estimated, others),
                Usd = cost.Usd + more.Usd,
                Computed = cost.Computed + more.Usd,
                Source = (cost.Usd + more.Usd) is null ? CostSource.Unknown
                    : more.IsGuess && cost.Source == CostSource.Computed ? CostSource.Estimated
                    : cost.Source,
            };
    }

    private void Tell(AttemptRecord record, in PriceInForce price, in ReplyFacts reply, ServedModel served, bool isClamped)
    {
        var runtime = _call.Route.Runtime;
        if (_exchange is { Requests: > 1 and var requests })
        {
            runtime.Log.HiddenRetries(_call.Definition.Name, record.Target, requests);
        }

        // What a gateway of ours charges depends on which of its targets served: no price here is wrong for that.
        if (_exchange is not ({ Gateway.IsFromCache: true } or { Forwarded: not null })
            && PriceDrift.Exceeds(record, _call.Plan.State.Settings.CostTolerance))
        {
            runtime.Log.PriceDrifted(_call.Definition.Name, record.Target, record.CostUsd, record.ComputedCostUsd, record.PriceId);
            RouteMetrics.RecordDrift(_call.Definition.Name, record.Target);
        }

        runtime.Unpriced.Tell(served.Known ?? _entry.Model, price, record);
        if (served.IsOther || isClamped || record.Unsent is not null || record.OtherModels.Count > 0
            || record.ServiceTier == ServiceTier.Priority || reply.Stated.Tier.Unknown is not null)
        {
            runtime.Surprises.Tell(record, price, reply.Stated.Tier, served, isClamped);
        }
    }

    /// <summary>Whether the provider may have done something: it answered with success, or the request left and no answer came.</summary>
    private bool MayHaveBegun =>
        _unread.Bytes is not null || _exchange is { StatusCode: >= 200 and < 300 } or { StatusCode: null, HasLeft: true };

    /// <summary>
    /// Whether nothing of the request can have reached the provider: no connection came about, it was cancelled before there was one, or
    /// the SDK refused it. A client of the application's own is not watched, so that one is taken to have sent.
    /// </summary>
    private bool NeverLeft(in FaultInfo fault, in ReplyFacts reply) =>
        fault.Fault != Fault.None
        && (_delivery is null || _exchange is { HasLeft: false, StatusCode: null })
        && reply is { Usage: null, OutputSeen: null };

    private static TokenUsage? Counted(in ReplyFacts reply, long? input, long? output, bool isEstimate, out bool isClamped)
    {
        isClamped = false;
        return reply.Usage is { } usage && input is { } asked && output is { } answered
            ? UsageReading.Read(usage, asked, answered, reply.WebSearches, isEstimate, out isClamped)
            : null;
    }

    /// <summary>
    /// Output tokens of a reply whose usage never came. What arrived is counted. Where nothing arrived, a stream that failed, ended or was
    /// given up, and a connection that broke before any answer, is charged its input only; a request that timed out, and a whole reply that
    /// was waited for, may have been worked on unseen, and are charged all that was allowed, or else what the model's window leaves beside
    /// the input.
    /// </summary>
    private long? EstimatedOutput(Fault fault, in ReplyFacts reply) => reply.OutputSeen is { } seen
        ? _unread.Bytes is not null && _call.OutputAllowedAt(_entry) < seen ? _call.OutputAllowedAt(_entry) : seen
        : EstimatedUnseen(fault);

    private long? EstimatedUnseen(Fault fault) =>
        (_call.Facts.Streamed && fault is not Fault.Timeout) || (fault == Fault.ConnectionFailed && _exchange?.StatusCode is null)
            ? 0
            : _call.OutputAllowedAt(_entry) ?? WindowLeft;

    private long? WindowLeft => _entry.Model.ContextWindow is { } window ? Math.Max(0, window - _call.Facts.InputTokens) : null;
}
