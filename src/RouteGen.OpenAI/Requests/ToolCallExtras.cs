#pragma warning disable SCME0001 // The SDK keeps unknown members nowhere but in its experimental patches.
using System.Text;
using Microsoft.Extensions.AI;
using OpenAI.Chat;

namespace RouteGen.OpenAI.Requests;

/// <summary>
/// Keeps what a server says beside a tool call and wants back with it: <c>extra_content</c>, in which Gemini's OpenAI-compatible endpoint
/// states the signature of the thought that led to the call (ai.google.dev/gemini-api/docs/thought-signatures). It is kept word for word,
/// on the call alone, so that it goes wherever the call goes and is dropped where the route replaces the call for another target.
/// </summary>
internal static class ToolCallExtras
{
    private const string Key = "RouteGen.ExtraContent";

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
    public static string? Get(FunctionCallContent call) =>
        call.AdditionalProperties is { } properties && properties.TryGetValue(Key, out var extra) ? extra?.ToString() : null;

    /// <summary>Keeps them with a call that was put together from a stream.</summary>
    public static void Keep(FunctionCallContent call, string extra) => (call.AdditionalProperties ??= [])[Key] = extra;
}
