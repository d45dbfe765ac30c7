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
        if (usage is null)
        {
            usage = Copy(stated);
            return stated;
        }

        UsageDetails? rise = null;
        if (Rises(usage.InputTokenCount, stated.InputTokenCount, out var more))
        {
            usage.InputTokenCount = stated.InputTokenCount;
            (rise ??= new()).InputTokenCount = more;
        }

        if (Rises(usage.OutputTokenCount, stated.OutputTokenCount, out more))
        {
            usage.OutputTokenCount = stated.OutputTokenCount;
            (rise ??= new()).OutputTokenCount = more;
        }

        if (Rises(usage.TotalTokenCount, stated.TotalTokenCount, out more))
        {
            usage.TotalTokenCount = stated.TotalTokenCount;
            (rise ??= new()).TotalTokenCount = more;
        }

        if (Rises(usage.CachedInputTokenCount, stated.CachedInputTokenCount, out more))
        {
            usage.CachedInputTokenCount = stated.CachedInputTokenCount;
            (rise ??= new()).CachedInputTokenCount = more;
        }

        if (Rises(usage.ReasoningTokenCount, stated.ReasoningTokenCount, out more))
        {
            usage.ReasoningTokenCount = stated.ReasoningTokenCount;
            (rise ??= new()).ReasoningTokenCount = more;
        }

        if (Rises(usage.InputAudioTokenCount, stated.InputAudioTokenCount, out more))
        {
            usage.InputAudioTokenCount = stated.InputAudioTokenCount;
            (rise ??= new()).InputAudioTokenCount = more;
        }

        if (Rises(usage.InputTextTokenCount, stated.InputTextTokenCount, out more))
        {
            usage.InputTextTokenCount = stated.InputTextTokenCount;
            (rise ??= new()).InputTextTokenCount = more;
        }

        if (Rises(usage.OutputAudioTokenCount, stated.OutputAudioTokenCount, out more))
        {
            usage.OutputAudioTokenCount = stated.OutputAudioTokenCount;
            (rise ??= new()).OutputAudioTokenCount = more;
        }

        if (Rises(usage.OutputTextTokenCount, stated.OutputTextTokenCount, out more))
        {
            usage.OutputTextTokenCount = stated.OutputTextTokenCount;
            (rise ??= new()).OutputTextTokenCount = more;
        }

        if (stated.AdditionalCounts is { } counts)
        {
            usage.AdditionalCounts ??= [];
            foreach (var (name, count) in counts)
            {
                if (Rises(usage.AdditionalCounts.TryGetValue(name, out var known) ? known : null, count, out more))
                {
                    usage.AdditionalCounts[name] = count;
                    ((rise ??= new()).AdditionalCounts ??= [])[name] = more;
                }
            }
        }

        return rise;
    }

    private static UsageDetails Copy(UsageDetails stated) => new()
    {
        InputTokenCount = stated.InputTokenCount,
        OutputTokenCount = stated.OutputTokenCount,
        TotalTokenCount = stated.TotalTokenCount,
        CachedInputTokenCount = stated.CachedInputTokenCount,
        ReasoningTokenCount = stated.ReasoningTokenCount,
        InputAudioTokenCount = stated.InputAudioTokenCount,
        InputTextTokenCount = stated.InputTextTokenCount,
        OutputAudioTokenCount = stated.OutputAudioTokenCount,
        OutputTextTokenCount = stated.OutputTextTokenCount,
        AdditionalCounts = stated.AdditionalCounts is { } counts ? new(counts) : null,
    };

    private static bool Rises(long? known, long? stated, out long by)
    {
        by = (stated ?? 0) - (BelievedCounts.Plausible(known) ?? 0);

        // What cannot be meant says nothing, and must not outdo what can.
        return BelievedCounts.Plausible(stated) is not null && (BelievedCounts.Plausible(known) is null || stated > known);
    }
}
