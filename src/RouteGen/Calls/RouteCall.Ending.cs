using RouteGen.Attempts;
using RouteGen.Billing;
using RouteGen.Plans;
using RouteGen.Records;

namespace RouteGen.Calls;

/// <content>The one end of a call.</content>
internal sealed partial class RouteCall
{
    private int _ended;

    /// <summary>The call's record; null until it has ended.</summary>
    public RouteRecord? Record { get; private set; }

    /// <summary>
    /// Ends the call: makes its one record, begins to settle its budgets, and tells hook, observers, log, span and metrics. Whoever comes
    /// first ends it; who comes later is not to come at all, since a call has one reader at a time.
    /// </summary>
    /// <param name="outcome">How it ended.</param>
    /// <param name="fault">Why it did not serve.</param>
    /// <param name="servedBy">The target whose reply reached the caller, or began to.</param>
    /// <exception cref="InvalidOperationException">The call has ended already.</exception>
    public RouteRecord End(RouteOutcome outcome, Fault fault, PlanEntry? servedBy = null)
    {
        if (Interlocked.Exchange(ref _ended, 1) != 0)
        {
            throw new InvalidOperationException("The call has ended already.");
        }

        var lost = Turn?.LostAt(this, servedBy);
        var record = Record = MakeRecord(outcome, fault, servedBy, lost?.Usd);
        Turn?.End(this, outcome, servedBy);
        Budgets?.Settle();
        if (lost is { } cache)
        {
            CallPublisher.CacheLost(this, record, cache);
        }

        CallPublisher.Ended(this, record);
        if (Content is { } content)
        {
            Carrier.Capture(content);
            content.End(record);
        }

        return record;
    }

    /// <summary>Ends the call with a whole reply: one that serves, or one that is returned though it failed.</summary>
    public RouteRecord End(Attempt attempt)
    {
        if (attempt.Failure is null)
        {
            return End(RouteOutcome.Served, Fault.None, attempt.Entry);
        }

        FinishReason = _malformedFinish;
        return End(RouteOutcome.Failed, Fault.MalformedOutput, attempt.Entry);
    }

    /// <summary>Ends the call as its chain came to its end.</summary>
    /// <returns>What the caller is to be told.</returns>
    public RouteException End(in Verdict verdict) => verdict.Refusal is { } refusal
        ? refusal.ToException(End(verdict.Outcome, verdict.Fault))
        : new RouteException(End(verdict.Outcome, verdict.Fault), Cause);

    /// <summary>What the call cost so far, with what it tells itself to be.</summary>
    private RouteRecord MakeRecord(RouteOutcome outcome, Fault fault, PlanEntry? servedBy, decimal? lostCache)
    {
        var last = Attempts is [.., var latest] ? latest : null;
        var (cost, source, usage) = AttemptCost.Sum(Attempts);
        return new RouteRecord(Route.Recorded, Caller, Attempts)
        {
            Number = Id,
            TraceId = TraceId,
            StartedAt = StartedAt,
            Outcome = outcome,
            Fault = fault,
            ServedBy = servedBy?.Target.Name,
            Model = servedBy?.Model.Name ?? last?.Model,
            FallbackReason = FallbackReason,
            Arm = Order.Arm,
            Stayed = Turn?.HasStayed(this) ?? false,
            LostCacheUsd = lostCache,
            Streamed = Facts.Streamed,
            // What serves is over with its attempt.
            Latency = outcome == RouteOutcome.Served ? ElapsedAt(LastEnd) : Elapsed,
            TimeToFirstToken = TimeToFirstToken,
            EstimatedInputTokens = Facts.InputTokens,
            EstimatedOutputTokens = OutputAllowedAt(First),
            EstimatedCostUsd = RequestCost.Estimated(this, First),
            Usage = usage,
            CostUsd = cost,
            CostSource = source,
            CostBucket = CostBucket,
            ExceededBudget = Budgets?.Exceeded,
            PossibleOverrunUsd = Budgets?.PossibleOverrunUsd,
            PossibleOverrunTokens = Budgets?.PossibleOverrunTokens,
            StatusCode = last?.StatusCode,
            FinishReason = servedBy is null || outcome == RouteOutcome.Broken ? null : FinishReason,
            RequestedModel = Facts.AskedModel,
            Skipped = Skipped,
        };
    }
}
