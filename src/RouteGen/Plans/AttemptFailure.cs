using RouteGen.Faults;
using RouteGen.Wire;

namespace RouteGen.Plans;

/// <summary>How an attempt failed, and what is to follow from it.</summary>
internal sealed class AttemptFailure(FaultInfo fault)
{
    public FaultInfo Fault => fault;

    /// <summary>What the fault calls for.</summary>
    public FaultAction Action { get; set; }

    /// <summary>Whether the same target is to be retried.</summary>
    public bool MayRetry { get; set; }

    /// <summary>The wait that was chosen.</summary>
    public TimeSpan ActualDelay { get; set; }
}
