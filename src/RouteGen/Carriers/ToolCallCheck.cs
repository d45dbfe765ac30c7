using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Wire;

namespace RouteGen.Carriers;

/// <summary>
/// Tells tool calls that a model finished from those that were cut or garbled. A client gives both as the same content, the latter without
/// arguments, and function invocation would run the tool all the same.
/// </summary>
internal static class ToolCallCheck
{
    /// <summary>What the record says of a call that is not whole.</summary>
    public const string Code = "toolCallNotWhole";

    /// <summary>Whether contents hold a call that the application is to run.</summary>
    public static bool HasCall(IList<AIContent> contents)
    {
        for (var i = 0; i < contents.Count; i++)
        {
            if (contents[i] is FunctionCallContent)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// What is wrong with the calls of a whole reply; null when all are whole, or there are none. A call that is said twice is left once.
    /// </summary>
    public static FaultInfo? Inspect(ChatResponse reply, int? statusCode)
    {
        List<FunctionCallContent>? calls = null;
        var isLast = false;
        for (var i = 0; i < reply.Messages.Count; i++)
        {
            reply.Messages[i].Contents = Collect(reply.Messages[i].Contents, ref calls, ref isLast);
        }

        return calls is null || AreWhole(calls, isLast, reply.FinishReason) ? null : new(Fault.MalformedOutput, statusCode, Code);
    }

    /// <summary>
    /// Whether the calls of a stream, held back until its finish reason came, are whole. A call that is said twice is left once.
    /// </summary>
    public static bool AreWhole(IReadOnlyList<ChatResponseUpdate> updates, ChatFinishReason? finish)
    {
        List<FunctionCallContent>? calls = null;
        var isLast = false;
        for (var i = 0; i < updates.Count; i++)
        {
            updates[i].Contents = Collect(updates[i].Contents, ref calls, ref isLast);
        }

        return calls is null || AreWhole(calls, isLast, finish);
    }

    // The last thing that a reply says is what its bound cuts. That its arguments can be read proves nothing:
    // some servers read what there is of them.
    private static bool AreWhole(List<FunctionCallContent> calls, bool isLast, ChatFinishReason? finish) =>
        !(isLast && IsCutOff(finish)) && calls.TrueForAll(static call => call.Exception is null && !string.IsNullOrWhiteSpace(call.Name));

    private static bool IsCutOff(ChatFinishReason? finish) =>
        ReplyCheck.IsFiltered(finish)
        || (finish?.Value is { } word
            && (word.Contains("length", StringComparison.OrdinalIgnoreCase) || word.Contains("max", StringComparison.OrdinalIgnoreCase)));

    private static IList<AIContent> Collect(IList<AIContent> contents, ref List<FunctionCallContent>? calls, ref bool isLast)
    {
        for (var i = 0; i < contents.Count; i++)
        {
            if (contents[i] is not FunctionCallContent call)
            {
                isLast &= !ReplyCheck.IsMeaningful(contents[i]);
                continue;
            }

            isLast = true;
            if (Knows(calls, call))
            {
                contents = [.. contents];
                contents.RemoveAt(i--);
            }
            else
            {
                (calls ??= []).Add(call);
            }
        }

        return contents;
    }

    private static bool Knows(List<FunctionCallContent>? calls, FunctionCallContent call) =>
        calls is not null && calls.Exists(known => IsSame(known, call));

    /// <summary>Whether a call says again what another said: servers that sum up a stream at its end do so.</summary>
    private static bool IsSame(FunctionCallContent known, FunctionCallContent call) =>
        known.CallId.Length > 0
        && known.CallId == call.CallId && known.Name == call.Name && known.Exception is null && call.Exception is null
        && AreEqual(known.Arguments, call.Arguments);

    private static bool AreEqual(IDictionary<string, object?>? left, IDictionary<string, object?>? right)
    {
        if ((left?.Count ?? 0) != (right?.Count ?? 0))
        {
            return false;
        }

        foreach ((var name, var value) in left ?? new Dictionary<string, object?>())
        {
            if (!right!.TryGetValue(name, out var other)
                || !(value is JsonElement json && other is JsonElement otherJson
                    ? JsonElement.DeepEquals(json, otherJson)
                    : Equals(value, other)))
            {
                return false;
            }
        }

        return true;
    }
}
