using RouteGen.Costs;

namespace RouteGen.Spend;

/// <summary>
/// What one attempt of a call took, and whose account it goes to. A call without an attempt, such as one that a
/// budget stopped, has one line all the same.
/// </summary>
public sealed record SpendLine
{
    /// <summary>The <see cref="RouteRecord.Id"/> of the call.</summary>
    public required string CallId { get; init; }

    /// <summary>
    /// Which attempt of the call this is, from 1; 0 for a call without attempts. With <see cref="CallId"/> it names the line.
    /// </summary>
    public required int Attempt { get; init; }

    /// <summary>When the call began, in UTC: what a range of time goes by, as prices do.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The table's class name.</summary>
    public required string Table { get; init; }

    /// <summary>The route.</summary>
    public required string Route { get; init; }

    /// <summary>How the call ended.</summary>
    public required RouteOutcome Outcome { get; init; }

    /// <summary>Who caused the call.</summary>
    public required RouteCaller Caller { get; init; }

    /// <summary>The chargeback account.</summary>
    public required string CostBucket { get; init; }

    /// <summary>The target that was asked; null for a call without attempts.</summary>
    public string? Target { get; init; }

    /// <summary>Its provider.</summary>
    public string? Provider { get; init; }

    /// <summary>Its model, by the table's name.</summary>
    public string? Model { get; init; }

    /// <summary>
    /// The target that the caller was assigned to by weight, whoever was asked then; null where the route is not weighted.
    /// </summary>
    public string? Arm { get; init; }

    /// <summary>The model's name on the wire, as it was asked for; null for a call without attempts.</summary>
    public string? Deployment { get; init; }

    /// <summary>The model that the provider says it used, such as <c>gpt-5-mini-2025-08-07</c>; null where it says nothing.</summary>
    public string? ResponseModel { get; init; }

    /// <summary>
    /// The service tier that served; null for a call without attempts, and of lines from before there was one in them.
    /// </summary>
    public ServiceTier? ServiceTier { get; init; }

    /// <summary>Names the rates in the table that the cost was computed by; null where the table stated none.</summary>
    public string? PriceId { get; init; }

    /// <summary>Of <see cref="Usage"/>, what other models did for the reply, each at its own price in the cost.</summary>
    public IReadOnlyList<ModelUsage> OtherModels { get; init; } = [];

    /// <summary>Why the attempt failed; <see cref="RouteGen.Fault.None"/> where it served.</summary>
    public Fault Fault { get; init; }

    /// <summary>The tokens that the provider counted; null when it stated none.</summary>
    public TokenUsage? Usage { get; init; }

    /// <summary>The tokens that an estimated cost is of; null where nothing is estimated.</summary>
    public TokenUsage? EstimatedUsage { get; init; }

    /// <summary>The cost in USD, exact; null when unknown.</summary>
    public decimal? CostUsd { get; init; }

    /// <summary>Of <see cref="CostUsd"/>: paid by the provider's free credit, and not by money; null where that paid nothing.</summary>
    public decimal? CreditUsd { get; init; }

    /// <summary>Where <see cref="CostUsd"/> comes from.</summary>
    public CostSource CostSource { get; init; }

    /// <summary>Whether the attempt cost something and did not serve.</summary>
    public bool IsWasted => Fault != Fault.None && CostUsd > 0;

    /// <summary>The lines of a call. Their costs add up to the record's.</summary>
    public static IReadOnlyList<SpendLine> FromRecord(RouteRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        var call = new SpendLine
        {
            CallId = record.Id,
            Attempt = 0,
            StartedAt = record.StartedAt.ToUniversalTime(),
            Table = record.Table,
            Route = record.Route,
            Outcome = record.Outcome,
            Caller = record.Caller,
            CostBucket = record.CostBucket,
            Arm = record.Arm,
            Fault = record.Fault,
            CostUsd = 0m,
            CostSource = CostSource.Computed,
        };

        return record.Attempts.Count == 0 ? [call] : [.. record.Attempts.Select((attempt, i) => call with
        {
            Attempt = i + 1,
            Target = attempt.Target,
            Provider = attempt.Provider,
            Model = attempt.Model,
            Deployment = attempt.Deployment,
            ResponseModel = attempt.ResponseModel,
            ServiceTier = attempt.ServiceTier,
            PriceId = attempt.PriceId,
            OtherModels = attempt.OtherModels,
            Fault = attempt.Fault,
            Usage = attempt.Usage,
            EstimatedUsage = attempt.EstimatedUsage,
            CostUsd = attempt.CostUsd,
            CreditUsd = attempt.CreditUsd,
            CostSource = attempt.CostSource,
        })];
    }

    /// <summary>Its members, in every culture alike.</summary>
    public override string ToString() => InvariantText.Format(nameof(SpendLine), PrintMembers);
}
