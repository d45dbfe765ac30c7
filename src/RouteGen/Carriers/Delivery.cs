using RouteGen.Content;
using RouteGen.Wire;

namespace RouteGen.Carriers;

/// <summary>
/// One request on its way to one target, and its reply on the way back. It is opened once; where its reply comes in pieces, it is then
/// read until its end. One at a time may use it.
/// </summary>
internal abstract class Delivery
{
    /// <summary>Sends the request and reads up to the whole reply, or up to the first event that means something.</summary>
    /// <returns>No fault where that serves.</returns>
    /// <exception cref="Exception">Whatever the client throws; the attempt tells what it means.</exception>
    public abstract ValueTask<FaultInfo> OpenAsync();

    /// <summary>Whether there is more to read once it is open.</summary>
    public virtual bool ComesInPieces => false;

    /// <summary>What was sent, as far as a span shows it.</summary>
    public abstract SentRequest Sent { get; }

    /// <summary>
    /// Whether what came is a whole reply that fails only in not being the JSON that was asked for: a caller may want it all the same.
    /// </summary>
    public virtual bool IsOnlyMalformed => false;

    /// <summary>
    /// Takes down what comes back, for a route that captures it: the reply where it is whole, else the piece that is handed on.
    /// </summary>
    public virtual void Capture(CallContent content)
    {
    }

    /// <summary>How a caller's own JSON reached the target; null where the request was made in process.</summary>
    public virtual RequestLane? Lane => null;

    /// <summary>What of the request was not sent, by name, as soon as the reply says anything; null where all was.</summary>
    public virtual string? Unsent => null;

    /// <summary>The service tier that was asked for; null leaves it to the provider.</summary>
    public abstract ServiceTier? AskedTier { get; }

    /// <summary>Whether the reply came to its end: what it stated until then may be less than all.</summary>
    public virtual bool IsComplete => true;

    /// <summary>Reads on. What was read is looked at by <see cref="Take"/>, by the same reader.</summary>
    /// <returns>False at the end.</returns>
    /// <exception cref="Exception">Whatever the client throws; <see cref="Classify"/> tells what it means.</exception>
    public virtual ValueTask<bool> ReadAsync() => new(false);

    /// <summary>Takes what was read.</summary>
    /// <param name="more">What <see cref="ReadAsync"/> came to.</param>
    /// <returns>
    /// True where there is something to hand on; null where it is held back, and more is to be read; false at the end, which is good only
    /// if <see cref="EndFault"/> says so.
    /// </returns>
    public virtual bool? Take(bool more) => false;

    /// <summary>What is wrong with the end of a reply that threw nothing; no fault when it is complete.</summary>
    public virtual FaultInfo EndFault() => default;

    /// <summary>What it means that reading threw, or, with null, that the attempt was given up in the middle.</summary>
    public abstract FaultInfo Classify(Exception? exception);

    /// <summary>What the reply says about itself. To be asked once, at the end.</summary>
    public abstract ReplyFacts GetFacts();

    /// <summary>Tells that a read came back that is not to be taken: it threw, or came after <see cref="DisposeAsync"/>.</summary>
    public virtual void ComeBack()
    {
    }

    /// <summary>Lays down what is over, and what nobody looks at any more, for another request to borrow.</summary>
    public virtual void Rest()
    {
    }

    /// <summary>Gives back what the reply holds, or leaves that to a read that is under way.</summary>
    public virtual ValueTask DisposeAsync() => default;
}

/// <summary>What was sent, as far as a span shows it.</summary>
internal readonly record struct SentRequest(int? MaxOutput, float? Temperature, int? Dimensions);
