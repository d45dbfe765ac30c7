using RouteGen.Carriers;
using RouteGen.Content;
using RouteGen.Dialects.Relay;
using RouteGen.Wire;

namespace RouteGen.Gateway.Lanes;

/// <summary>A reply that is awaited whole from a target of the caller's dialect.</summary>
internal sealed class RelayedWhole(WholeDelivery inner, RelayedReply reply, StampedReply? stamped) : Delivery, IRelayed
{
    /// <summary>The reply's JSON with the call's id and the caller's name of the model, once it is there.</summary>
    public ReadOnlyMemory<byte> Body => stamped?.Stamp(reply.Settled()) ?? reply.Settled();

    public RefusedReply? Refused => reply.Refused;

    public override bool IsOnlyMalformed => inner.IsOnlyMalformed;

    public override RequestLane? Lane => RequestLane.Relay;

    public override SentRequest Sent => inner.Sent;

    public override ServiceTier? AskedTier => inner.AskedTier;

    public override ValueTask<FaultInfo> OpenAsync() => inner.OpenAsync();

    public override void Capture(CallContent content) => content.Reply(Body.Span);

    public override FaultInfo Classify(Exception? exception) => inner.Classify(exception);

    public override ReplyFacts GetFacts() => inner.GetFacts();

    public override void ComeBack() => inner.ComeBack();

    public override ValueTask DisposeAsync() => inner.DisposeAsync();
}
