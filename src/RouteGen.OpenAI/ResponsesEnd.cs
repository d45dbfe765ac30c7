#pragma warning disable OPENAI001, SCME0001 // Responses are experimental in the SDK, and so is where it keeps what it does not know.
using Microsoft.Extensions.AI;
using OpenAI.Responses;
using RouteGen.Wire;

namespace RouteGen.OpenAI;

/// <summary>
/// How a reply of the Responses API ended (platform.openai.com/docs/api-reference/responses-streaming): a finish reason where
/// it is complete, an error where it failed.
/// </summary>
internal sealed class ResponsesEnd
{
    // What Microsoft.Extensions.AI calls the content that a model's refusal becomes.
    private const string Refusal = "Refusal";

    private readonly ResponsesCalls _calls = new();
    private bool _refused;

    public static void AddTo(ChatResponse response)
    {
        if (response.RawRepresentation is not ResponseResult result)
        {
            return;
        }

        if (result.ServiceTier is { } tier)
        {
            (response.AdditionalProperties ??= [])[WireFacts.ServiceTierKey] = tier.ToString();
        }

        response.Usage = AddTo(response.Usage, result.Usage);
        if (CostIn(result.Usage) is { } cost)
        {
            (response.AdditionalProperties ??= [])[WireFacts.CostUsdKey] = cost;
        }

        var contents = response.Messages.SelectMany(message => message.Contents).ToArray();
        ResponsesCalls.Settle(contents);
        if (contents.Any(IsRefusal))
        {
            response.FinishReason = ChatFinishReason.ContentFilter;
        }
        else if (result.Status == ResponseStatus.Completed)
        {
            response.FinishReason ??= contents.Any(content => content is FunctionCallContent)
                ? ChatFinishReason.ToolCalls
                : ChatFinishReason.Stop;
        }
        else if (result.Status == ResponseStatus.Incomplete)
        {
            response.FinishReason ??= Incomplete(result);
        }
        else if (!contents.Any(content => content is ErrorContent))
        {
            response.Messages.Add(new ChatMessage(ChatRole.Assistant, [Failure(result)]));
        }
    }

    public void AddTo(ChatResponseUpdate update)
    {
        _calls.Settle(update);
        switch (update.RawRepresentation)
        {
            case StreamingResponseCompletedUpdate completed:
                AddTo(update, completed.Response);
                update.FinishReason = _refused || IsRefused(completed.Response) ? ChatFinishReason.ContentFilter : update.FinishReason;
                break;
            case StreamingResponseFailedUpdate failed:
                AddTo(update, failed.Response);
                update.Contents.Add(Failure(failed.Response));
                break;
            case StreamingResponseIncompleteUpdate incomplete:
                AddTo(update, incomplete.Response);
                update.FinishReason = _refused ? ChatFinishReason.ContentFilter : Incomplete(incomplete.Response);
                break;
            case StreamingResponseRefusalDeltaUpdate or StreamingResponseRefusalDoneUpdate:
                // A refusal is how the model ends, not how the stream breaks.
                _refused = true;
                update.Contents = [.. update.Contents.Where(content => !IsRefusal(content))];
                break;
        }
    }

    private static bool IsRefused(ResponseResult? result) =>
        result?.OutputItems
            .OfType<MessageResponseItem>()
            .Any(message => message.Content.Any(part => part.Kind == ResponseContentPartKind.Refusal)) is true;

    private static bool IsRefusal(AIContent content) => content is ErrorContent { ErrorCode: Refusal };

    private static ErrorContent Failure(ResponseResult? result) =>
        new(result?.Error?.Message)
        {
            ErrorCode = result?.Error is { } error ? error.Code.ToString() : result?.Status?.ToString() ?? "failed"
        };

    private static ChatFinishReason Incomplete(ResponseResult? result)
    {
        var reason = result?.IncompleteStatusDetails?.Reason;
        return reason == ResponseIncompleteStatusReason.ContentFilter ? ChatFinishReason.ContentFilter
            : reason is null || reason == ResponseIncompleteStatusReason.MaxOutputTokens ? ChatFinishReason.Length
            : new ChatFinishReason(reason.Value.ToString());
    }

    /// <summary>Adds what the last event of a stream says of the whole.</summary>
    private static void AddTo(ChatResponseUpdate update, ResponseResult? result)
    {
        if (result?.ServiceTier is { } tier)
        {
            (update.AdditionalProperties ??= [])[WireFacts.ServiceTierKey] = tier.ToString();
        }

        if (CostIn(result?.Usage) is { } cost)
        {
            (update.AdditionalProperties ??= [])[WireFacts.CostUsdKey] = cost;
        }

        var known = update.Contents.OfType<UsageContent>().FirstOrDefault()?.Details;
        if (AddTo(known, result?.Usage) is { } usage && known is null)
        {
            update.Contents.Add(new UsageContent(usage));
        }
    }

    /// <summary>
    /// A usage with all that is stated of it: tokens written to the cache, too, which every model since GPT-5.6 counts and bills.
    /// </summary>
    private static UsageDetails? AddTo(UsageDetails? known, ResponseTokenUsage? stated)
    {
        if (stated is null)
        {
            return known;
        }

        var usage = known ?? new()
        {
            InputTokenCount = stated.InputTokenCount,
            OutputTokenCount = stated.OutputTokenCount,
            TotalTokenCount = stated.TotalTokenCount,
            CachedInputTokenCount = stated.InputTokenDetails?.CachedTokenCount,
            ReasoningTokenCount = stated.OutputTokenDetails?.ReasoningTokenCount,
        };
        if (stated.InputTokenDetails?.CacheWriteTokenCount is > 0 and var written)
        {
            (usage.AdditionalCounts ??= [])[WireFacts.CacheWriteKey] = written;
        }

        return usage;
    }

    private static decimal? CostIn(ResponseTokenUsage? usage) =>
        usage is null ? null : StatedCost.In(ref usage.Patch, "$.cost"u8, "$.is_byok"u8, "$.cost_details"u8);
}
