#pragma warning disable MEAI001 // Counts of audio tokens have no other place than the experimental properties.
using Microsoft.Extensions.AI;

namespace RouteGen.Costs;

/// <summary>
/// Reads what a stream states of its usage, statement by statement. Statements are running totals, or complete one another; none is an increment. Gemini's endpoint
/// and vLLM's <c>continuous_usage_stats</c> state the totals so far in every chunk, and Anthropic's <c>message_delta</c> completes <c>message_start</c>.
/// So the largest statement of each number counts, and a sum would bill the same tokens many times.
/// </summary>
internal static class StatedUsage
{
    /// <summary>Raises each number of <paramref name="usage"/> to what <paramref name="stated"/> says, where that is more.</summary>
    public static void Raise(UsageDetails usage, UsageDetails stated)
    {
        usage.InputTokenCount = Larger(usage.InputTokenCount, stated.InputTokenCount);
        usage.OutputTokenCount = Larger(usage.OutputTokenCount, stated.OutputTokenCount);
        usage.TotalTokenCount = Larger(usage.TotalTokenCount, stated.TotalTokenCount);
        usage.CachedInputTokenCount = Larger(usage.CachedInputTokenCount, stated.CachedInputTokenCount);
        usage.ReasoningTokenCount = Larger(usage.ReasoningTokenCount, stated.ReasoningTokenCount);
        usage.InputAudioTokenCount = Larger(usage.InputAudioTokenCount, stated.InputAudioTokenCount);
        usage.InputTextTokenCount = Larger(usage.InputTextTokenCount, stated.InputTextTokenCount);
        usage.OutputAudioTokenCount = Larger(usage.OutputAudioTokenCount, stated.OutputAudioTokenCount);
        usage.OutputTextTokenCount = Larger(usage.OutputTextTokenCount, stated.OutputTextTokenCount);
        if (stated.AdditionalCounts is { } counts)
        {
            usage.AdditionalCounts ??= [];
            foreach ((var name, var count) in counts)
            {
                usage.AdditionalCounts[name] = usage.AdditionalCounts.TryGetValue(name, out var known) ? Math.Max(known, count) : count;
            }
        }
    }

    private static long? Larger(long? known, long? stated) => known is null || stated > known ? stated ?? known : known;
}
