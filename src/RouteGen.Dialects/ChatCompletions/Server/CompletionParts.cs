#pragma warning disable MEAI001 // Counts of audio tokens have no other place than the experimental properties.

using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Json;
using RouteGen.Wire;

namespace RouteGen.Dialects.ChatCompletions.Server;

/// <summary>What whole replies and chunks have in common.</summary>
internal static class CompletionParts
{
    // OpenAI's document wants a string here, and some clients (OpenRouter's) refuse a reply without one.
    private static ReadOnlySpan<byte> Fingerprint => "fp_routegen"u8;

    public static void WriteHead(Utf8JsonWriter json, CompletionHead head, ReadOnlySpan<byte> kind)
    {
        json.WriteString("id"u8, head.Id);
        json.WriteString("object"u8, kind);
        json.WriteNumber("created"u8, head.Created.ToUnixTimeSeconds());
        json.WriteString("model"u8, head.Model);
        if (head.ServiceTier is { } tier)
        {
            json.WriteString("service_tier"u8, tier);
        }

        json.WriteString("system_fingerprint"u8, Fingerprint);
    }

    /// <summary>OpenAI's word for why a model ended; one that it has no word for is an ordinary end.</summary>
    public static ReadOnlySpan<byte> FinishWord(ChatFinishReason? finish, bool hasCalls, bool refused) =>
        finish == ChatFinishReason.Length ? "length"u8
        : finish == ChatFinishReason.ContentFilter && !refused ? "content_filter"u8
        : finish == ChatFinishReason.ToolCalls || hasCalls ? "tool_calls"u8
        : "stop"u8;

    /// <summary>Whether a content is the model's refusal; its other errors are no part of a reply.</summary>
    public static bool IsRefusal(AIContent content) => content is ErrorContent { ErrorCode: "Refusal" };

    /// <summary>A call, with its place in a stream; null for one of a whole reply.</summary>
    public static void WriteCall(Utf8JsonWriter json, FunctionCallContent call, int? index)
    {
        json.WriteStartObject();
        if (index is { } place)
        {
            json.WriteNumber("index"u8, place);
        }

        json.WriteString("id"u8, call.CallId);
        if (CustomCalls.InputOf(call) is { } input)
        {
            json.WriteString("type"u8, "custom"u8);
            json.WriteStartObject("custom"u8);
            json.WriteString("name"u8, call.Name);
            json.WriteString("input"u8, input);
        }
        else
        {
            json.WriteString("type"u8, "function"u8);
            json.WriteStartObject("function"u8);
            json.WriteString("name"u8, call.Name);
            json.WriteString("arguments"u8, index is null ? ToolArguments.Text(call) : "");
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>The pages that a text quotes; nothing where it quotes none.</summary>
    public static void WriteAnnotations(Utf8JsonWriter json, IList<AIContent> contents)
    {
        for (var i = 0; i < contents.Count; i++)
        {
            var annotations = contents[i].Annotations;
            for (var j = 0; j < annotations?.Count; j++)
            {
                if (annotations[j] is CitationAnnotation { Url: { } url } citation)
                {
                    WriteCitation(json, citation, url);
                }
            }
        }
    }

    /// <summary>Whether any text quotes a page.</summary>
    public static bool HasCitations(IList<AIContent> contents)
    {
        for (var i = 0; i < contents.Count; i++)
        {
            var annotations = contents[i].Annotations;
            for (var j = 0; j < annotations?.Count; j++)
            {
                if (annotations[j] is CitationAnnotation { Url: not null })
                {
                    return true;
                }
            }
        }

        return false;
    }

    public static void WriteImage(Utf8JsonWriter json, DataContent image)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "image_url"u8);
        json.WriteStartObject("image_url"u8);
        json.WriteString("url"u8, image.Uri);
        json.WriteEndObject();
        json.WriteEndObject();
    }

#pragma warning disable MEAI001 // Counts of audio are experimental in Microsoft.Extensions.AI.
    public static void WriteUsage(Utf8JsonWriter json, UsageDetails usage, decimal? costUsd = null)
    {
        var input = usage.InputTokenCount ?? 0;
        var output = usage.OutputTokenCount ?? 0;
        json.WriteStartObject("usage"u8);
        json.WriteNumber("prompt_tokens"u8, input);
        json.WriteNumber("completion_tokens"u8, output);
        json.WriteNumber("total_tokens"u8, usage.TotalTokenCount ?? (input + output));
        json.WriteStartObject("prompt_tokens_details"u8);
        json.WriteNumber("cached_tokens"u8, usage.CachedInputTokenCount ?? 0);
        json.WriteNumber("audio_tokens"u8, usage.InputAudioTokenCount ?? 0);
        if (Additional(usage, WireFacts.CacheWriteKey) is { } written)
        {
            json.WriteNumber("cache_write_tokens"u8, written);
        }

        json.WriteEndObject();
        json.WriteStartObject("completion_tokens_details"u8);
        json.WriteNumber("reasoning_tokens"u8, usage.ReasoningTokenCount ?? 0);
        json.WriteNumber("audio_tokens"u8, usage.OutputAudioTokenCount ?? 0);
        json.WriteNumber("accepted_prediction_tokens"u8, Additional(usage, "OutputTokenDetails.AcceptedPredictionTokenCount") ?? 0);
        json.WriteNumber("rejected_prediction_tokens"u8, Additional(usage, "OutputTokenDetails.RejectedPredictionTokenCount") ?? 0);
        json.WriteEndObject();
        if (costUsd is { } cost)
        {
            // As OpenRouter states it; OpenAI has no place for it.
            json.WriteNumber("cost"u8, cost);
        }

        json.WriteEndObject();
    }

#pragma warning restore MEAI001

    private static long? Additional(UsageDetails usage, string key) =>
        usage.AdditionalCounts is { } counts && counts.TryGetValue(key, out var count) ? count : null;

    private static void WriteCitation(Utf8JsonWriter json, CitationAnnotation citation, Uri url)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "url_citation"u8);
        json.WriteStartObject("url_citation"u8);
        var region = citation.AnnotatedRegions is [TextSpanAnnotatedRegion span, ..] ? span : null;
        json.WriteNumber("start_index"u8, region?.StartIndex ?? 0);
        json.WriteNumber("end_index"u8, region?.EndIndex ?? 0);
        json.WriteString("url"u8, url.OriginalString);
        json.WriteString("title"u8, citation.Title ?? "");
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
