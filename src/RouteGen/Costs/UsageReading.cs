using Microsoft.Extensions.AI;

namespace RouteGen.Costs;

/// <summary>Reads what a provider counted. <see cref="UsageDetails.InputTokenCount"/> includes cached and written tokens; reasoning is inside output.</summary>
internal static class UsageReading
{
    public const string CacheWriteKey = "CacheCreationInputTokens";
    public const string CacheWrite1hKey = "CacheCreation1hInputTokens";

    public static TokenUsage? Read(UsageDetails? usage)
    {
        if (usage is null || (usage.InputTokenCount is null && usage.OutputTokenCount is null))
        {
            return null;
        }

        long written = 0, written1h = 0;
        if (usage.AdditionalCounts is { } counts)
        {
            counts.TryGetValue(CacheWriteKey, out written);
            counts.TryGetValue(CacheWrite1hKey, out written1h);
        }

        return new TokenUsage
        {
            Input = usage.InputTokenCount ?? 0,
            CachedInput = usage.CachedInputTokenCount ?? 0,
            CacheWrite = Math.Max(0, written - written1h),
            CacheWrite1h = written1h,
            Output = usage.OutputTokenCount ?? 0,
            Reasoning = usage.ReasoningTokenCount ?? 0,
        };
    }
}
