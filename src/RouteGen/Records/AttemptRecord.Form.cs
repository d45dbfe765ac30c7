namespace RouteGen;

/// <summary>How a record is held is nothing to its equality: that is of what its properties say.</summary>
public sealed partial record AttemptRecord
{
    [Flags]
    private enum Given : byte
    {
        None = 0,
        FirstToken = 1,
        StatusCode = 2,
        Usage = 4,

        /// <summary>In the place of a usage.</summary>
        EstimatedUsage = 8,
    }

    /// <inheritdoc/>
    public bool Equals(AttemptRecord? other) =>
        ReferenceEquals(this, other)
        || (other is not null
            && _asked == other._asked
            && (ResponseModel, RequestId, Code, Detail, PriceId)
                == (other.ResponseModel, other.RequestId, other.Code, other.Detail, other.PriceId)
            && (Fault, StatusCode, ServiceTier, DroppedOptions)
                == (other.Fault, other.StatusCode, other.ServiceTier, other.DroppedOptions)
            && (Unsent, Lane) == (other.Unsent, other.Lane)
            && OtherModels.SequenceEqual(other.OtherModels)
            && (Delay, Latency, TimeToFirstToken) == (other.Delay, other.Latency, other.TimeToFirstToken)
            && Usage == other.Usage
            && EstimatedUsage == other.EstimatedUsage
            && (CostUsd, CostSource, ComputedCostUsd) == (other.CostUsd, other.CostSource, other.ComputedCostUsd)
            && CreditUsd == other.CreditUsd);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_asked, RequestId, Fault, StatusCode, Latency, Usage, CostUsd, PriceId);

    private bool Has(Given what) => (_given & what) != 0;

    private Given With(Given what, bool isGiven) => isGiven ? _given | what : _given & ~what;
}
