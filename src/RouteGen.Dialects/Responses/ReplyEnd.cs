using Microsoft.Extensions.AI;

namespace RouteGen.Dialects.Responses;

/// <summary>
/// How a response ended (platform.openai.com/docs/api-reference/responses/object#responses/object-status): a finish reason where it is
/// complete or stopped short, an error where it failed.
/// </summary>
internal static class ReplyEnd
{
    /// <summary>Whether a response is one that was not made, or not to its end, and no stop of the model's own.</summary>
    public static bool IsFailure(string? status) => status is "failed" or "cancelled" or "in_progress" or "queued" or "expired";

    /// <summary>Why the model stopped.</summary>
    /// <param name="isIncomplete">Whether the response says that it is incomplete.</param>
    /// <param name="reason">The reason that it gives for that, which stands for itself.</param>
    /// <param name="isRefused">Whether the model refused.</param>
    /// <param name="calls">Whether it called a tool of the caller's.</param>
    public static ChatFinishReason Finish(bool isIncomplete, string? reason, bool isRefused, bool calls)
    {
        if (isRefused || reason == "content_filter")
        {
            return ChatFinishReason.ContentFilter;
        }

        return reason switch
        {
            "max_output_tokens" or "max_tokens" or "length" => ChatFinishReason.Length,
            null or "" => isIncomplete ? ChatFinishReason.Length : calls ? ChatFinishReason.ToolCalls : ChatFinishReason.Stop,
            _ when isIncomplete => new ChatFinishReason(reason),
            _ => calls ? ChatFinishReason.ToolCalls : ChatFinishReason.Stop,
        };
    }
}
