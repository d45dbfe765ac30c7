using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Wire;

namespace RouteGen.Carriers;

/// <summary>Tells a reply that serves from one that only looks like it.</summary>
internal static class ReplyCheck
{
    /// <summary>
    /// Whether a piece of content is worth committing a stream to: text, a tool call, reasoning, data. An
    /// empty role chunk, usage or an error is not.
    /// </summary>
    public static bool IsMeaningful(AIContent content) => content switch
    {
        TextContent text => !string.IsNullOrEmpty(text.Text),
        TextReasoningContent reasoning => !string.IsNullOrEmpty(reasoning.Text) || !string.IsNullOrEmpty(reasoning.ProtectedData),
        UsageContent or ErrorContent => false,
        _ => true,
    };

    public static bool IsMeaningful(IList<AIContent> contents)
    {
        for (var i = 0; i < contents.Count; i++)
        {
            if (IsMeaningful(contents[i]))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Anthropic's stop reason <c>refusal</c> reaches callers under its own name.</summary>
    public static bool IsFiltered(ChatFinishReason? reason) => reason == ChatFinishReason.ContentFilter || reason?.Value == "refusal";

    /// <summary>Whether a reply is one piece of text and nothing else, as nearly all are: there is nothing in it to look for.</summary>
    public static bool IsText(ChatResponse reply) =>
        reply.Messages is [{ Contents: [TextContent { Text.Length: > 0 }] }] && !IsFiltered(reply.FinishReason);

    /// <summary>What is wrong with a buffered reply; null when it serves.</summary>
    public static FaultInfo? Inspect(ChatResponse reply, ChatResponseFormat? format, int? statusCode)
    {
        if (IsFiltered(reply.FinishReason))
        {
            return new(Fault.ContentFiltered, statusCode, reply.FinishReason?.Value);
        }

        for (var i = 0; i < reply.Messages.Count; i++)
        {
            var contents = reply.Messages[i].Contents;
            for (var j = 0; j < contents.Count; j++)
            {
                if (contents[j] is ErrorContent error)
                {
                    return OfError(error, statusCode);
                }
            }
        }

        if (ToolCallCheck.Inspect(reply, statusCode) is { } notWhole)
        {
            return notWhole;
        }

        for (var i = 0; i < reply.Messages.Count; i++)
        {
            if (IsMeaningful(reply.Messages[i].Contents))
            {
                return format is ChatResponseFormatJson { Schema: not null } && IsMalformed(reply)
                    ? new(Fault.MalformedOutput, statusCode, reply.FinishReason?.Value)
                    : null;
            }
        }

        return new(Fault.EmptyReply, statusCode, reply.FinishReason?.Value);
    }

    /// <summary>Whether a reply that was to be JSON is not. One that calls tools is not the answer yet.</summary>
    private static bool IsMalformed(ChatResponse reply)
    {
        if (reply.FinishReason == ChatFinishReason.ToolCalls
            || reply.Messages.Any(static m => m.Contents.Any(static c => c is ToolCallContent)))
        {
            return false;
        }

        try
        {
            using var document = JsonDocument.Parse(reply.Text);
            return false;
        }
        catch (JsonException)
        {
            return true;
        }
    }

    /// <summary>What an error inside a whole reply means.</summary>
    public static FaultInfo OfError(ErrorContent error, int? statusCode) =>
        WireFault.ClassifyInside(EnvelopeOf(error)) ?? new(Fault.ServerError, statusCode, WireFault.SafeCode(error.ErrorCode));

    /// <summary>What an error inside a stream means.</summary>
    public static FaultInfo OfStreamError(ErrorContent error, int? statusCode) =>
        WireFault.ClassifyInsideStream(EnvelopeOf(error), statusCode);

    private static ErrorEnvelope EnvelopeOf(ErrorContent error) => new(error.Message, null, error.ErrorCode, null, false);
}
