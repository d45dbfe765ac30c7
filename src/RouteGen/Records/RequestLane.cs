namespace RouteGen;

/// <summary>How a request that reached a gateway as JSON goes on to a target.</summary>
public enum RequestLane
{
    /// <summary>In the caller's own JSON, with what the attempt changes: the target speaks the caller's dialect.</summary>
    Relay,

    /// <summary>Written anew in the target's dialect.</summary>
    Translate,
}
