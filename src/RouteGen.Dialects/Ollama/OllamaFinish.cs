using Microsoft.Extensions.AI;

namespace RouteGen.Dialects.Ollama;

/// <summary>
/// Why a reply ended: <c>stop</c>, <c>length</c>, and <c>load</c> or <c>unload</c> for a request without messages
/// (ollama/server/routes.go); older servers say nothing.
/// </summary>
internal static class OllamaFinish
{
    /// <summary>A word of the wire, for a reply that is done. One that calls tools says <c>stop</c>.</summary>
    public static ChatFinishReason Read(string? word, bool callsTools) => word switch
    {
        null or "" or "stop" => callsTools ? ChatFinishReason.ToolCalls : ChatFinishReason.Stop,
        "length" or "max_tokens" => ChatFinishReason.Length,
        "tool_calls" or "tool_use" => ChatFinishReason.ToolCalls,
        "content_filter" => ChatFinishReason.ContentFilter,
        "eos" or "end_turn" or "stop_sequence" => callsTools ? ChatFinishReason.ToolCalls : ChatFinishReason.Stop,
        _ => new(word),
    };

    /// <summary>The word of the wire.</summary>
    public static string Write(ChatFinishReason? reason) =>
        reason is not { } known || known == ChatFinishReason.ToolCalls ? "stop" : known.Value;
}
