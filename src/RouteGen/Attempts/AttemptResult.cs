using Microsoft.Extensions.AI;
using RouteGen.Plans;
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
