using Microsoft.Extensions.AI;

namespace RouteGen.Dialects.Messages;

/// <summary>Why a model stopped (docs.anthropic.com/en/api/handling-stop-reasons).</summary>
internal static class StopReasons
{
    /// <summary>
    /// The finish reason of a word: null of none, and the word itself where it has no likeness, such as <c>pause_turn</c> and
    /// <c>compaction</c>, after which the reply is sent back to be continued.
    /// </summary>
    public static ChatFinishReason? Read(string? word) => word switch
    {
        null => null,
        "tool_use" => ChatFinishReason.ToolCalls,
        "max_tokens" or "model_context_window_exceeded" => ChatFinishReason.Length,
        "refusal" => ChatFinishReason.ContentFilter,
        "end_turn" or "stop_sequence" => ChatFinishReason.Stop,
        _ => string.IsNullOrWhiteSpace(word) ? ChatFinishReason.Stop : new ChatFinishReason(word),
    };

    /// <summary>The word for a finish reason; a word that has no likeness is itself.</summary>
    /// <param name="reason">The reason; null for none.</param>
    /// <param name="stopSequence">Whether one of the caller's sequences was met.</param>
    public static string Write(ChatFinishReason? reason, bool stopSequence) => reason?.Value switch
    {
        null or "stop" => stopSequence ? "stop_sequence" : "end_turn",
        "tool_calls" => "tool_use",
        "length" => "max_tokens",
        "content_filter" => "refusal",
        var word => word,
    };
}
