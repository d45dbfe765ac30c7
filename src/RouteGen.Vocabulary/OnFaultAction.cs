namespace RouteGen;

/// <summary>What a route does about a fault where its <c>on</c> says so.</summary>
public enum OnFaultAction
{
    /// <summary><c>next</c>: the next target is asked, and this one not again.</summary>
    Next,

    /// <summary><c>retry</c>: the same target is retried, as often as the route's retries allow, then the next.</summary>
    Retry,

    /// <summary><c>stop</c>: the call ends.</summary>
    Stop,

    /// <summary>A list of targets: they are asked in turn, instead of the rest of the chain.</summary>
    Targets,
}
