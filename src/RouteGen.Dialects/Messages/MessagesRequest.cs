using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Json;
using RouteGen.Dialects.Wire;
using RouteGen.Wire;

namespace RouteGen.Dialects.Messages;

/// <summary>Writes a request of the Messages API (docs.anthropic.com/en/api/messages).</summary>
internal static class MessagesRequest
{
    /// <summary>Writes the request, a JSON object.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="messages">The conversation.</param>
    /// <param name="options">What is asked for.</param>
    /// <param name="streamed">Whether the reply is to come as a stream.</param>
    /// <param name="dropped">Takes what the API has no words for.</param>
    /// <param name="model">The model's name.</param>
    /// <param name="maxOutput">How many tokens the model can write; null where nobody knows.</param>
    public static void Write(
        Utf8JsonWriter json, IReadOnlyList<ChatMessage> messages, ChatOptions? options, bool streamed,
        DroppedOptions dropped, string model, int? maxOutput)
    {
        var thinking = Thinking.For(options, model, maxOutput);
        json.WriteStartObject();
        json.WriteString("model"u8, model);
        json.WriteNumber("max_tokens"u8, thinking.MaxTokens);
        var begun = Turns.WriteSystem(json, messages, options?.Instructions, dropped);
        Turns.Write(json, messages, begun, dropped);
        if (options is not null)
        {
            WriteSampling(json, options, dropped);
            ToolDefinitions.Write(json, options, dropped);
            thinking.Write(json);
            WriteOutput(json, options, thinking.Effort, dropped);
            WriteProperties(json, options);
            Report(options, dropped);
        }

        if (streamed)
        {
            json.WriteBoolean("stream"u8, true);
        }

        json.WriteEndObject();
    }

    private static void WriteSampling(Utf8JsonWriter json, ChatOptions options, DroppedOptions dropped)
    {
        if (options.StopSequences is { Count: > 0 } stops)
        {
            json.WriteStartArray("stop_sequences"u8);
            for (var i = 0; i < stops.Count; i++)
            {
                json.WriteStringValue(stops[i]);
            }

            json.WriteEndArray();
        }

        // The SDK sends none of these three, since its newest models take none; which models do is the table's to say.
        WriteNumber(json, "temperature"u8, options.Temperature, "temperature", dropped);
        WriteNumber(json, "top_p"u8, options.TopP, "topP", dropped);
        if (options.TopK is { } topK)
        {
            json.WriteNumber("top_k"u8, topK);
        }
    }

    private static void WriteNumber(Utf8JsonWriter json, ReadOnlySpan<byte> name, float? value, string option, DroppedOptions dropped)
    {
        if (value is { } number && float.IsFinite(number))
        {
            json.WriteNumber(name, number);
        }
        else if (value is not null)
        {
            dropped.Add(option);
        }
    }

    /// <summary>Writes <c>output_config</c>: how much to think, and the form of the answer.</summary>
    private static void WriteOutput(Utf8JsonWriter json, ChatOptions options, string? effort, DroppedOptions dropped)
    {
        var format = options.ResponseFormat as ChatResponseFormatJson;
        var schema = format is null ? null : SchemaRules.OfAnswer(format);
        if (format is not null && schema is null)
        {
            // There is no JSON without a schema.
            dropped.Add("responseFormat");
        }

        if (effort is null && schema is null)
        {
            return;
        }

        json.WriteStartObject("output_config"u8);
        if (effort is not null)
        {
            json.WriteString("effort"u8, effort);
        }

        if (schema is { } answer)
        {
            json.WriteStartObject("format"u8);
            json.WriteString("type"u8, "json_schema"u8);
            json.WritePropertyName("schema"u8);
            SchemaRules.Write(json, answer, isClosed: true);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteProperties(Utf8JsonWriter json, ChatOptions options)
    {
        if (options.AdditionalProperties is not { } properties)
        {
            return;
        }

        // docs.anthropic.com/en/api/service-tiers: priority capacity is used where there is any, or not at all.
        var tier = properties.TryGetValue(WireFacts.RequestedServiceTierKey, out var asked) ? asked as string : null;
        if (tier is "default" or "standard" or "standard_only")
        {
            json.WriteString("service_tier"u8, "standard_only"u8);
        }
        else if (tier is "priority" or "auto")
        {
            json.WriteString("service_tier"u8, "auto"u8);
        }

        if (properties.TryGetValue("user", out var user) && user is string { Length: > 0 } userId)
        {
            json.WriteStartObject("metadata"u8);
            json.WriteString("user_id"u8, userId);
            json.WriteEndObject();
        }

        CacheControl.Write(json, properties);
    }

    private static void Report(ChatOptions options, DroppedOptions dropped)
    {
        if (options.FrequencyPenalty is not null)
        {
            dropped.Add("frequencyPenalty");
        }

        if (options.PresencePenalty is not null)
        {
            dropped.Add("presencePenalty");
        }

        if (options.Seed is not null)
        {
            dropped.Add("seed");
        }

        if (options.ConversationId is not null)
        {
            dropped.Add("conversationId");
        }

#pragma warning disable MEAI001 // What is asked for and not sent is told, of experiments too.
        if (options.AllowBackgroundResponses is true)
        {
            dropped.Add("allowBackgroundResponses");
        }

        if (options.ContinuationToken is not null)
        {
            dropped.Add("continuationToken");
        }
#pragma warning restore MEAI001
    }
}
