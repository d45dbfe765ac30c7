using System.Runtime.CompilerServices;
using Anthropic.Models.Messages;
using Microsoft.Extensions.AI;
using RouteGen.Wire;

namespace RouteGen.Anthropic;

/// <summary>
/// Adds to the SDK's replies what its adapter omits: tokens written to the cache for an hour, replies cut off by the model's window,
/// and of a stream the usage at
/// its start, which is all there is of one that breaks off. What a stream states of its usage are totals so far, each of which completes
/// the others.
/// </summary>
internal sealed class MessagesClient(IChatClient client, MessageRequest request) : DelegatingChatClient(client)
{
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
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        long? written1h = null;
        var (counted, cutOff) = (false, false);
        await foreach (var update in base.GetStreamingResponseAsync(
            messages, request.Adapt(options), cancellationToken).ConfigureAwait(false))
        {
            switch ((update.RawRepresentation as RawMessageStreamEvent)?.Value)
            {
                case RawMessageStartEvent start:
                    written1h = start.Message.Usage?.CacheCreation?.Ephemeral1hInputTokens;
                    if (start.Message.Usage is { } begun)
                    {
                        // Its output is a single token that only stands for what is to come.
                        AddInput(update, begun.InputTokens, begun.CacheCreationInputTokens, begun.CacheReadInputTokens, written1h);
                    }

                    if (start.Message.Usage?.ServiceTier?.Raw() is { } tier)
                    {
                        (update.AdditionalProperties ??= [])[WireFacts.ServiceTierKey] = tier;
                    }

                    break;
                case RawMessageDeltaEvent delta:
                    counted = true;
                    if (delta.Usage?.InputTokens is { } asked)
                    {
                        // Server tools add input on the way, and gateways know it only now
                        // (docs.anthropic.com/en/docs/build-with-claude/streaming).
                        AddInput(update, asked, delta.Usage.CacheCreationInputTokens, delta.Usage.CacheReadInputTokens, written1h);
                    }

                    cutOff = delta.Delta.StopReason?.Raw() == WindowExceeded;
                    break;
            }

            if (update.RawRepresentation is not RawMessageStreamEvent { Value: RawMessageStartEvent or RawMessageDeltaEvent }
                && update.Contents is [UsageContent usage])
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

    private static void AddInput(ChatResponseUpdate update, long asked, long? written, long? cached, long? written1h)
    {
        var usage = new UsageDetails { InputTokenCount = asked + (written ?? 0) + (cached ?? 0), CachedInputTokenCount = cached };
        if (written > 0)
        {
            usage.AdditionalCounts = new() { [WireFacts.CacheWriteKey] = written.Value };
        }

        AddWritten1h(usage, written1h);
        update.Contents.Add(new UsageContent(usage));
    }

    private static void AddWritten1h(UsageDetails? usage, long? written)
    {
        if (usage is not null && written > 0)
        {
            (usage.AdditionalCounts ??= [])[WireFacts.CacheWrite1hKey] = written.Value;
        }
    }
}
