using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Json;
using RouteGen.Dialects.Vendors;
using RouteGen.Dialects.Wire;
using RouteGen.Wire;

namespace RouteGen.Dialects.ChatCompletions;

/// <summary>
/// Writes a request of Chat Completions (platform.openai.com/docs/api-reference/chat/create) as its vendor spells it. What the vendor
/// cannot be sent is left out and named.
/// </summary>
internal static class ChatRequest
{
    public static void Write(
        Utf8JsonWriter json,
        string model,
        ChatVendor vendor,
        IReadOnlyList<ChatMessage> messages,
        ChatOptions? options,
        bool streamed,
        DroppedOptions dropped)
    {
        json.WriteStartObject();
        json.WriteString("model"u8, model);
        new MessageWriter(json, vendor, model, dropped).Write(messages, options?.Instructions);
        if (options is not null)
        {
            WriteSampling(json, vendor, options, dropped);
            Efforts.Write(json, vendor, options.Reasoning, dropped);
            ToolsWriter.Write(json, vendor, options, dropped);
            FormatWriter.Write(json, vendor, options, dropped);
            WriteTier(json, vendor, options, dropped);
        }

        if (streamed)
        {
            json.WriteBoolean("stream"u8, true);
            if (vendor.TakesStreamOptions)
            {
                json.WriteStartObject("stream_options"u8);
                json.WriteBoolean("include_usage"u8, true);
                json.WriteEndObject();
            }
        }

        json.WriteEndObject();
    }

    private static void WriteSampling(Utf8JsonWriter json, ChatVendor vendor, ChatOptions options, DroppedOptions dropped)
    {
        if (options.MaxOutputTokens is { } bound)
        {
            json.WriteNumber(vendor.MaxTokens, bound);
        }

        WriteNumber(json, "temperature"u8, options.Temperature);
        WriteNumber(json, "top_p"u8, options.TopP);
        WriteNumber(json, "frequency_penalty"u8, options.FrequencyPenalty);
        WriteNumber(json, "presence_penalty"u8, options.PresencePenalty);
        if (options.TopK is { } topK)
        {
            if (vendor.TakesTopK)
            {
                json.WriteNumber("top_k"u8, topK);
            }
            else
            {
                dropped.Add("topK");
            }
        }

        if (options.Seed is { } seed)
        {
            if (vendor.Seed is { } name)
            {
                json.WriteNumber(name, seed);
            }
            else
            {
                dropped.Add("seed");
            }
        }

        WriteStop(json, vendor, options.StopSequences, dropped);
    }

    private static void WriteStop(Utf8JsonWriter json, ChatVendor vendor, IList<string>? stops, DroppedOptions dropped)
    {
        if (stops is not { Count: > 0 })
        {
            return;
        }

        if (!vendor.TakesStop)
        {
            dropped.Add("stopSequences");
            return;
        }

        json.WriteStartArray("stop"u8);
        for (var i = 0; i < stops.Count; i++)
        {
            json.WriteStringValue(stops[i]);
        }

        json.WriteEndArray();
    }

    private static void WriteTier(Utf8JsonWriter json, ChatVendor vendor, ChatOptions options, DroppedOptions dropped)
    {
        if (options.AdditionalProperties is { } properties
            && properties.TryGetValue(WireFacts.RequestedServiceTierKey, out var asked) && asked is string tier)
        {
            if (vendor.TakesServiceTier)
            {
                json.WriteString("service_tier"u8, tier);
            }
            else
            {
                dropped.Add("serviceTier");
            }
        }
    }

    private static void WriteNumber(Utf8JsonWriter json, ReadOnlySpan<byte> name, float? value)
    {
        if (value is { } number && float.IsFinite(number))
        {
            json.WriteNumber(name, number);
        }
    }
}
