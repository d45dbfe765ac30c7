namespace RouteGen;

/// <summary>How a record is held is nothing to its equality: that is of what its properties say.</summary>
public sealed partial record RouteRecord
{
    [Flags]
    private enum Given : byte
    {
        None = 0,
        Streamed = 1,
        FirstToken = 2,
        EstimatedOutput = 4,
        StatusCode = 8,
        FallbackReason = 16,
        Stayed = 32,
    }

    /// <inheritdoc/>
    public bool Equals(RouteRecord? other) =>
        ReferenceEquals(this, other)
        || (other is not null
            && Number == other.Number
            && StartedAt == other.StartedAt
            && _where == other._where
            && (Outcome, Fault, Streamed, Stayed) == (other.Outcome, other.Fault, other.Streamed, other.Stayed)
            && (TraceId, ServedBy, Model, FinishReason) == (other.TraceId, other.ServedBy, other.Model, other.FinishReason)
            && (FallbackReason, StatusCode) == (other.FallbackReason, other.StatusCode)
            && (Latency, TimeToFirstToken) == (other.Latency, other.TimeToFirstToken)
            && EstimatedInputTokens == other.EstimatedInputTokens
            && EstimatedOutputTokens == other.EstimatedOutputTokens
            && (EstimatedCostUsd, CostUsd, CostSource) == (other.EstimatedCostUsd, other.CostUsd, other.CostSource)
            && Usage == other.Usage
            && (Arm, ExceededBudget, RequestedModel) == (other.Arm, other.ExceededBudget, other.RequestedModel)
            && LostCacheUsd == other.LostCacheUsd
            && PossibleOverrunUsd == other.PossibleOverrunUsd
            && PossibleOverrunTokens == other.PossibleOverrunTokens
            && Caller == other.Caller
            && EqualityComparer<IReadOnlyList<AttemptRecord>>.Default.Equals(Attempts, other.Attempts)
            && EqualityComparer<IReadOnlyList<SkippedTarget>>.Default.Equals(Skipped, other.Skipped));

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Number, StartedAt, _where, Outcome, Fault, Latency, CostUsd, Attempts);

    private bool Has(Given what) => (_given & what) != 0;

    private Given With(Given what, bool isGiven) => isGiven ? _given | what : _given & ~what;
}
