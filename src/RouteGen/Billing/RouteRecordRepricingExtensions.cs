using RouteGen.Billing;
using RouteGen.Costs;
using RouteGen.Definitions;

namespace RouteGen;

/// <summary>What past calls would have cost at other prices. Records keep usage, service tier and price id for it.</summary>
public static class RouteRecordRepricingExtensions
{
    /// <summary>
    /// The record with the costs that the prices of <paramref name="table"/> give. Attempts are matched by the target's name; one that the
    /// table does not have costs an unknown amount. What the provider said that an attempt cost stays unless <paramref name="keepStated"/>
    /// is false; an estimate is one of the same tokens.
    /// </summary>
    /// <param name="record">The record.</param>
    /// <param name="table">The table whose prices count, such as <c>SupportRoutes.Definition</c>.</param>
    /// <param name="at">The day whose prices count; null for the day of the call, by which a dated price is chosen.</param>
    /// <param name="keepStated">
    /// Whether costs that the provider stated stay: they are the bill. False asks what the table makes of them.
    /// </param>
    public static RouteRecord Reprice(
        this RouteRecord record, RouteTableDefinition table, DateTimeOffset? at = null, bool keepStated = true)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(table);
        AttemptRecord[] attempts = [.. record.Attempts.Select(attempt => Reprice(attempt, table, at ?? record.StartedAt, keepStated))];
        (var cost, var source, _) = AttemptCost.Sum(attempts);
        return record with { Attempts = attempts, CostUsd = cost, CostSource = source };
    }

    /// <summary>What records cost, and what they cost at the prices of <paramref name="table"/>: a past month, say.</summary>
    /// <inheritdoc cref="Reprice(RouteRecord, RouteTableDefinition, DateTimeOffset?, bool)"/>
    public static RepricedTotal Reprice(
        this IEnumerable<RouteRecord> records, RouteTableDefinition table, DateTimeOffset? at = null, bool keepStated = true)
    {
        ArgumentNullException.ThrowIfNull(records);
        var total = new RepricedTotal();
        foreach (var record in records)
        {
            var after = record.Reprice(table, at, keepStated).CostUsd;
            total = record.CostUsd is { } before && after is { } repriced
                ? total with { Records = total.Records + 1, BeforeUsd = total.BeforeUsd + before, AfterUsd = total.AfterUsd + repriced }
                : total with { Unknown = total.Unknown + 1 };
        }

        return total;
    }

    private static AttemptRecord Reprice(AttemptRecord attempt, RouteTableDefinition table, DateTimeOffset at, bool keepStated)
    {
        if (attempt is { CostSource: CostSource.Computed, CostUsd: 0m, Usage: null })
        {
            // Not billed at any price.
            return attempt;
        }

        var target = table.Targets.FirstOrDefault(t => t.Name == attempt.Target);
        var served = target is null ? default : ServedModels.Find(table, target, attempt.ResponseModel);
        var price = target is null ? default : PriceInForce.At(target, served.Known ?? target.Model, null, at);
        var others = target is null ? new OthersCost(0m, false) : OthersCost.Compute(attempt.OtherModels, table, target, price, null, at);
        var counted = OthersCost.Without(attempt.Usage ?? attempt.EstimatedUsage, attempt.OtherModels);
        var computed = counted is { } usage ? price.Cost(usage, attempt.ServiceTier) + others.Usd : null;
        var bound = computed is null && counted is { } unpriced ? price.UpperBound(unpriced, attempt.ServiceTier) + others.Usd : null;
        var repriced = attempt with { PriceId = price.Id, ComputedCostUsd = attempt.Usage is null ? null : computed };
        return attempt.CostSource == CostSource.Provider && keepStated
            ? repriced
            : repriced with
            {
                CostUsd = computed ?? bound,
                CostSource = bound is not null ? CostSource.UpperBound
                    : computed is null ? CostSource.Unknown
                    : attempt.Usage is null || others.IsGuess ? CostSource.Estimated : CostSource.Computed,
            };
    }
}

/// <summary>What records cost before and after.</summary>
public sealed record RepricedTotal
{
    /// <summary>Records whose cost is known both times.</summary>
    public int Records { get; init; }

    /// <summary>What they cost by what they say, in USD.</summary>
    public decimal BeforeUsd { get; init; }

    /// <summary>What they cost at the other prices, in USD.</summary>
    public decimal AfterUsd { get; init; }

    /// <summary>Records whose cost is unknown one time or the other; they are in neither sum.</summary>
    public int Unknown { get; init; }

    /// <summary>Its members, in every culture alike.</summary>
    public override string ToString() => InvariantText.Format(nameof(RepricedTotal), PrintMembers);
}
