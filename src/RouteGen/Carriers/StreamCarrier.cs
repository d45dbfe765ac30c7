using Microsoft.Extensions.AI;
using RouteGen.Wire;

namespace RouteGen.Carriers;

/// <summary>Takes chat messages to targets and hands each reply on as it comes.</summary>
internal sealed class StreamCarrier(IReadOnlyList<ChatMessage> messages, ChatOptions? options) : ChatCarrier(messages, options)
{
    protected override bool IsStreamed => true;

    protected override Delivery Begin(
        IChatClient client, IReadOnlyList<ChatMessage> messages, ChatOptions options, in RequestEdits edits, AttemptWatch watch) =>
        new StreamDelivery(client, messages, options, edits, watch);
}
