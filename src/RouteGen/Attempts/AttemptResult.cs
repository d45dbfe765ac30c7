using Microsoft.Extensions.AI;
using RouteGen.Faults;
using RouteGen.Wire;

namespace RouteGen.Attempts;

/// <summary>What came of one attempt: a whole reply, a committed stream, or a failure.</summary>
internal readonly record struct AttemptResult(AttemptRecord Record, ChatResponse? Reply, CommittedStream? Stream, AttemptFailure? Failure)
{
    public bool Serves => Failure is null;

    public Fault Fault => Failure?.Fault.Fault ?? Fault.None;

    public static AttemptResult Served(AttemptRecord record, ChatResponse reply) => new(record, reply, null, null);

    public static AttemptResult Served(AttemptRecord record, CommittedStream stream) => new(record, null, stream, null);

    public static AttemptResult Failed(AttemptRecord record, FaultInfo fault) => new(record, null, null, new AttemptFailure(fault));
}

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
