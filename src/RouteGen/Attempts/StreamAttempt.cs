using Microsoft.Extensions.AI;
using RouteGen.Listening;
using RouteGen.Plans;
using RouteGen.Targets;
using RouteGen.Wire;

namespace RouteGen.Attempts;

/// <summary>
/// Opens a stream and reads it up to its first meaningful update. Until then nothing has reached the
/// caller, and another target can take over.
/// </summary>
internal static class StreamAttempt
{
    public static async ValueTask<AttemptResult> OpenAsync(CallLog call, PlanEntry entry, TargetKey key, TimeSpan delay)
    {
        var scope = new AttemptScope(call, entry, key, delay);
        var stream = new CommittedStream(call, entry, scope);
        FaultInfo fault;
        try
        {
            fault = await stream.OpenAsync().ConfigureAwait(false);
        }
        catch (Exception e)
        {
            fault = scope.Classify(e);
        }

        if (fault.Fault == Fault.None)
        {
            call.LastEnd = call.Time.GetTimestamp();
            return AttemptResult.Served(Pending(key, scope.Elapsed), stream);
        }

        // What came of it reached nobody.
        call.TimeToFirstToken = null;
        var record = stream.End(fault);
        await stream.DisposeAsync().ConfigureAwait(false);
        return AttemptResult.Failed(record, fault);
    }

    /// <summary>Stands in for the record of a stream that has only begun; the true one is made at its end.</summary>
    private static AttemptRecord Pending(TargetKey key, TimeSpan firstToken) => new(key.Asked) { Latency = firstToken };
}
