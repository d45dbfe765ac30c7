namespace RouteGen.Records;

/// <summary>What the records of most calls lack.</summary>
internal sealed record CallExtras
{
    public static CallExtras None { get; } = new();

    public string? Arm { get; init; }

    public string? ExceededBudget { get; init; }

    public decimal? PossibleOverrunUsd { get; init; }

    public long? PossibleOverrunTokens { get; init; }

    public decimal? LostCacheUsd { get; init; }

    public string? RequestedModel { get; init; }

    /// <summary>Null for none.</summary>
    public IReadOnlyList<SkippedTarget>? Skipped { get; init; }

    /// <summary>An amount that is too long to be packed.</summary>
    public decimal? EstimatedCostUsd { get; init; }

    /// <inheritdoc cref="EstimatedCostUsd"/>
    public decimal? CostUsd { get; init; }

    /// <summary>What there is with one of them set; null where nothing is left.</summary>
    public static CallExtras? With<T>(CallExtras? extras, T value, Func<CallExtras, T, CallExtras> set)
    {
        if (extras is null && EqualityComparer<T>.Default.Equals(value, default))
        {
            return null;
        }

        var changed = set(extras ?? None, value);
        return changed == None ? null : changed;
    }
}
