using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Tests.Oracles.Generation;

namespace RouteGen.Dialects.Tests.Oracles;

/// <summary>
/// A difference from the SDK that is meant, where items of a list are left out, added or joined, so that what stands behind them would be
/// different, too: before they are compared, the one is changed to be like the other. One that no longer changes anything fails a test.
/// </summary>
/// <param name="Reason">What RouteGen does otherwise, and why.</param>
internal sealed record KnownChange(string Reason)
{
    /// <summary>Changes what the SDK is asked with; whether there was anything to change.</summary>
    public Func<Conversation, bool>? Asked { get; init; }

    /// <summary>Changes what the SDK and what RouteGen sends, in this order; whether there was anything to change.</summary>
    public Func<JsonObject, JsonObject, bool>? Sent { get; init; }

    public override string ToString() => Reason;

    /// <summary>Leaves items out of a list.</summary>
    public static bool Remove(JsonArray? items, Func<JsonObject, bool> which)
    {
        var left = (items ?? []).OfType<JsonObject>().Where(which).ToList();
        left.ForEach(item => items!.Remove(item));
        return left.Count > 0;
    }

    /// <summary>Puts other contents for some; null leaves one out.</summary>
    public static bool Replace(Conversation conversation, Func<ChatMessage, AIContent, AIContent?> replace)
    {
        var any = false;
        foreach (var message in conversation.Messages)
        {
            for (var i = message.Contents.Count - 1; i >= 0; i--)
            {
                var content = replace(message, message.Contents[i]);
                any |= content != message.Contents[i];
                if (content is null)
                {
                    message.Contents.RemoveAt(i);
                }
                else
                {
                    message.Contents[i] = content;
                }
            }
        }

        return any;
    }
}
