#pragma warning disable OPENAI001 // Responses are experimental in the SDK.
using Microsoft.Extensions.AI;
using OpenAI.Responses;
using RouteGen.Hosting;

namespace RouteGen.OpenAI;

/// <summary>How a reply of the Responses API ended (platform.openai.com/docs/api-reference/responses-streaming): a finish reason where it is complete, an error where it failed.</summary>
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

        var contents = response.Messages.SelectMany(message => message.Contents).ToArray();
        ResponsesCalls.Settle(contents);
        if (contents.Any(IsRefusal))
        {
            response.FinishReason = ChatFinishReason.ContentFilter;
        }
        else if (result.Status == ResponseStatus.Completed)
        {
            response.FinishReason ??= contents.Any(content => content is FunctionCallContent) ? ChatFinishReason.ToolCalls : ChatFinishReason.Stop;
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
        if ((update.RawRepresentation as StreamingResponseCompletedUpdate)?.Response?.ServiceTier is { } tier)
        {
            (update.AdditionalProperties ??= [])[WireFacts.ServiceTierKey] = tier.ToString();
        }

        switch (update.RawRepresentation)
        {
            case StreamingResponseFailedUpdate failed:
                update.Contents.Add(Failure(failed.Response));
                break;
            case StreamingResponseIncompleteUpdate incomplete:
                update.FinishReason = _refused ? ChatFinishReason.ContentFilter : Incomplete(incomplete.Response);
                if (incomplete.Response?.Usage is { } usage)
                {
                    update.Contents.Add(new UsageContent(Details(usage)));
                }

                break;
            case StreamingResponseRefusalDeltaUpdate or StreamingResponseRefusalDoneUpdate:
                // A refusal is how the model ends, not how the stream breaks.
                _refused = true;
                update.Contents = [.. update.Contents.Where(content => !IsRefusal(content))];
                break;
            case StreamingResponseCompletedUpdate completed when _refused || IsRefused(completed.Response):
                update.FinishReason = ChatFinishReason.ContentFilter;
                break;
        }
    }

    private static bool IsRefused(ResponseResult? result) =>
        result?.OutputItems.OfType<MessageResponseItem>().Any(message => message.Content.Any(part => part.Kind == ResponseContentPartKind.Refusal)) is true;

    private static bool IsRefusal(AIContent content) => content is ErrorContent { ErrorCode: Refusal };

    private static ErrorContent Failure(ResponseResult? result) =>
        new(result?.Error?.Message) { ErrorCode = result?.Error is { } error ? error.Code.ToString() : result?.Status?.ToString() ?? "failed" };

    private static ChatFinishReason Incomplete(ResponseResult? result)
    {
        var reason = result?.IncompleteStatusDetails?.Reason;
        return reason == ResponseIncompleteStatusReason.ContentFilter ? ChatFinishReason.ContentFilter
            : reason is null || reason == ResponseIncompleteStatusReason.MaxOutputTokens ? ChatFinishReason.Length
            : new ChatFinishReason(reason.Value.ToString());
    }

    private static UsageDetails Details(ResponseTokenUsage usage) => new()
    {
        InputTokenCount = usage.InputTokenCount,
        OutputTokenCount = usage.OutputTokenCount,
        TotalTokenCount = usage.TotalTokenCount,
        CachedInputTokenCount = usage.InputTokenDetails?.CachedTokenCount,
        ReasoningTokenCount = usage.OutputTokenDetails?.ReasoningTokenCount,
    };
}
