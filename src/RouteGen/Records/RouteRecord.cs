using System.Diagnostics.CodeAnalysis;
using RouteGen.Costs;
using RouteGen.Records;

namespace RouteGen;

/// <summary>What happened in one call of a route: one per call, whatever the outcome. It holds no prompt, no reply and no key.</summary>
public sealed partial record RouteRecord
{
    private readonly RecordedRoute _where = RecordedRoute.None;
    private readonly CallExtras? _extras;

    /// <summary>The attempt whose usage is the call's, or else a usage.</summary>
    private readonly object? _usage;
    private readonly PackedUsd _estimatedCost;
    private readonly PackedUsd _cost;
    private readonly TimeSpan _firstToken;
    private readonly long _startedAt;
    private readonly long _estimatedOutput;
    private readonly int _statusCode;
    private readonly Fault _fallbackReason;
    private readonly short _offset;
    private readonly Given _given;

    /// <summary>Makes a record of what the initializer states.</summary>
    public RouteRecord()
    {
    }

#pragma warning disable CS8618 // The required texts are in what is passed; the engine states the rest.
    [SetsRequiredMembers]
    internal RouteRecord(RecordedRoute where, RouteCaller caller, IReadOnlyList<AttemptRecord> attempts)
    {
        _where = where;
        Caller = caller;
        Attempts = attempts;
    }
#pragma warning restore CS8618

    /// <summary>The record's own id: a UUID of version 7, 32 hexadecimal digits.</summary>
    /// <exception cref="FormatException">It is set to something else.</exception>
    public string Id { get => Number.ToString("N"); init => Number = Guid.ParseExact(value, "N"); }

    /// <summary>The id as a number: its digits are written when somebody reads them.</summary>
    internal Guid Number { get; init; }

    /// <summary>The caller's id for a group of calls, such as a tool loop.</summary>
    public string? OperationId => Caller.OperationId;

    /// <summary>The W3C trace id of the activity around the call, where there is one.</summary>
    public string? TraceId { get; init; }

    /// <summary>When the call began, in UTC.</summary>
    public required DateTimeOffset StartedAt
    {
        get => new(_startedAt + (_offset * TimeSpan.TicksPerMinute), TimeSpan.FromMinutes(_offset));
        init
        {
            _startedAt = value.UtcTicks;
            _offset = (short)value.TotalOffsetMinutes;
        }
    }

    /// <summary>The table's class name.</summary>
    public required string Table { get => _where.Table; init => _where = _where with { Table = value }; }

    /// <summary>The hash of the table that the call ran on.</summary>
    public required string TableHash { get => _where.TableHash; init => _where = _where with { TableHash = value }; }

    /// <summary>The route's name.</summary>
    public required string Route { get => _where.Route; init => _where = _where with { Route = value }; }

    /// <summary>How the call ended.</summary>
    public required RouteOutcome Outcome { get; init; }

    /// <summary>Why it ended so; <see cref="RouteGen.Fault.None"/> when served.</summary>
    public Fault Fault { get; init; }

    /// <summary>The target whose reply reached the caller, in whole or in part; null when none did.</summary>
    public string? ServedBy { get; init; }

    /// <summary>Whether its caller has a whole reply that is not the JSON that was asked for.</summary>
    internal bool IsReturned => Fault == Fault.MalformedOutput && ServedBy is not null;

    /// <summary>The model of <see cref="ServedBy"/>, or else of the last attempt; null when nothing was sent.</summary>
    public string? Model { get; init; }

    /// <summary>The fault that made the chain advance last; null when the first target served or nothing advanced.</summary>
    public Fault? FallbackReason
    {
        get => Has(Given.FallbackReason) ? _fallbackReason : null;
        init
        {
            _fallbackReason = value.GetValueOrDefault();
            _given = With(Given.FallbackReason, value.HasValue);
        }
    }

    /// <summary>The target that the caller was assigned to by weight, whoever served then; null where the route is not weighted.</summary>
    public string? Arm
    {
        get => _extras?.Arm;
        init => _extras = CallExtras.With(_extras, value, static (e, arm) => e with { Arm = arm });
    }

    /// <summary>
    /// Whether the call began at the target that served its operation (<see cref="RouteCaller.OperationId"/>) last, since that one's prompt
    /// cache lives or its tool loop goes on there, though another target is the route's first choice.
    /// </summary>
    public bool Stayed { get => Has(Given.Stayed); init => _given = With(Given.Stayed, value); }

    /// <summary>
    /// What it cost in USD that another target served than the one that served the operation last, whose prompt cache still lives: the
    /// tokens that would have been read from there and were read from no cache here, at what they were charged here beyond the rate of
    /// cached input. Null where nothing was switched, or the rates are unknown.
    /// </summary>
    public decimal? LostCacheUsd
    {
        get => _extras?.LostCacheUsd;
        init => _extras = CallExtras.With(_extras, value, static (e, usd) => e with { LostCacheUsd = usd });
    }

    /// <summary>Whether the caller asked for a stream.</summary>
    public bool Streamed { get => Has(Given.Streamed); init => _given = With(Given.Streamed, value); }

    /// <summary>From the call to its end, the end of a stream included.</summary>
    public required TimeSpan Latency { get; init; }

    /// <summary>From the call to the first meaningful update of a stream.</summary>
    public TimeSpan? TimeToFirstToken
    {
        get => Has(Given.FirstToken) ? _firstToken : null;
        init
        {
            _firstToken = value.GetValueOrDefault();
            _given = With(Given.FirstToken, value.HasValue);
        }
    }

    /// <summary>Input tokens as estimated before the call.</summary>
    public long EstimatedInputTokens { get; init; }

    /// <summary>Output tokens as allowed before the call; null when nothing bounds them.</summary>
    public long? EstimatedOutputTokens
    {
        get => Has(Given.EstimatedOutput) ? _estimatedOutput : null;
        init
        {
            _estimatedOutput = value.GetValueOrDefault();
            _given = With(Given.EstimatedOutput, value.HasValue);
        }
    }

    /// <summary>
    /// The cost estimated before the call in USD: one attempt at the target that is asked first, its
    /// output allowance used up; null when unknown.
    /// </summary>
    public decimal? EstimatedCostUsd
    {
        get => _estimatedCost.IsElsewhere ? _extras!.EstimatedCostUsd : _estimatedCost.Value;
        init
        {
            _estimatedCost = PackedUsd.Pack(value);
            _extras = CallExtras.With(
                _extras, _estimatedCost.IsElsewhere ? value : null, static (e, usd) => e with { EstimatedCostUsd = usd });
        }
    }

    /// <summary>The tokens that the providers counted, over all attempts; null when none stated any.</summary>
    public TokenUsage? Usage
    {
        get => _usage is AttemptRecord of ? of.Usage : (TokenUsage?)_usage;

        // It is nearly always that of the last attempt, and then held once.
        init => _usage = Attempts is AttemptRecord[] { Length: > 0 } attempts && attempts[^1].Usage == value && value.HasValue
            ? attempts[^1]
            : value;
    }

    /// <summary>The cost of all attempts in USD, exact; null when that of any is unknown.</summary>
    public decimal? CostUsd
    {
        get => _cost.IsElsewhere ? _extras!.CostUsd : _cost.Value;
        init
        {
            _cost = PackedUsd.Pack(value);
            _extras = CallExtras.With(
                _extras, _cost.IsElsewhere ? value : null, static (e, usd) => e with { CostUsd = usd });
        }
    }

    /// <summary>Where <see cref="CostUsd"/> comes from: the least sure source among the attempts.</summary>
    public CostSource CostSource { get; init; }

    /// <summary>Of <see cref="CostUsd"/>: paid by free credit of providers, over all attempts; null where that paid nothing.</summary>
    public decimal? CreditUsd =>
        Attempts.Aggregate((decimal?)null, static (sum, attempt) => attempt.CreditUsd is { } usd ? (sum ?? 0m) + usd : sum);

    /// <summary>The chargeback account.</summary>
    public required string CostBucket
    {
        get => _where.CostBucket;
        init => _where = _where.CostBucket == value ? _where : _where with { CostBucket = value };
    }

    /// <summary>
    /// The budget that had no room for the call; null unless <see cref="Fault"/> is <see cref="RouteGen.Fault.BudgetExceeded"/> or
    /// <see cref="RouteGen.Fault.BudgetBusy"/>.
    /// </summary>
    public string? ExceededBudget
    {
        get => _extras?.ExceededBudget;
        init => _extras = CallExtras.With(_extras, value, static (e, budget) => e with { ExceededBudget = budget });
    }

    /// <summary>
    /// By how much an attempt of the call could have come to more than was reserved of a budget in USD with
    /// <c>"reserve": "expected"</c>; null where no such budget is charged.
    /// </summary>
    public decimal? PossibleOverrunUsd
    {
        get => _extras?.PossibleOverrunUsd;
        init => _extras = CallExtras.With(_extras, value, static (e, usd) => e with { PossibleOverrunUsd = usd });
    }

    /// <summary>The same of a budget in tokens.</summary>
    public long? PossibleOverrunTokens
    {
        get => _extras?.PossibleOverrunTokens;
        init => _extras = CallExtras.With(_extras, value, static (e, tokens) => e with { PossibleOverrunTokens = tokens });
    }

    /// <summary>The HTTP status of the last attempt; null where there was none.</summary>
    public int? StatusCode
    {
        get => Has(Given.StatusCode) ? _statusCode : null;
        init
        {
            _statusCode = value.GetValueOrDefault();
            _given = With(Given.StatusCode, value.HasValue);
        }
    }

    /// <summary>Attempts after the first, at whichever target.</summary>
    public int Retries => Math.Max(0, Attempts.Count - 1);

    /// <summary>Why the model stopped, in the provider-neutral words of Microsoft.Extensions.AI.</summary>
    public string? FinishReason { get; init; }

    /// <summary>Who caused the call.</summary>
    public required RouteCaller Caller { get; init; }

    /// <summary>A <c>ModelId</c> that the caller set; it is reported, and not sent.</summary>
    public string? RequestedModel
    {
        get => _extras?.RequestedModel;
        init => _extras = CallExtras.With(_extras, value, static (e, model) => e with { RequestedModel = model });
    }

    /// <summary>Every request that was sent, in order.</summary>
    public required IReadOnlyList<AttemptRecord> Attempts { get; init; }

    /// <summary>Targets that were not asked, and why.</summary>
    public IReadOnlyList<SkippedTarget> Skipped
    {
        get => _extras?.Skipped ?? [];
        init => _extras = CallExtras.With(
            _extras, ReferenceEquals(value, Array.Empty<SkippedTarget>()) ? null : value,
            static (e, skipped) => e with { Skipped = skipped });
    }

    /// <summary>Its members, in every culture alike.</summary>
    public override string ToString() => InvariantText.Format(nameof(RouteRecord), PrintMembers);
}

/// <summary>A target that was not asked.</summary>
public sealed record SkippedTarget
{
    /// <summary>Makes a note of it.</summary>
    /// <param name="target">Its name.</param>
    /// <param name="reason">Why.</param>
    public SkippedTarget(string target, SkipReason reason)
    {
        Target = target;
        Reason = reason;
    }

    /// <summary>Its name.</summary>
    public string Target { get; init; }

    /// <summary>Why.</summary>
    public SkipReason Reason { get; init; }
}
