using RouteGen.Costs;

namespace RouteGen.Records;

/// <summary>What the records of most attempts lack.</summary>
internal sealed record AttemptExtras
{
    public static AttemptExtras None { get; } = new();

    public TimeSpan Delay { get; init; }

    public RequestParameters DroppedOptions { get; init; }

    /// <summary>What the dialect had no words for.</summary>
    public string? Unsent { get; init; }

    /// <summary>What other models did.</summary>
    public IReadOnlyList<ModelUsage>? OtherModels { get; init; }

    public RequestLane? Lane { get; init; }

    public decimal? CreditUsd { get; init; }

    /// <summary>What an estimate is of, beside tokens that were counted.</summary>
    public TokenUsage? EstimatedUsage { get; init; }

    /// <summary>An amount that is too long to be packed.</summary>
    public decimal? CostUsd { get; init; }

    /// <inheritdoc cref="CostUsd"/>
    public decimal? ComputedCostUsd { get; init; }

    /// <summary>What there is with one of them set; null where nothing is left.</summary>
    public static AttemptExtras? With<T>(AttemptExtras? extras, T value, Func<AttemptExtras, T, AttemptExtras> set)
    {
        if (extras is null && EqualityComparer<T>.Default.Equals(value, default))
        {
            return null;
        }

        var changed = set(extras ?? None, value);
        return changed == None ? null : changed;
    }
}
