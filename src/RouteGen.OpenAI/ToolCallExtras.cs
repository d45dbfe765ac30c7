#pragma warning disable SCME0001 // The SDK keeps unknown members nowhere but in its experimental patches.
using System.Text;
using Microsoft.Extensions.AI;
using OpenAI.Chat;

namespace RouteGen.OpenAI;

/// <summary>
/// Keeps what a server says beside a tool call and wants back with it: <c>extra_content</c>, in which Gemini's OpenAI-compatible endpoint states the
/// signature of the thought that led to the call (ai.google.dev/gemini-api/docs/thought-signatures). It is kept word for word, on the call alone, so
/// that it goes wherever the call goes and is dropped where the route replaces the call for another target.
/// </summary>
internal sealed class ToolCallExtras
{
    private const string Key = "RouteGen.ExtraContent";

    private Dictionary<int, (string? Id, string? Extra)>? _calls;

    /// <summary>Keeps the extras of a whole reply's calls.</summary>
    public static void Keep(ChatResponse response)
    {
        foreach (var call in response.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>())
        {
            if (call.RawRepresentation is ChatToolCall raw && raw.Patch.TryGetJson("$.extra_content"u8, out var extra))
            {
                Keep(call, Encoding.UTF8.GetString(extra.Span));
            }
        }
    }

    /// <summary>What was kept with a call; null where its server said nothing, or the call is another's.</summary>
    public static string? Of(FunctionCallContent call) =>
        call.AdditionalProperties is { } properties && properties.TryGetValue(Key, out var extra) ? extra?.ToString() : null;

    /// <summary>Reads a stream on: a call is put together from several chunks, and comes without any of them.</summary>
    public void Keep(ChatResponseUpdate update)
    {
        if (update.RawRepresentation is StreamingChatCompletionUpdate chunk)
        {
            foreach (var part in chunk.ToolCallUpdates)
            {
                var (id, extra) = (_calls ??= []).GetValueOrDefault(part.Index);
                extra ??= part.Patch.TryGetJson("$.extra_content"u8, out var json) ? Encoding.UTF8.GetString(json.Span) : null;
                _calls[part.Index] = (id ?? part.ToolCallId, extra);
            }
        }

        if (_calls is null)
        {
            return;
        }

        foreach (var call in update.Contents.OfType<FunctionCallContent>())
        {
            if (_calls.Values.FirstOrDefault(known => known.Id == call.CallId).Extra is { } extra)
            {
                Keep(call, extra);
            }
        }
    }

    private static void Keep(FunctionCallContent call, string extra) => (call.AdditionalProperties ??= [])[Key] = extra;
}
