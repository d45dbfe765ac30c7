using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace RouteGen.Carriers;

/// <summary>
/// Makes a tool loop survive a change of target between its turns. What only its issuer understands is
/// stamped with it: tool calls and reasoning.
/// On the way to another target, reasoning and its signatures are omitted, and tool-call ids are replaced, in calls and results alike, by
/// ones of nine letters and digits, which every provider takes.
/// </summary>
internal static class Portability
{
    private const string StampKey = "RouteGen.Target";
    private const string IdAlphabet = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const int IdLength = 9;

    /// <summary>Stamps what a target said.</summary>
    public static void Stamp(IList<AIContent> contents, string target)
    {
        for (var i = 0; i < contents.Count; i++)
        {
            Stamp(contents[i], target);
        }
    }

    /// <summary>Stamps a part of what a target said.</summary>
    public static void Stamp(AIContent content, string target)
    {
        if (content is ToolCallContent or TextReasoningContent)
        {
            Mark(content, target);
        }
    }

    /// <summary>Says whose a content is.</summary>
    /// <param name="content">The content.</param>
    /// <param name="target">The target; empty for one that is nobody's here, and goes to none.</param>
    public static void Mark(AIContent content, string target) => (content.AdditionalProperties ??= [])[StampKey] = target;

    /// <summary>The target whose tool calls the last messages answer; null outside a tool loop.</summary>
    /// <param name="messages">The messages.</param>
    /// <param name="hasReasoning">Whether its reasoning stands among them.</param>
    public static string? IssuerOf(IReadOnlyList<ChatMessage> messages, out bool hasReasoning)
    {
        string? issuer = null;
        hasReasoning = false;
        for (var i = messages.Count - 1; i >= 0 && messages[i].Role != ChatRole.User; i--)
        {
            if (messages[i].Role != ChatRole.Assistant)
            {
                continue;
            }

            var contents = messages[i].Contents;
            for (var j = contents.Count - 1; j >= 0; j--)
            {
                if (contents[j] is ToolCallContent)
                {
                    issuer ??= StampOf(contents[j]);
                }
                else if (contents[j] is TextReasoningContent && issuer is not null)
                {
                    hasReasoning |= StampOf(contents[j]) == issuer;
                }
            }
        }

        return issuer;
    }

    /// <summary>The messages as <paramref name="target"/> can take them: the same list where nothing in it is another's.</summary>
    public static IReadOnlyList<ChatMessage> For(string target, IReadOnlyList<ChatMessage> messages)
    {
        Dictionary<string, string>? ids = null;
        var foreign = false;
        for (var i = 0; i < messages.Count; i++)
        {
            var contents = messages[i].Contents;
            for (var j = 0; j < contents.Count; j++)
            {
                if (StampOf(contents[j]) is { } issuer && issuer != target)
                {
                    foreign = true;
                    if (contents[j] is ToolCallContent call)
                    {
                        (ids ??= new(StringComparer.Ordinal))[call.CallId] = PortableId(call.CallId);
                    }
                }
            }
        }

        return foreign ? Rewrite(messages, target, ids) : messages;
    }

    /// <summary>The same id for the same id, so that calls and results of all turns agree without being remembered.</summary>
    public static string PortableId(string id)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(id), hash);
        Span<char> portable = stackalloc char[IdLength];
        for (var i = 0; i < IdLength; i++)
        {
            portable[i] = IdAlphabet[hash[i] % IdAlphabet.Length];
        }

        return new string(portable);
    }

    private static ChatMessage[] Rewrite(IReadOnlyList<ChatMessage> messages, string target, Dictionary<string, string>? ids) =>
        [.. messages.Select(m => Rewrite(m, target, ids))];

    private static ChatMessage Rewrite(ChatMessage message, string target, Dictionary<string, string>? ids)
    {
        var copy = message.Clone();
        copy.Contents = [];
        foreach (var content in message.Contents)
        {
            switch (content)
            {
                case TextReasoningContent when StampOf(content) is { } issuer && issuer != target:
                    break;
                case FunctionCallContent call when ids is not null && ids.TryGetValue(call.CallId, out var id):
                    copy.Contents.Add(new FunctionCallContent(id, call.Name, call.Arguments)
                    {
                        Exception = call.Exception,
                        InformationalOnly = call.InformationalOnly
                    });
                    break;
                case FunctionResultContent result when ids is not null && ids.TryGetValue(result.CallId, out var id):
                    copy.Contents.Add(new FunctionResultContent(id, result.Result) { Exception = result.Exception });
                    break;
                default:
                    copy.Contents.Add(content);
                    break;
            }
        }

        return copy;
    }

    /// <summary>Whose a content is. In a conversation that was stored as JSON, the stamp comes back as JSON.</summary>
    private static string? StampOf(AIContent content) =>
        content.AdditionalProperties is not { } properties || !properties.TryGetValue(StampKey, out var value) ? null
        : value is JsonElement { ValueKind: JsonValueKind.String } json ? json.GetString()
        : value as string;
}
