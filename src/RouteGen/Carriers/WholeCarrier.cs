using Microsoft.Extensions.AI;
using RouteGen.Wire;

namespace RouteGen.Carriers;

/// <summary>Takes chat messages to targets and waits for each reply whole.</summary>
internal sealed class WholeCarrier(IReadOnlyList<ChatMessage> messages, ChatOptions? options) : ChatCarrier(messages, options)
{
    protected override bool IsStreamed => false;

    protected override Delivery Begin(
        IChatClient client, IReadOnlyList<ChatMessage> messages, ChatOptions options, in RequestEdits edits, AttemptWatch watch) =>
        WholeDelivery.Start(client, messages, options, edits.Target, watch);
}
