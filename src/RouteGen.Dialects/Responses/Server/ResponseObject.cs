using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.ChatCompletions.Server;
using RouteGen.Dialects.Json;
using RouteGen.Dialects.Wire;
using RouteGen.Wire;

namespace RouteGen.Dialects.Responses.Server;

/// <summary>
/// Writes the response object of whole replies and of events (OpenAI's OpenAPI document, <c>Response</c>). What the request asked for comes
/// back in it; that is written once, however many events repeat it.
/// </summary>
internal sealed class ResponseObject
{
    private readonly CompletionHead _head;
    private readonly ResponsesAsked _asked;
    private byte[]? _echo;

    /// <param name="head">What the reply begins with.</param>
    /// <param name="asked">The request.</param>
    public ResponseObject(CompletionHead head, ResponsesAsked asked) => (_head, _asked) = (head, asked);

    /// <summary>The request.</summary>
    public ResponsesAsked Asked => _asked;

    /// <summary>The id of an item of the output, with its kind's prefix.</summary>
    public string ItemId(string prefix, int index)
    {
        var underscore = _head.Id.IndexOf('_', StringComparison.Ordinal);
        return $"{prefix}_{_head.Id.AsSpan(underscore + 1)}{index:x2}";
    }

    /// <summary>Writes the object.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="status">Its status.</param>
    /// <param name="output">The items of its output, separated by commas.</param>
    /// <param name="usage">Its usage; null for none.</param>
    /// <param name="reason">Why it is incomplete; null where it is not.</param>
    /// <param name="error">Why it failed; null where it did not.</param>
    public void Write(
        Utf8JsonWriter json,
        ReadOnlySpan<byte> status,
        ReadOnlySpan<byte> output,
        UsageDetails? usage = null,
        string? reason = null,
        CompletionError? error = null)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, _head.Id);
        json.WriteString("object"u8, "response"u8);
        json.WriteNumber("created_at"u8, _head.Created.ToUnixTimeSeconds());
        json.WriteString("status"u8, status);
        json.WriteBoolean("background"u8, false);
        if (error is null)
        {
            json.WriteNull("error"u8);
        }
        else
        {
            json.WriteStartObject("error"u8);
            json.WriteString("code"u8, ResponsesErrors.FailureCode(error));
            json.WriteString("message"u8, error.Message);
            json.WriteEndObject();
        }

        if (reason is null)
        {
            json.WriteNull("incomplete_details"u8);
        }
        else
        {
            json.WriteStartObject("incomplete_details"u8);
            json.WriteString("reason"u8, reason);
            json.WriteEndObject();
        }

        json.WriteString("model"u8, _head.Model);
        json.WritePropertyName("output"u8);
        json.WriteStartArray();
        if (!output.IsEmpty)
        {
            json.WriteRawValue(output, skipInputValidation: true);
        }

        json.WriteEndArray();
        if (_head.ServiceTier is { } tier)
        {
            json.WriteString("service_tier"u8, tier);
        }

        WriteUsage(json, usage);

        // What follows the first of the members that were asked for is the same each time.
        json.WritePropertyName("instructions"u8);
        json.WriteRawValue(_echo ??= Echo(), skipInputValidation: true);
        json.WriteEndObject();
    }

    private static void WriteUsage(Utf8JsonWriter json, UsageDetails? usage)
    {
        // OpenAI's document has no null for it.
        if (usage is null)
        {
            return;
        }

        var input = usage.InputTokenCount ?? 0;
        var output = usage.OutputTokenCount ?? 0;
        json.WriteStartObject("usage"u8);
        json.WriteNumber("input_tokens"u8, input);
        json.WriteStartObject("input_tokens_details"u8);
        json.WriteNumber("cached_tokens"u8, usage.CachedInputTokenCount ?? 0);
        json.WriteNumber("cache_write_tokens"u8, usage.AdditionalCounts?.GetValueOrDefault(WireFacts.CacheWriteKey) ?? 0);
        json.WriteEndObject();
        json.WriteNumber("output_tokens"u8, output);
        json.WriteStartObject("output_tokens_details"u8);
        json.WriteNumber("reasoning_tokens"u8, usage.ReasoningTokenCount ?? 0);
        json.WriteEndObject();
        json.WriteNumber("total_tokens"u8, usage.TotalTokenCount ?? (input + output));
        json.WriteEndObject();
    }

    // The value of the first member, and all that follows.
    private byte[] Echo()
    {
        var options = _asked.Options;
        using var text = new JsonText();
        var json = text.Writer;
        json.WriteStartObject();
        json.WriteString("instructions"u8, options.Instructions);
        WriteNumber(json, "max_output_tokens"u8, options.MaxOutputTokens);
        json.WriteBoolean("parallel_tool_calls"u8, options.AllowMultipleToolCalls ?? true);
        json.WriteNull("previous_response_id"u8);
        WriteReasoning(json, options);
        json.WriteBoolean("store"u8, false);
        json.WriteNumber("temperature"u8, options.Temperature ?? 1);
        WriteFormat(json, options);
        WriteChoice(json, options);
        WriteTools(json, options);
        json.WriteNumber("top_p"u8, options.TopP ?? 1);
        WriteCarried(json, options, "truncation", "\"disabled\""u8);
        WriteCarried(json, options, "top_logprobs", "0"u8);
        json.WritePropertyName("metadata"u8);
        json.WriteRawValue(_asked.Metadata is { } metadata ? metadata.Span : "{}"u8, skipInputValidation: true);
        json.WriteEndObject();
        return text.Written["{\"instructions\":".Length..^1].ToArray();
    }

    private static void WriteNumber(Utf8JsonWriter json, ReadOnlySpan<byte> name, int? number)
    {
        if (number is { } value)
        {
            json.WriteNumber(name, value);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static void WriteCarried(Utf8JsonWriter json, ChatOptions options, string name, ReadOnlySpan<byte> otherwise)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(CarriedMembers.In(options)?.Find(name) is { } carried ? carried.Span : otherwise, skipInputValidation: true);
    }

    private static void WriteReasoning(Utf8JsonWriter json, ChatOptions options)
    {
        if (CarriedMembers.In(options)?.Find("reasoning") is { } carried)
        {
            json.WritePropertyName("reasoning"u8);
            json.WriteRawValue(carried.Span, skipInputValidation: true);
            return;
        }

        json.WriteStartObject("reasoning"u8);
        json.WriteString("effort"u8, ResponsesRequest.Effort(options.Reasoning));
        json.WriteString("summary"u8, ResponsesRequest.Summary(options.Reasoning));
        json.WriteEndObject();
    }

    private static void WriteFormat(Utf8JsonWriter json, ChatOptions options)
    {
        if (options.ResponseFormat is not null)
        {
            ResponsesRequest.WriteFormat(json, options);
            return;
        }

        json.WriteStartObject("text"u8);
        json.WriteStartObject("format"u8);
        json.WriteString("type"u8, "text"u8);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteChoice(Utf8JsonWriter json, ChatOptions options)
    {
        if (CarriedMembers.In(options)?.Find("tool_choice") is { } carried)
        {
            json.WritePropertyName("tool_choice"u8);
            json.WriteRawValue(carried.Span, skipInputValidation: true);
        }
        else
        {
            RequestTools.WriteChoice(json, options.ToolMode ?? ChatToolMode.Auto, options.Tools ?? []);
        }
    }

    private static void WriteTools(Utf8JsonWriter json, ChatOptions options)
    {
        json.WriteStartArray("tools"u8);
        for (var i = 0; i < options.Tools?.Count; i++)
        {
            RequestTools.TryWrite(json, options.Tools[i], options, null, new DroppedOptions());
        }

        json.WriteEndArray();
    }
}
