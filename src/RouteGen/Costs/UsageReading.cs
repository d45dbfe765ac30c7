#pragma warning disable MEAI001 // Counts of audio tokens have no other place than the experimental properties.
using Microsoft.Extensions.AI;
using RouteGen.Hosting;

namespace RouteGen.Costs;

/// <summary>Reads what a provider counted. <see cref="UsageDetails.InputTokenCount"/> includes cached and written tokens; reasoning is inside output.</summary>
internal static class UsageReading
{
    /// <summary>What a provider counted for one request; null when it counted no tokens.</summary>
    /// <param name="usage">Its counts.</param>
    /// <param name="webSearches">Web searches that its reply shows, for providers that do not count them.</param>
    public static TokenUsage? Read(UsageDetails? usage, int webSearches)
    {
        if (usage is null || (usage.InputTokenCount is null && usage.OutputTokenCount is null))
        {
            return null;
        }

        if (usage is { AdditionalCounts: null, CachedInputTokenCount: null or 0, InputAudioTokenCount: null or 0, ReasoningTokenCount: null or 0, OutputAudioTokenCount: null or 0 } && webSearches == 0)
        {
            return new TokenUsage(usage.InputTokenCount ?? 0, usage.OutputTokenCount ?? 0, 1, null);
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
            CachedInput = usage.CachedInputTokenCount ?? 0,
            CacheWrite = Math.Max(0, written - written1h),
            CacheWrite1h = written1h,
            AudioInput = usage.InputAudioTokenCount ?? 0,
            ImageInput = imageInput,
            Reasoning = usage.ReasoningTokenCount ?? 0,
            AudioOutput = usage.OutputAudioTokenCount ?? 0,
            ImageOutput = imageOutput,
            Images = images,
            WebSearches = Math.Max(searches, webSearches),
        };
        return new TokenUsage(usage.InputTokenCount ?? 0, usage.OutputTokenCount ?? 0, 1, parts);
    }
}
