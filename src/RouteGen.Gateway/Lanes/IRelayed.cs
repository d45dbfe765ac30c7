using RouteGen.Dialects.Relay;

namespace RouteGen.Gateway.Lanes;

/// <summary>A delivery of a caller's own JSON.</summary>
internal interface IRelayed
{
    /// <summary>
    /// The provider's own refusal, which goes to the caller as it came if the call ends with it; null where there was none.
    /// </summary>
    RefusedReply? Refused { get; }
}
