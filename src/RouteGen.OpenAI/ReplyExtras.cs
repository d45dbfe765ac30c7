#pragma warning disable SCME0001 // The SDK keeps unknown members nowhere but in its experimental patches.
using System.ClientModel.Primitives;
using System.Text.Json;
using Microsoft.Extensions.AI;
using OpenAI.Chat;
using RouteGen.Wire;

namespace RouteGen.OpenAI;

/// <summary>
/// Members that the SDK does not model: OpenRouter's <c>usage.cost</c>, <c>cache_write_tokens</c> and <c>reasoning</c>, and a top-level
/// <c>error</c> (openrouter.ai/docs/api-reference; OpenAI also sends <c>data: {"error"}</c>).
/// </summary>
internal static class ReplyExtras
{
    public static void AddTo(ChatResponse response, ChatCompletion completion)
    {
        ref var patch = ref completion.Patch;
        if (Cost(ref patch) is { } cost)
        {
            (response.AdditionalProperties ??= [])[WireFacts.CostUsdKey] = cost;
        }

#pragma warning disable OPENAI001 // Service tiers are experimental in the SDK.
        if (completion.ServiceTier is { } tier)
        {
            (response.AdditionalProperties ??= [])[WireFacts.ServiceTierKey] = tier.ToString();
        }
#pragma warning restore OPENAI001

        if (CacheWrite(ref patch) is { } written && response.Usage is { } usage)
        {
            (usage.AdditionalCounts ??= [])[WireFacts.CacheWriteKey] = written;
        }

        if (patch.TryGetValue("$.choices[0].message.reasoning"u8, out string? reasoning)
            && !string.IsNullOrEmpty(reasoning) && response.Messages.Count > 0)
        {
            response.Messages[^1].Contents.Insert(0, new TextReasoningContent(reasoning));
        }

        AudioCounts.Place(response.Usage);
    }

    public static void AddTo(ChatResponseUpdate update, StreamingChatCompletionUpdate chunk)
    {
        ref var patch = ref chunk.Patch;
        if (Cost(ref patch) is { } cost)
        {
            (update.AdditionalProperties ??= [])[WireFacts.CostUsdKey] = cost;
        }

#pragma warning disable OPENAI001 // Service tiers are experimental in the SDK.
        if (chunk.ServiceTier is { } tier)
        {
            (update.AdditionalProperties ??= [])[WireFacts.ServiceTierKey] = tier.ToString();
        }
#pragma warning restore OPENAI001

        if (CacheWrite(ref patch) is { } written && update.Contents.OfType<UsageContent>().FirstOrDefault() is { } usage)
        {
            (usage.Details.AdditionalCounts ??= [])[WireFacts.CacheWriteKey] = written;
        }

        if (Error(ref patch) is { } error)
        {
            update.Contents.Add(error);
        }

        if (patch.TryGetValue("$.choices[0].delta.reasoning"u8, out string? reasoning) && !string.IsNullOrEmpty(reasoning))
        {
            update.Contents.Insert(0, new TextReasoningContent(reasoning));
        }

        foreach (var content in update.Contents)
        {
            AudioCounts.Place((content as UsageContent)?.Details);
        }
    }

    private static decimal? Cost(ref JsonPatch patch) =>
        StatedCost.In(ref patch, "$.usage.cost"u8, "$.usage.is_byok"u8, "$.usage.cost_details"u8);

    private static long? CacheWrite(ref JsonPatch patch) =>
        patch.TryGetValue("$.usage.prompt_tokens_details.cache_write_tokens"u8, out long written) && written > 0 ? written : null;

    /// <summary>The error that an <c>error</c> member states; null when it is not an object.</summary>
    public static ErrorContent? ErrorOf(JsonElement error) => error.ValueKind == JsonValueKind.Object
        ? new ErrorContent(Text(error, "message")) { ErrorCode = Text(error, "code") ?? Text(error, "type") }
        : null;

    private static ErrorContent? Error(ref JsonPatch patch)
    {
        if (!patch.TryGetJson("$.error"u8, out var json))
        {
            return null;
        }

        using var document = JsonDocument.Parse(json);
        return ErrorOf(document.RootElement);
    }

    private static string? Text(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String or JsonValueKind.Number
            ? value.ToString()
            : null;
}
