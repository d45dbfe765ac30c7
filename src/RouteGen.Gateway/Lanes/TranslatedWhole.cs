using Microsoft.Extensions.AI;
using RouteGen.Carriers;
using RouteGen.Content;
using RouteGen.Wire;

namespace RouteGen.Gateway.Lanes;

/// <summary>A reply that is awaited whole from a target of another dialect.</summary>
internal sealed class TranslatedWhole(WholeDelivery inner, ToolStamps? stamps, string target, string? others) : Delivery
{
    private ChatResponse? _reply;

    /// <summary>The reply, once it is there.</summary>
    public ChatResponse Reply => _reply ??= Stamped(inner.Reply!);

    public override bool IsOnlyMalformed => inner.IsOnlyMalformed;

    public override RequestLane? Lane => RequestLane.Translate;

    public override SentRequest Sent => inner.Sent;

    public override ServiceTier? AskedTier => inner.AskedTier;

    public override ValueTask<FaultInfo> OpenAsync() => inner.OpenAsync();

    public override void Capture(CallContent content) => inner.Capture(content);

    public override FaultInfo Classify(Exception? exception) => inner.Classify(exception);

    public override ReplyFacts GetFacts()
    {
        var facts = inner.GetFacts();
        return facts with { Stated = facts.Stated.WithDropped(others) };
    }

    public override void ComeBack() => inner.ComeBack();

    public override ValueTask DisposeAsync() => inner.DisposeAsync();

    private ChatResponse Stamped(ChatResponse reply)
    {
        for (var i = 0; stamps is not null && i < reply.Messages.Count; i++)
        {
            stamps.Stamp(reply.Messages[i].Contents, target);
        }

        return reply;
    }
}
