using System.Runtime.CompilerServices;
using Anthropic.Models.Messages;
using Microsoft.Extensions.AI;
using RouteGen.Hosting;

namespace RouteGen.Anthropic;

/// <summary>Adds to the SDK's replies what its adapter leaves out: tokens written to the cache for an hour, and replies cut off by the model's window.</summary>
internal sealed class MessagesClient(IChatClient client, MessageRequest request) : DelegatingChatClient(client)
{
    private const string CacheWrite1hKey = "CacheCreation1hInputTokens";
    private const string WindowExceeded = "model_context_window_exceeded";

    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var response = await base.GetResponseAsync(messages, request.Adapt(options), cancellationToken).ConfigureAwait(false);
        if (response.RawRepresentation is Message message)
        {
            AddWritten1h(response.Usage, message.Usage?.CacheCreation?.Ephemeral1hInputTokens);
            if (message.Usage?.ServiceTier?.Raw() is { } tier)
            {
                (response.AdditionalProperties ??= [])[WireFacts.ServiceTierKey] = tier;
            }

            response.FinishReason = message.StopReason?.Raw() == WindowExceeded ? ChatFinishReason.Length : response.FinishReason;
        }

        return response;
    }

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        long? written1h = null;
        var (counted, cutOff) = (false, false);
        await foreach (var update in base.GetStreamingResponseAsync(messages, request.Adapt(options), cancellationToken).ConfigureAwait(false))
        {
            switch ((update.RawRepresentation as RawMessageStreamEvent)?.Value)
            {
                case RawMessageStartEvent start:
                    written1h = start.Message.Usage?.CacheCreation?.Ephemeral1hInputTokens;
                    if (start.Message.Usage?.ServiceTier?.Raw() is { } tier)
                    {
                        (update.AdditionalProperties ??= [])[WireFacts.ServiceTierKey] = tier;
                    }

                    break;
                case RawMessageDeltaEvent delta:
                    counted = true;
                    cutOff = delta.Delta.StopReason?.Raw() == WindowExceeded;
                    break;
            }

            if (update.Contents is [UsageContent usage])
            {
                // A stream that broke off has only the count of its start, a single output token, which would pass for the true one.
                if (!counted)
                {
                    continue;
                }

                AddWritten1h(usage.Details, written1h);
            }

            update.FinishReason = cutOff ? ChatFinishReason.Length : update.FinishReason;
            yield return update;
        }
    }

    private static void AddWritten1h(UsageDetails? usage, long? written)
    {
        if (usage is not null && written > 0)
        {
            (usage.AdditionalCounts ??= [])[CacheWrite1hKey] = written.Value;
        }
    }
}
