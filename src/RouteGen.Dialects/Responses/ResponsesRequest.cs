#pragma warning disable MEAI001 // Background responses and continuation are experimental.
using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Json;
using RouteGen.Dialects.Wire;
using RouteGen.Wire;

namespace RouteGen.Dialects.Responses;

/// <summary>Writes a request of the Responses API (platform.openai.com/docs/api-reference/responses/create).</summary>
internal static class ResponsesRequest
{
    /// <summary>Writes a request.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="model">The model's name on the wire.</param>
    /// <param name="messages">The conversation.</param>
    /// <param name="options">What is asked of the model.</param>
    /// <param name="streamed">Whether the reply is to be streamed.</param>
    /// <param name="reasons">Whether the model reasons, so that its reasoning is to come back encrypted.</param>
    /// <param name="dropped">Takes the names of what the API has no words for.</param>
    public static void Write(
        Utf8JsonWriter json,
        string model,
        IReadOnlyList<ChatMessage> messages,
        ChatOptions? options,
        bool streamed,
        bool reasons,
        DroppedOptions dropped)
    {
        json.WriteStartObject();
        json.WriteString("model"u8, model);
        if (options is not null)
        {
            Write(json, options, dropped);
        }

        json.WritePropertyName("input"u8);
        RequestInput.Write(json, messages, dropped);

        // What is stored, or runs in the background, belongs to one provider; a route may have to take it elsewhere.
        json.WriteBoolean("store"u8, false);
        if (streamed)
        {
            json.WriteBoolean("stream"u8, true);
        }

        var carried = CarriedMembers.In(options);
        if (reasons && carried?.Has("include") is not true)
        {
            json.WriteStartArray("include"u8);
            json.WriteStringValue("reasoning.encrypted_content"u8);
            json.WriteEndArray();
        }

        carried?.WriteTo(json, options!);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ChatOptions options, DroppedOptions dropped)
    {
        if (options.Instructions is { } instructions)
        {
            json.WriteString("instructions"u8, instructions);
        }

        if (options.Temperature is { } temperature)
        {
            json.WriteNumber("temperature"u8, temperature);
        }

        if (options.TopP is { } topP)
        {
            json.WriteNumber("top_p"u8, topP);
        }

        if (options.MaxOutputTokens is { } most)
        {
            json.WriteNumber("max_output_tokens"u8, most);
        }

        if (options.AdditionalProperties?.TryGetValue(WireFacts.RequestedServiceTierKey, out var tier) is true && tier is string word)
        {
            json.WriteString("service_tier"u8, word);
        }

        if (CarriedMembers.In(options)?.Has("reasoning") is not true)
        {
            WriteReasoning(json, options.Reasoning);
        }

        WriteFormat(json, options);
        WriteConversation(json, options.ConversationId);
        RequestTools.Write(json, options, dropped);
        Drop(options, dropped);
    }

    /// <summary>The API's word for how much a model is to think; null for none.</summary>
    public static string? Effort(ReasoningOptions? reasoning) => reasoning?.Effort switch
    {
        ReasoningEffort.None => "none",
        ReasoningEffort.Low => "low",
        ReasoningEffort.Medium => "medium",
        ReasoningEffort.High => "high",
        ReasoningEffort.ExtraHigh => "xhigh",
        _ => null,
    };

    /// <summary>The API's word for what it is to tell of that; null for none.</summary>
    public static string? Summary(ReasoningOptions? reasoning) => reasoning?.Output switch
    {
        ReasoningOutput.Summary => "concise",
        ReasoningOutput.Full => "detailed",
        _ => null,
    };

    private static void WriteReasoning(Utf8JsonWriter json, ReasoningOptions? reasoning)
    {
        var (effort, summary) = (Effort(reasoning), Summary(reasoning));
        if (effort is null && summary is null)
        {
            return;
        }

        json.WriteStartObject("reasoning"u8);
        if (effort is not null)
        {
            json.WriteString("effort"u8, effort);
        }

        if (summary is not null)
        {
            json.WriteString("summary"u8, summary);
        }

        json.WriteEndObject();
    }

    /// <summary>Writes the form that the text is to have.</summary>
    public static void WriteFormat(Utf8JsonWriter json, ChatOptions options)
    {
        var verbosity = CarriedMembers.In(options)?.Find("text.verbosity");
        if (options.ResponseFormat is null && verbosity is null)
        {
            return;
        }

        json.WriteStartObject("text"u8);
        switch (options.ResponseFormat)
        {
            case ChatResponseFormatJson format:
                json.WriteStartObject("format"u8);
                WriteFormat(json, format, StrictSchemas.IsStrict(options.AdditionalProperties));
                json.WriteEndObject();
                break;
            case not null:
                json.WriteStartObject("format"u8);
                json.WriteString("type"u8, "text"u8);
                json.WriteEndObject();
                break;
        }

        if (verbosity is { } words)
        {
            json.WritePropertyName("verbosity"u8);
            json.WriteRawValue(words.Span, skipInputValidation: true);
        }

        json.WriteEndObject();
    }

    private static void WriteFormat(Utf8JsonWriter json, ChatResponseFormatJson format, bool? strict)
    {
        if (StrictSchemas.Get(format) is not { } schema)
        {
            json.WriteString("type"u8, "json_object"u8);
            return;
        }

        json.WriteString("type"u8, "json_schema"u8);
        json.WriteString("name"u8, format.SchemaName ?? "json_schema");
        if (format.SchemaDescription is { } description)
        {
            json.WriteString("description"u8, description);
        }

        json.WritePropertyName("schema"u8);
        schema.WriteTo(json);
        if (strict is { } isStrict)
        {
            json.WriteBoolean("strict"u8, isStrict);
        }
    }

    // By convention, ids of conversations begin so; all else is a reply that is gone on from.
    private static void WriteConversation(Utf8JsonWriter json, string? id)
    {
        if (id is null)
        {
            return;
        }

        if (id.StartsWith("conv_", StringComparison.OrdinalIgnoreCase))
        {
            json.WriteStartObject("conversation"u8);
            json.WriteString("id"u8, id);
            json.WriteEndObject();
        }
        else
        {
            json.WriteString("previous_response_id"u8, id);
        }
    }

    private static void Drop(ChatOptions options, DroppedOptions dropped)
    {
        DropIf(options.TopK is not null, "topK");
        DropIf(options.FrequencyPenalty is not null, "frequencyPenalty");
        DropIf(options.PresencePenalty is not null, "presencePenalty");
        DropIf(options.Seed is not null, "seed");
        DropIf(options.StopSequences is { Count: > 0 }, "stopSequences");
        DropIf(options.AllowBackgroundResponses is true, "allowBackgroundResponses");
        DropIf(options.ContinuationToken is not null, "continuationToken");

        void DropIf(bool isAsked, string name)
        {
            if (isAsked)
            {
                dropped.Add(name);
            }
        }
    }
}
