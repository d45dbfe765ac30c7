using Microsoft.Extensions.AI;

namespace RouteGen.Wire;

/// <summary>What is known for the bill of a reply that came and could not be read: it was paid for, whatever it was worth.</summary>
/// <param name="Usage">What it counted.</param>
/// <param name="CostUsd">What it says it cost.</param>
/// <param name="Bytes">How long it was; null where none came.</param>
internal readonly record struct UnreadReply(UsageDetails? Usage, decimal? CostUsd, long? Bytes)
{
    /// <summary>A token is hardly ever less.</summary>
    private const int BytesPerToken = 3;

    /// <summary>What an exception of a dialect's says of the reply that it is about.</summary>
    public static UnreadReply In(Exception exception)
    {
        if (exception is HttpRequestException or OperationCanceledException or IOException || exception.Data.Count == 0)
        {
            return default;
        }

        return new(
            exception.Data[WireFacts.UsageKey] as UsageDetails, exception.Data[WireFacts.CostUsdKey] as decimal?,
            exception.Data[WireFacts.ReplyBytesKey] as long?);
    }

    /// <summary>The facts with these added, where nothing was read.</summary>
    public ReplyFacts AddTo(in ReplyFacts facts)
    {
        if (Bytes is not { } bytes)
        {
            return facts;
        }

        var stated = facts.Stated;
        if (CostUsd is { } usd)
        {
            stated.Add(new AdditionalPropertiesDictionary { [WireFacts.CostUsdKey] = usd });
        }

        return facts with
        {
            Usage = facts.Usage ?? Usage,
            Stated = stated,
            OutputSeen = facts.OutputSeen ?? (BelievedCounts.HasOutput(Usage) ? null : bytes / BytesPerToken),
        };
    }
}
