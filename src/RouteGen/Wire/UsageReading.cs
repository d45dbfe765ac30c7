#pragma warning disable MEAI001 // Counts of audio tokens have no other place than the experimental properties.
using Microsoft.Extensions.AI;
using RouteGen.Costs;

namespace RouteGen.Wire;

/// <summary>
/// Reads what a provider counted. <see cref="UsageDetails.InputTokenCount"/> includes cached and
/// written tokens; reasoning is inside output.
/// </summary>
internal static class UsageReading
{
    /// <summary>What a provider counted for one request, with its rarer parts.</summary>
    /// <param name="usage">Its counts.</param>
    /// <param name="input">Input tokens as <see cref="BelievedCounts"/> has them, or as estimated.</param>
    /// <param name="output">Output tokens likewise.</param>
    /// <param name="webSearches">Web searches that its reply shows, for providers that do not count them.</param>
    /// <param name="isEstimate">Whether one of the two is estimated: an estimate holds at least the parts that were counted.</param>
    /// <param name="isClamped">Whether parts were counted that are larger than their whole, and were cut to it.</param>
    public static TokenUsage Read(
        UsageDetails usage, long input, long output, int webSearches, bool isEstimate, out bool isClamped)
    {
        var rare = Count(usage.AdditionalCounts);
        isClamped = false;
        if (usage is
            {
                CachedInputTokenCount: null or 0, InputAudioTokenCount: null or 0,
                ReasoningTokenCount: null or 0, OutputAudioTokenCount: null or 0
            } && webSearches == 0 && rare == RareCounts.None)
        {
            return new TokenUsage(input, output, 1, null);
        }

        var parts = new UsageParts
        {
            CachedInput = Count(usage.CachedInputTokenCount),
            CacheWrite = Count(Math.Max(0, rare.Written - rare.Written1h)),
            CacheWrite1h = Count(rare.Written1h),
            AudioInput = Count(usage.InputAudioTokenCount),
            ImageInput = Count(rare.ImageInput),
            Reasoning = Count(usage.ReasoningTokenCount),
            AudioOutput = Count(usage.OutputAudioTokenCount),
            ImageOutput = Count(rare.ImageOutput),
            Images = Count(rare.Images),
            WebSearches = BelievedCounts.Plausible(rare.WebSearches) ?? webSearches,
        };
        if (isEstimate)
        {
            input = Math.Max(input, parts.CachedInput + parts.CacheWrite + parts.CacheWrite1h);
            output = Math.Max(output, parts.Reasoning);
        }

        var clamped = Clamp(parts, input, output);
        isClamped = clamped != parts;
        return new TokenUsage(input, output, 1, clamped);
    }

    /// <summary>Cuts parts to what their whole has room for: those of the cache first, each for itself what is heard and seen.</summary>
    private static UsageParts Clamp(UsageParts parts, long input, long output)
    {
        var cached = Math.Min(parts.CachedInput, input);
        var written1h = Math.Min(parts.CacheWrite1h, input - cached);
        var written = Math.Min(parts.CacheWrite, input - cached - written1h);
        var heard = Math.Min(parts.AudioInput, input);
        var reasoning = Math.Min(parts.Reasoning, output);
        var said = Math.Min(parts.AudioOutput, output);
        return (cached, written1h, written, heard, reasoning, said)
                == (parts.CachedInput, parts.CacheWrite1h, parts.CacheWrite, parts.AudioInput, parts.Reasoning, parts.AudioOutput)
            && parts.ImageInput <= input - heard && parts.ImageOutput <= output - said
                ? parts
                : parts with
                {
                    CachedInput = cached,
                    CacheWrite1h = written1h,
                    CacheWrite = written,
                    AudioInput = heard,
                    ImageInput = Math.Min(parts.ImageInput, input - heard),
                    Reasoning = reasoning,
                    AudioOutput = said,
                    ImageOutput = Math.Min(parts.ImageOutput, output - said),
                };
    }

    // In one walk: most of what an SDK puts there is none of these.
    private static RareCounts Count(AdditionalPropertiesDictionary<long>? counts)
    {
        var rare = RareCounts.None;
        if (counts is null)
        {
            return rare;
        }

        foreach (var (name, count) in counts)
        {
            if (Is(name, WireFacts.CacheWriteKey))
            {
                rare.Written = count;
            }
            else if (Is(name, WireFacts.CacheWrite1hKey))
            {
                rare.Written1h = count;
            }
            else if (Is(name, WireFacts.ImageInputKey))
            {
                rare.ImageInput = count;
            }
            else if (Is(name, WireFacts.ImageOutputKey))
            {
                rare.ImageOutput = count;
            }
            else if (Is(name, WireFacts.ImagesKey))
            {
                rare.Images = count;
            }
            else if (Is(name, WireFacts.WebSearchesKey))
            {
                rare.WebSearches = count;
            }
        }

        return rare;
    }

    // The keys of the dictionary are alike whatever their case, and no two of these are as long.
    private static bool Is(string name, string key) => name.Length == key.Length && name.Equals(key, StringComparison.OrdinalIgnoreCase);

    private static long Count(long? count) => BelievedCounts.Plausible(count) ?? 0;

    private record struct RareCounts(long Written, long Written1h, long ImageInput, long ImageOutput, long Images, long WebSearches)
    {
        /// <summary>None at all; a stated 0 of searches says more, and is no -1.</summary>
        public static RareCounts None => new() { WebSearches = -1 };
    }
}
