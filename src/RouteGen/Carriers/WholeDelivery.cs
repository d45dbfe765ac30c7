using Microsoft.Extensions.AI;
using RouteGen.Wire;

namespace RouteGen.Carriers;

/// <summary>Takes chat messages to targets and waits for each reply whole.</summary>
internal sealed class WholeCarrier(IReadOnlyList<ChatMessage> messages, ChatOptions? options) : ChatCarrier(messages, options)
{
    protected override bool IsStreamed => false;

    protected override Delivery Begin(
        IChatClient client, IReadOnlyList<ChatMessage> messages, ChatOptions options, in RequestEdits edits, AttemptWatch watch) =>
        new WholeDelivery(client, messages, options, edits.Target, watch);
}

/// <summary>A chat reply that is awaited whole.</summary>
internal sealed class WholeDelivery(
    IChatClient client, IReadOnlyList<ChatMessage> messages, ChatOptions options, string target, AttemptWatch watch)
    : ReplyDelivery<ChatResponse>(watch)
{
    private readonly AttemptWatch _watch = watch;

    public override SentRequest Sent => ChatEdits.Sent(options);

    public override ServiceTier? AskedTier => ServiceTierReading.AskedBy(options);

    public override ReplyFacts GetFacts() => Reply is { } reply ? ReplyFacts.FromResponse(reply) : default;

    protected override Task<ChatResponse> SendAsync(CancellationToken cancellationToken) =>
        client.GetResponseAsync(messages, options, cancellationToken);

    protected override FaultInfo Inspect(ChatResponse reply)
    {
        if (ReplyCheck.Inspect(reply, options.ResponseFormat, _watch.StatusCode) is { } fault)
        {
            return fault;
        }

        var said = reply.Messages;
        for (var i = 0; i < said.Count; i++)
        {
            Portability.Stamp(said[i].Contents, target);
        }

        return default;
    }
}
