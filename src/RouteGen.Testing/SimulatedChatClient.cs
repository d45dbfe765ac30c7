using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using RouteGen.Definitions;

namespace RouteGen.Testing;

/// <summary>
/// Stands in for the application's client of a <c>custom</c> target: it has no wire, so it acts the script out in exceptions and updates.
/// </summary>
internal sealed class SimulatedChatClient(TargetDefinition target, ModelScript script, Action hit) : IChatClient
{
    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var reply = await NextAsync(cancellationToken).ConfigureAwait(false);
        return new ChatResponse(new ChatMessage(ChatRole.Assistant, reply.Text))
        {
            ModelId = target.Deployment,
            FinishReason = ChatFinishReason.Stop,
            Usage = UsageOf(reply),
        };
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var reply = await NextAsync(cancellationToken).ConfigureAwait(false);
        if (reply.Failure == SimulatedFailure.StreamEndsBeforeContent)
        {
            yield break;
        }

        foreach (var piece in reply.TextPieces)
        {
            yield return new ChatResponseUpdate(ChatRole.Assistant, piece) { ModelId = target.Deployment };
            if (reply.Failure == SimulatedFailure.StreamEndsAfterContent)
            {
                yield break;
            }
        }

        yield return new ChatResponseUpdate(
            ChatRole.Assistant, [new UsageContent(UsageOf(reply))])
        { FinishReason = ChatFinishReason.Stop };
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }

    private Task<SimulatedReply> NextAsync(CancellationToken cancellationToken) =>
        SimulatedCustom.NextAsync(target, script, hit, cancellationToken);

    private static UsageDetails UsageOf(SimulatedReply reply) => new()
    {
        InputTokenCount = reply.Usage?.Input ?? 8,
        OutputTokenCount = reply.Usage?.Output ?? Math.Max(1, (reply.Text?.Length ?? 0) / 4),
    };
}
