using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Wire;

namespace RouteGen.Dialects.Messages.Server;

/// <summary>Writes usage, in which the tokens of a cache stand beside the input.</summary>
internal static class MessageUsage
{
    /// <summary>The usage of a whole reply, and of the start and the end of a stream.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="usage">What was counted; null where nothing was.</param>
    /// <param name="serviceTier">The tier that served it; null where that is not known.</param>
    public static void Write(Utf8JsonWriter json, UsageDetails? usage, string? serviceTier = null)
    {
        var cached = usage?.CachedInputTokenCount ?? 0;
        var written1h = Count(usage, WireFacts.CacheWrite1hKey);
        var written = Math.Max(Count(usage, WireFacts.CacheWriteKey), written1h);
        json.WriteStartObject("usage"u8);
        json.WriteNumber("input_tokens"u8, Math.Max(0, (usage?.InputTokenCount ?? 0) - cached - written));
        json.WriteNumber("cache_creation_input_tokens"u8, written);
        json.WriteNumber("cache_read_input_tokens"u8, cached);
        if (written > 0)
        {
            json.WriteStartObject("cache_creation"u8);
            json.WriteNumber("ephemeral_5m_input_tokens"u8, written - written1h);
            json.WriteNumber("ephemeral_1h_input_tokens"u8, written1h);
            json.WriteEndObject();
        }

        json.WriteNumber("output_tokens"u8, usage?.OutputTokenCount ?? 0);
        if (usage?.ReasoningTokenCount is > 0 and var thought)
        {
            json.WriteStartObject("output_tokens_details"u8);
            json.WriteNumber("thinking_tokens"u8, thought);
            json.WriteEndObject();
        }

        if (Count(usage, WireFacts.WebSearchesKey) is > 0 and var searches)
        {
            json.WriteStartObject("server_tool_use"u8);
            json.WriteNumber("web_fetch_requests"u8, 0);
            json.WriteNumber("web_search_requests"u8, searches);
            json.WriteEndObject();
        }

        if (TierWord(serviceTier) is { } tier)
        {
            json.WriteString("service_tier"u8, tier);
        }

        json.WriteEndObject();
    }

    // Clients know three words.
    private static string? TierWord(string? tier) => tier switch
    {
        "default" or "standard" => "standard",
        "priority" or "batch" => tier,
        _ => null,
    };

    private static long Count(UsageDetails? usage, string key) =>
        usage?.AdditionalCounts is { } counts && counts.TryGetValue(key, out var count) ? count : 0;
}
