#pragma warning disable MEAI001 // Counts of audio tokens have no other place than the experimental properties.
using Microsoft.Extensions.AI;

namespace RouteGen.Wire;

/// <summary>
/// Reads what a stream states of its usage, statement by statement. Statements are running totals, or complete one another; none is an
/// increment. Gemini's
/// endpoint and vLLM's <c>continuous_usage_stats</c> state the totals so far in every chunk, and Anthropic's <c>message_delta</c> completes
/// <c>message_start</c>. So the largest statement of each number counts, and a sum would bill the same tokens many times.
/// </summary>
internal static class StatedUsage
{
    /// <summary>Raises each number of <paramref name="usage"/> to what <paramref name="stated"/> says, where that is more.</summary>
    /// <returns>
    /// By how much each number rose, as a caller's <c>ToChatResponse()</c>, which adds statements up, has to see it: <paramref
    /// name="stated"/> itself where it is
    /// the first, and null where nothing rose.
    /// </returns>
    public static UsageDetails? Raise(ref UsageDetails? usage, UsageDetails stated)
    {
        var isFirst = usage is null;
        usage ??= new UsageDetails();
        var rise = new UsageDetails();
        var rose = false;
        (usage.InputTokenCount, rise.InputTokenCount) = Larger(usage.InputTokenCount, stated.InputTokenCount, ref rose);
        (usage.OutputTokenCount, rise.OutputTokenCount) = Larger(usage.OutputTokenCount, stated.OutputTokenCount, ref rose);
        (usage.TotalTokenCount, rise.TotalTokenCount) = Larger(usage.TotalTokenCount, stated.TotalTokenCount, ref rose);
        (usage.CachedInputTokenCount, rise.CachedInputTokenCount) =
            Larger(usage.CachedInputTokenCount, stated.CachedInputTokenCount, ref rose);
        (usage.ReasoningTokenCount, rise.ReasoningTokenCount) = Larger(usage.ReasoningTokenCount, stated.ReasoningTokenCount, ref rose);
        (usage.InputAudioTokenCount, rise.InputAudioTokenCount) = Larger(usage.InputAudioTokenCount, stated.InputAudioTokenCount, ref rose);
        (usage.InputTextTokenCount, rise.InputTextTokenCount) = Larger(usage.InputTextTokenCount, stated.InputTextTokenCount, ref rose);
        (usage.OutputAudioTokenCount, rise.OutputAudioTokenCount) =
            Larger(usage.OutputAudioTokenCount, stated.OutputAudioTokenCount, ref rose);
        (usage.OutputTextTokenCount, rise.OutputTextTokenCount) = Larger(usage.OutputTextTokenCount, stated.OutputTextTokenCount, ref rose);
        if (stated.AdditionalCounts is { } counts)
        {
            usage.AdditionalCounts ??= [];
            foreach ((var name, var count) in counts)
            {
                long? known = usage.AdditionalCounts.TryGetValue(name, out var value) ? value : null;
                (var larger, var more) = Larger(known, count, ref rose);
                usage.AdditionalCounts[name] = larger!.Value;
                if (more is { } risen)
                {
                    (rise.AdditionalCounts ??= [])[name] = risen;
                }
            }
        }

        return isFirst ? stated : rose ? rise : null;
    }

    private static (long? Larger, long? Rise) Larger(long? known, long? stated, ref bool rose)
    {
        if (stated is null || stated <= known)
        {
            return (known, null);
        }

        rose = true;
        return (stated, stated - (known ?? 0));
    }
}
