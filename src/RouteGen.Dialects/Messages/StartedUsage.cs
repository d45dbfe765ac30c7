using Microsoft.Extensions.AI;

namespace RouteGen.Dialects.Messages;

/// <summary>
/// What a stream stated of its usage at its start, so that what it states at its end is told without it: a caller's
/// <c>ToChatResponse()</c> adds statements up, and who takes the largest of each number comes to the same.
/// </summary>
internal sealed class StartedUsage
{
    private UsageDetails? _told;

    /// <summary>The usage of <c>message_start</c>; null where it counts nothing.</summary>
    public UsageDetails? Start(UsageDetails? stated)
    {
        _told = stated is { InputTokenCount: > 0 } ? stated : null;
        return _told;
    }

    /// <summary>The usage of <c>message_delta</c>, as far as it is new; null where nothing is.</summary>
    public UsageDetails? Complete(UsageDetails? stated)
    {
        if (stated is null || _told is not { } told)
        {
            _told ??= stated;
            return stated;
        }

        _told = Copy(stated);
        stated.InputTokenCount = New(stated.InputTokenCount, told.InputTokenCount);
        stated.OutputTokenCount = New(stated.OutputTokenCount, told.OutputTokenCount);
        stated.TotalTokenCount = New(stated.TotalTokenCount, told.TotalTokenCount);
        stated.CachedInputTokenCount = New(stated.CachedInputTokenCount, told.CachedInputTokenCount);
        stated.ReasoningTokenCount = New(stated.ReasoningTokenCount, told.ReasoningTokenCount);
        stated.AdditionalCounts = New(stated.AdditionalCounts, told.AdditionalCounts);
        return stated is
        {
            InputTokenCount: null, OutputTokenCount: null, TotalTokenCount: null, CachedInputTokenCount: null,
            ReasoningTokenCount: null, AdditionalCounts: null,
        }
            ? null
            : stated;
    }

    private static long? New(long? stated, long? told) => stated == told ? null : stated;

    private static AdditionalPropertiesDictionary<long>? New(
        AdditionalPropertiesDictionary<long>? stated, AdditionalPropertiesDictionary<long>? told)
    {
        if (stated is null || told is null)
        {
            return stated;
        }

        AdditionalPropertiesDictionary<long>? rest = null;
        foreach (var (name, count) in stated)
        {
            if (!told.TryGetValue(name, out var known) || known != count)
            {
                (rest ??= [])[name] = count;
            }
        }

        return rest;
    }

    private static UsageDetails Copy(UsageDetails usage) => new()
    {
        InputTokenCount = usage.InputTokenCount,
        OutputTokenCount = usage.OutputTokenCount,
        TotalTokenCount = usage.TotalTokenCount,
        CachedInputTokenCount = usage.CachedInputTokenCount,
        ReasoningTokenCount = usage.ReasoningTokenCount,
        AdditionalCounts = usage.AdditionalCounts,
    };
}
