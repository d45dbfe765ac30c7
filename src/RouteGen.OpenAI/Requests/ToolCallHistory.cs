#pragma warning disable SCME0001 // Members that the SDK does not model go through its experimental patches only.
using System.Text;
using Microsoft.Extensions.AI;
using OpenAI.Chat;
using RouteGen.Definitions;
using ChatMessage = Microsoft.Extensions.AI.ChatMessage;

namespace RouteGen.OpenAI.Requests;

/// <summary>
/// Sends back with each tool call what its server said beside it. Gemini's models from generation 3 on refuse the calls of the
/// current turn without the signatures of their thoughts. To calls that another model made, which have none, goes the one that
/// Google documents for "transferring a trace from a different model" (ai.google.dev/gemini-api/docs/thought-signatures#faqs); of
/// parallel calls, the first alone is signed.
/// </summary>
internal sealed class ToolCallHistory(TargetDefinition target)
{
    private const string ByAnother = """{"google":{"thought_signature":"skip_thought_signature_validator"}}""";

    // The generations before 3 do not ask for signatures, and Gemma has none.
    private static readonly string[] Unsigned = ["gemini-1", "gemini-2", "gemma"];

    private readonly bool _takesExtras = target.Provider.Kind is "gemini" or "openai-compatible" or "openrouter";
    private readonly bool _asksForSignatures = target.Provider.Kind == "gemini"
        && !Unsigned.Any(name => NameOf(target).StartsWith(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The messages with what belongs to their tool calls: the same where nothing does.</summary>
    public IEnumerable<ChatMessage> Complete(IEnumerable<ChatMessage> messages)
    {
        if (!_takesExtras)
        {
            return messages;
        }

        var history = messages as IReadOnlyList<ChatMessage> ?? [.. messages];
        ChatMessage[]? completed = null;
        var isCurrentTurn = true;
        for (var i = history.Count - 1; i >= 0; i--)
        {
            isCurrentTurn &= history[i].Role != ChatRole.User;
            if (Complete(history[i], _asksForSignatures && isCurrentTurn) is { } message)
            {
                (completed ??= [.. history])[i] = message;
            }
        }

        return completed ?? history;
    }

    /// <summary>
    /// The message as the SDK sends it, with what its model does not have; null where there is no such thing, or
    /// the caller brought the SDK's own message.
    /// </summary>
    private static ChatMessage? Complete(ChatMessage message, bool mustBeSigned)
    {
        if (message.Role != ChatRole.Assistant
            || message.RawRepresentation is global::OpenAI.Chat.ChatMessage || ExtrasOf(message, mustBeSigned) is not { } extras
            || new[] { message }.AsOpenAIChatMessages().ToArray() is not [AssistantChatMessage raw])
        {
            return null;
        }

        foreach (var call in raw.ToolCalls)
        {
            if (extras.TryGetValue(call.Id, out var extra))
            {
                call.Patch.Set("$.extra_content"u8, Encoding.UTF8.GetBytes(extra));
            }
        }

        var completed = message.Clone();
        completed.RawRepresentation = raw;
        return completed;
    }

    private static Dictionary<string, string>? ExtrasOf(ChatMessage message, bool mustBeSigned)
    {
        Dictionary<string, string>? extras = null;
        var contents = message.Contents;
        for (var i = 0; i < contents.Count; i++)
        {
            if (contents[i] is not FunctionCallContent call)
            {
                continue;
            }

            if ((ToolCallExtras.Get(call) ?? (mustBeSigned ? ByAnother : null)) is { } extra)
            {
                (extras ??= new(StringComparer.Ordinal))[call.CallId] = extra;
            }

            mustBeSigned = false;
        }

        return extras;
    }

    private static string NameOf(TargetDefinition target) =>
        target.Deployment.StartsWith("models/", StringComparison.Ordinal) ? target.Deployment["models/".Length..] : target.Deployment;
}
