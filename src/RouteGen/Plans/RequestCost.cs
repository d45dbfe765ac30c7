using RouteGen.Billing;
using RouteGen.Definitions;

namespace RouteGen.Plans;

/// <summary>What a request is going to cost at an entry of the chain, before it is sent.</summary>
internal static class RequestCost
{
    /// <summary>
    /// As the ordinary rates give it for the estimated input and all the output that is allowed there; null when unpriced
    /// or unbounded. For choosing among entries.
    /// </summary>
    public static decimal? Estimated(CallRequest call, PlanEntry entry)
    {
        var price = PriceInForce.At(entry.Target, call.StartedAt);
        var tier = price.Asked ?? call.Facts.Tier ?? ServiceTier.Standard;
        return price.Estimate(call.Facts.InputTokens, call.OutputAllowedAt(entry), tier);
    }

    /// <summary>What of that money has to pay, as far as is known what free credit is left there.</summary>
    public static decimal? EstimatedMoney(CallRequest call, PlanEntry entry) =>
        Estimated(call, entry) is { } cost ? Math.Max(0m, cost - entry.Slot.Keys.CreditUsd) : null;

    /// <summary>
    /// The most that the bill can be for the estimated input and all the output that is allowed there, in whichever way it is cached,
    /// written, thought or served; null when unpriced or unbounded. For limits and reservations.
    /// </summary>
    public static decimal? WorstCase(CallRequest call, PlanEntry entry) =>
        WorstCase(call, entry, call.OutputAllowedAt(entry));

    /// <summary>The same for so much output.</summary>
    public static decimal? WorstCase(CallRequest call, PlanEntry entry, long? outputTokens)
    {
        var price = PriceInForce.At(entry.Target, call.StartedAt);
        return price.IsProvisioned ? 0m
            : price.Sheet is { } sheet && outputTokens is { } output
                ? price.Factor * entry.WorstCaseRatesOf(sheet, price.Asked).Worst(call.Facts.InputTokens, output)
                : null;
    }
}
