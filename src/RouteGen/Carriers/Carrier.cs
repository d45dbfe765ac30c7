using RouteGen.Content;
using RouteGen.Targets;
using RouteGen.Wire;

namespace RouteGen.Carriers;

/// <summary>
/// Takes a caller's request to targets, in the form in which the caller made it. The engine sees facts, edits and faults; what the
/// request says stays with its carrier.
/// </summary>
internal abstract class Carrier
{
    /// <summary>Reads, once, what the engine decides by.</summary>
    public abstract RequestFacts Read(TokenEstimator tokens);

    /// <summary>Whether a target can be asked in this form.</summary>
    public abstract bool Fits(TargetPorts ports);

    /// <summary>Takes down what is asked, for a route that captures it.</summary>
    public virtual void Capture(CallContent content)
    {
    }

    /// <summary>Makes the request of one attempt, with the application's last word on it. Nothing is sent yet.</summary>
    /// <param name="ports">The ways in which the target can be asked; they fit.</param>
    /// <param name="edits">What differs from the caller's request.</param>
    /// <param name="watch">The attempt.</param>
    /// <exception cref="Exception">What the application's hook throws.</exception>
    public abstract Delivery Begin(TargetPorts ports, in RequestEdits edits, AttemptWatch watch);
}
