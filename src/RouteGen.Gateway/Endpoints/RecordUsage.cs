using Microsoft.Extensions.AI;
using RouteGen.Costs;
using RouteGen.Wire;

namespace RouteGen.Gateway.Endpoints;

/// <summary>The usage of a record, for a dialect to write.</summary>
internal static class RecordUsage
{
    /// <summary>The usage of the attempt that served; null where the provider stated none.</summary>
    public static UsageDetails? Served(RouteRecord record) =>
        AttemptOf(record) is { } served && (served.Usage ?? served.EstimatedUsage) is { } usage ? From(usage) : null;

    /// <summary>The attempt of which the caller has the reply, else the last; null where nothing was sent.</summary>
    public static AttemptRecord? AttemptOf(RouteRecord record)
    {
        var place = record.Attempts.Count - 1;
        if (record.IsReturned)
        {
            while (record.Attempts[place].Fault != Fault.MalformedOutput || record.Attempts[place].Target != record.ServedBy)
            {
                place--;
            }
        }

        return place < 0 ? null : record.Attempts[place];
    }

    private static UsageDetails From(TokenUsage usage)
    {
        var details = new UsageDetails
        {
            InputTokenCount = usage.Input,
            OutputTokenCount = usage.Output,
            TotalTokenCount = usage.Input + usage.Output,
            CachedInputTokenCount = usage.CachedInput,
            ReasoningTokenCount = usage.Reasoning,
        };
        if (usage.CacheWrite + usage.CacheWrite1h is > 0 and var written)
        {
            // On the wire the first is of both.
            details.AdditionalCounts = new() { [WireFacts.CacheWriteKey] = written, [WireFacts.CacheWrite1hKey] = usage.CacheWrite1h };
        }

        return details;
    }
}
