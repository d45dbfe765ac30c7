namespace RouteGen.Testing.Drills;

/// <summary>How each fault is acted out on the wire.</summary>
internal static class DrillFaults
{
    /// <summary>The reply that a real provider gives, or the nearest that takes no time.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The fault is not one that a provider causes.</exception>
    public static SimulatedReply Act(Fault fault, bool streamed) => fault switch
    {
        Fault.ContextTooLong => Failing(SimulatedFailure.ContextTooLong),
        Fault.ContentFiltered => Failing(SimulatedFailure.ContentFiltered),
        Fault.InvalidRequest => Failing(SimulatedFailure.InvalidRequest),
        Fault.UnsupportedRequest => Failing(SimulatedFailure.UnsupportedParameter),
        Fault.Unauthorized => Failing(SimulatedFailure.InvalidApiKey),
        Fault.QuotaExhausted => Failing(SimulatedFailure.OutOfCredit),
        Fault.ModelNotFound => Failing(SimulatedFailure.ModelNotFound),
        Fault.Timeout => Failing(SimulatedFailure.GatewayTimeout),
        Fault.Conflict => Failing(SimulatedFailure.Conflict),
        Fault.RateLimited => Failing(SimulatedFailure.RateLimited),
        Fault.ServerError => Failing(SimulatedFailure.ServerError),
        Fault.Overloaded => Failing(SimulatedFailure.Overloaded),
        Fault.ConnectionFailed => Failing(SimulatedFailure.ConnectionReset),
        Fault.EmptyReply => Failing(SimulatedFailure.EmptyReply),
        Fault.MalformedOutput => new SimulatedReply { Text = "No JSON.", Vectors = [new float[1], new float[2]] },
        Fault.StreamBroken when streamed => Failing(SimulatedFailure.StreamEndsBeforeContent),
        Fault.StreamBroken => throw new ArgumentOutOfRangeException(
            nameof(fault), "Only a stream can break: call Streamed() before Failing(…, Fault.StreamBroken)."),
        _ => throw new ArgumentOutOfRangeException(nameof(fault), $"{fault} is not a fault of a provider; a drill cannot simulate it."),
    };

    private static SimulatedReply Failing(SimulatedFailure failure) => SimulatedReply.Failing(failure);
}
