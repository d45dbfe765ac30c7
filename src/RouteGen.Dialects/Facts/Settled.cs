#pragma warning disable MEAI001 // Counts of audio tokens have no other place than the experimental properties.
using Microsoft.Extensions.AI;
using RouteGen.Wire;

namespace RouteGen.Dialects.Facts;

/// <summary>
/// What stated numbers come to in the terms of Microsoft.Extensions.AI: input with the tokens of caches in it. Output, reasoning and total
/// stay as they are stated: that the total shows more output than is counted, and that parts contradict their whole, is the bill's to see.
/// </summary>
internal static class Settled
{
    public static UsageDetails Usage(in RawCounts counts)
    {
        var cached = Larger(counts.Cached, counts.CacheRead);
        var written = Larger(counts.Written, counts.CacheCreation);
        if (counts.Written5m is not null || counts.Written1h is not null)
        {
            written = Larger(written, (counts.Written5m ?? 0) + (counts.Written1h ?? 0));
        }

        var input = Input(counts, (cached ?? 0) + (written ?? 0));
        var output = counts.Output;
        var usage = new UsageDetails
        {
            InputTokenCount = counts.BilledInput ?? input,
            OutputTokenCount = counts.BilledOutput ?? output,
            TotalTokenCount = counts.BilledInput is not null ? null : counts.Total ?? (input + output),
            CachedInputTokenCount = cached,
            ReasoningTokenCount = counts.Reasoning,
            InputAudioTokenCount = counts.AudioInput,
            InputTextTokenCount = counts.TextInput,
            OutputAudioTokenCount = counts.AudioOutput,
            OutputTextTokenCount = counts.TextOutput,
        };
        AddRare(usage, counts, written);
        return usage;
    }

    private static long? Input(in RawCounts counts, long cache)
    {
        var input = counts.Prompt ?? counts.Input;
        if (counts.Cached is { } hit && counts.CacheMiss is { } miss && !(input >= hit + miss))
        {
            // DeepSeek: prompt_tokens = prompt_cache_hit_tokens + prompt_cache_miss_tokens (api-docs.deepseek.com/guides/kv_cache).
            input = hit + miss;
        }

        if (input is not { } stated)
        {
            return null;
        }

        return stated + (cache > 0 ? Beside(counts, stated, cache) : 0) + (counts.ToolInput ?? 0);
    }

    /// <summary>The tokens of a cache that are counted beside the input and not in it.</summary>
    private static long Beside(in RawCounts counts, long input, long cache)
    {
        if (counts.Prompt is null && !counts.HasCacheDetails && (counts.CacheRead ?? counts.CacheCreation) is not null)
        {
            // Messages: "Total input tokens in a request is the summation of input_tokens, cache_creation_input_tokens, and
            // cache_read_input_tokens" (docs.anthropic.com/en/api/messages). Bedrock's Converse likewise.
            return cache;
        }

        if (counts.Total is { } total)
        {
            var rest = total - input - (counts.Output ?? 0);
            if (rest > 0 && (rest == cache || rest == cache + (counts.Reasoning ?? 0)) && rest != counts.Reasoning)
            {
                return cache;
            }
        }

        // By Anthropic's names they stand beside the input wherever they cannot be in it (BerriAI/litellm#15056).
        return cache > input
            ? (counts.Cached > 0 ? 0 : counts.CacheRead ?? 0) + (counts.Written > 0 ? 0 : counts.CacheCreation ?? 0)
            : 0;
    }

    private static long? Larger(long? first, long? second) => second is null || first >= second ? first : second;

    private static void AddRare(UsageDetails usage, in RawCounts counts, long? written)
    {
        AdditionalPropertiesDictionary<long>? rare = null;
        Add(ref rare, WireFacts.CacheWriteKey, written);
        Add(ref rare, WireFacts.CacheWrite1hKey, counts.Written1h);
        Add(ref rare, WireFacts.ImageInputKey, counts.ImageInput);
        Add(ref rare, WireFacts.ImageOutputKey, counts.ImageOutput);
        Add(ref rare, WireFacts.ImagesKey, counts.Images);
        Add(ref rare, "InputTokenDetails.CitationTokenCount", counts.Citations);
        Add(ref rare, "OutputTokenDetails.AcceptedPredictionTokenCount", counts.AcceptedPrediction);
        Add(ref rare, "OutputTokenDetails.RejectedPredictionTokenCount", counts.RejectedPrediction);
        if (counts.Searches is not null || counts.OtherSearches is not null)
        {
            // A stated 0 says that what looks like a search was none.
            (rare ??= [])[WireFacts.WebSearchesKey] = (counts.Searches ?? 0) + (counts.OtherSearches ?? 0);
        }

        usage.AdditionalCounts = rare;
    }

    private static void Add(ref AdditionalPropertiesDictionary<long>? rare, string key, long? count)
    {
        if (count > 0)
        {
            (rare ??= [])[key] = count.Value;
        }
    }
}
