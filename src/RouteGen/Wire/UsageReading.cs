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
    public static TokenUsage Read(UsageDetails usage, long input, long output, int webSearches)
    {
        if (usage is
            {
                AdditionalCounts: null, CachedInputTokenCount: null or 0,
                InputAudioTokenCount: null or 0, ReasoningTokenCount: null or 0, OutputAudioTokenCount: null or 0
            } && webSearches == 0)
        {
            return new TokenUsage(input, output, 1, null);
        }

        long written = 0, written1h = 0, imageInput = 0, imageOutput = 0, images = 0, searches = 0;
        if (usage.AdditionalCounts is { } counts)
        {
            counts.TryGetValue(WireFacts.CacheWriteKey, out written);
            counts.TryGetValue(WireFacts.CacheWrite1hKey, out written1h);
            counts.TryGetValue(WireFacts.ImageInputKey, out imageInput);
            counts.TryGetValue(WireFacts.ImageOutputKey, out imageOutput);
            counts.TryGetValue(WireFacts.ImagesKey, out images);
            counts.TryGetValue(WireFacts.WebSearchesKey, out searches);
        }

        var parts = new UsageParts
        {
            CachedInput = Count(usage.CachedInputTokenCount),
            CacheWrite = Count(Math.Max(0, written - written1h)),
            CacheWrite1h = Count(written1h),
            AudioInput = Count(usage.InputAudioTokenCount),
            ImageInput = Count(imageInput),
            Reasoning = Count(usage.ReasoningTokenCount),
            AudioOutput = Count(usage.OutputAudioTokenCount),
            ImageOutput = Count(imageOutput),
            Images = Count(images),
            WebSearches = Math.Max(Count(searches), webSearches),
        };

        // An estimate holds at least the parts that were counted.
        var least = parts.CachedInput + parts.CacheWrite + parts.CacheWrite1h;
        return new TokenUsage(Math.Max(input, least), Math.Max(output, parts.Reasoning), 1, parts);
    }

    private static long Count(long? count) => BelievedCounts.Plausible(count) ?? 0;
}
