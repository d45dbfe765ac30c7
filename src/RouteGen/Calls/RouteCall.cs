using System.Diagnostics;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using RouteGen.Attempts;
using RouteGen.Billing;
using RouteGen.Costs;
using RouteGen.Faults;
using RouteGen.Listening;
using RouteGen.Plans;
using RouteGen.Records;
using RouteGen.Targets;

namespace RouteGen.Calls;

/// <summary>One call of a route, from its beginning until its record.</summary>
internal sealed class RouteCall : CallLog
{
    private readonly Activity? _activity;
    private readonly string? _traceId;
    private readonly string? _costBucket;
    private AttemptRecord[] _attempts = [];
    private List<SkippedTarget>? _skipped;

    public RouteCall(
        PlannedRoute route, RouteCaller caller, IReadOnlyList<ChatMessage> messages,
        ChatOptions? options, bool streamed, CancellationToken cancellationToken, PlanEntry? probed = null, string? costBucket = null)
        : base(route, caller, messages, options, streamed, cancellationToken)
    {
        _costBucket = costBucket;
        _activity = RouteActivities.AreHeard
            ? route.Telemetry.Start(StartedAt, probed is null ? costBucket ?? Definition.CostBucket : TargetProbe.CostBucket)
            : null;
        _traceId = (_activity ?? Activity.Current)?.TraceId.ToHexString();
        EstimatedInput = Plan.Tokens.Estimate(messages, options);
        IsProbe = probed is not null;
        Budgets = route.Definition.Budgets.Count > 0 && !IsProbe ? new CallBudgets(this, route.Runtime.Budgets) : null;
        Chain = IsProbe ? [probed!] : Plan.Order?.For(this) ?? Plan.Chain;
        EstimatedOutput = OptionsAdapter.OutputAllowance(Chain[0], Definition, options);
    }

    /// <summary>The chain in the order in which this call asks it.</summary>
    public PlanEntry[] Chain { get; }

    /// <summary>Whether nobody asked but RouteGen itself, to see how a target is.</summary>
    public bool IsProbe { get; }

    /// <summary>The account that is charged.</summary>
    public string CostBucket => IsProbe ? TargetProbe.CostBucket : _costBucket ?? Definition.CostBucket;

    /// <summary>What keeps the budgets of the call; null where its route has none.</summary>
    public CallBudgets? Budgets { get; }

    /// <summary>The budget that had no room.</summary>
    public string? ExceededBudget { get; set; }

    /// <summary>By how much the call could come to more than a budget with <c>"reserve": "expected"</c> reserved, in USD.</summary>
    public decimal? PossibleOverrunUsd { get; set; }

    /// <summary>The same in tokens.</summary>
    public long? PossibleOverrunTokens { get; set; }

    public long? EstimatedOutput { get; }

    public int AttemptsLeft => Definition.MaxAttempts - _attempts.Length;

    public AttemptRecord[] Attempts => _attempts;

    public Fault? FallbackReason { get; set; }

    /// <summary>Leave to ask a target that the call waited for, until it is made use of or given back.</summary>
    public RoomPlace? Place { get; set; }

    public bool IsCompleted { get; private set; }

    public ActivityContext ActivityContext => _activity?.Context ?? default;

    /// <summary>Gives back a place that is not made use of. Does nothing without one.</summary>
    public void GiveBackPlace()
    {
        if (Place is { } place)
        {
            Place = null;
            place.Load.Return(place);
        }
    }

    public void Skip(PlanEntry entry, SkipReason reason)
    {
        _skipped ??= [];
        if (!_skipped.Any(l => l.Target == entry.Target.Name))
        {
            _skipped.Add(new(entry.Target.Name, reason));
        }
    }

    /// <summary>Forgets that targets were skipped, where they are to be asked after all.</summary>
    public void TakeBackIn(Predicate<SkipReason> reasons) => _skipped?.RemoveAll(l => reasons(l.Reason));

    public IReadOnlyList<SkippedTarget> Skipped => _skipped ?? (IReadOnlyList<SkippedTarget>)[];

    public override void Add(PlanEntry entry, AttemptRecord attempt)
    {
        Budgets?.Note(entry, attempt);
        _attempts = [.. _attempts, attempt];
        entry.Telemetry.Record(CostBucket, attempt);
        if (attempt.Fault is not (Fault.None or Fault.Cancelled) && Route.Runtime.Log.IsEnabled(LogLevel.Warning))
        {
            if (FaultTable.BlameFor(attempt.Fault) == FaultBlame.Unusable)
            {
                Route.Runtime.Log.TargetUnusable(
                    Definition.Name, attempt.Target, attempt.Fault, Reason(attempt), attempt.Provider, attempt.StatusCode, attempt.Code);
            }
            else
            {
                Route.Runtime.Log.AttemptFailed(Definition.Name, attempt.Target,
                    attempt.Fault, Reason(attempt), Math.Round(attempt.Latency.TotalMilliseconds, 1), attempt.StatusCode, attempt.Code);
            }
        }

        try
        {
            Route.Hooks.AttemptCompleted(entry.Index, attempt);
        }
        catch (Exception e)
        {
            HookFailed("OnAttemptCompleted", e);
        }
    }

    public void Advance(int from, int to, Fault fault)
    {
        FallbackReason = fault;
        Route.Telemetry.RecordFallback(Plan.Entries[from].Target.Name, Plan.Entries[to].Target.Name, fault);
        try
        {
            Route.Hooks.Fallback(from, to, fault);
        }
        catch (Exception e)
        {
            HookFailed("OnFallback", e);
        }
    }

    /// <summary>Ends the call: makes its one record and sends it to hook, observers, log, span and metrics.</summary>
    public RouteRecord Complete(RouteOutcome outcome, Fault fault, PlanEntry? servedBy = null, string? finishReason = null)
    {
        if (IsCompleted)
        {
            throw new InvalidOperationException("The call has ended already.");
        }

        IsCompleted = true;
        var last = _attempts is [.., var latest] ? latest : null;
        var (cost, source, usage) = AttemptCost.Sum(_attempts);
        var record = new RouteRecord
        {
            Number = RecordId.New(StartedAt),
            TraceId = _traceId,
            StartedAt = StartedAt,
            Table = Route.Runtime.Definition.Name,
            TableHash = Route.Runtime.Definition.Hash,
            Route = Definition.Name,
            Outcome = outcome,
            Fault = fault,
            ServedBy = servedBy?.Target.Name,
            Model = servedBy?.Model.Name ?? last?.Model,
            FallbackReason = FallbackReason,
            Arm = Arm,
            Streamed = Streamed,
            // What serves is over with its attempt.
            Latency = outcome == RouteOutcome.Served ? ElapsedAt(LastEnd) : Elapsed,
            TimeToFirstToken = TimeToFirstToken,
            EstimatedInputTokens = EstimatedInput,
            EstimatedOutputTokens = EstimatedOutput,
            EstimatedCostUsd = RequestCost.Estimated(this, Chain[0]),
            Usage = usage,
            CostUsd = cost,
            CostSource = source,
            CostBucket = CostBucket,
            ExceededBudget = ExceededBudget,
            PossibleOverrunUsd = PossibleOverrunUsd,
            PossibleOverrunTokens = PossibleOverrunTokens,
            StatusCode = last?.StatusCode,
            FinishReason = finishReason is null ? null : FinishReason,
            Caller = Caller,
            RequestedModel = Options?.ModelId,
            Attempts = _attempts,
            Skipped = Skipped,
        };

        try
        {
            Route.Hooks.Completed(record);
        }
        catch (Exception e)
        {
            HookFailed("OnCompleted", e);
        }

        Route.Runtime.Observers.Send(record);
        Route.Runtime.Log.Completed(record);
        if (!IsProbe)
        {
            Route.Telemetry.Record(record);
        }

        RouteTelemetry.End(_activity, record);
        return record;
    }

    /// <summary>Ends the call without a served reply.</summary>
    public RouteException Fail(RouteOutcome outcome, Fault fault) => new(Complete(outcome, fault), Cause);

    private static string Reason(AttemptRecord attempt) =>
        FailureText.Format(attempt.Fault, attempt.StatusCode, attempt.Code, attempt.Detail);

    /// <summary>A hook is the application's: what it throws never touches the call.</summary>
    private void HookFailed(string hook, Exception e) => Route.Runtime.Log.HookFailed(Definition.Name, hook, e);
}
