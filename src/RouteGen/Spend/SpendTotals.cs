using RouteGen.Costs;

namespace RouteGen.Spend;

/// <summary>What lines come to together. Sums of USD are exact.</summary>
public sealed record SpendTotals
{
    /// <summary>Nothing.</summary>
    public static SpendTotals None { get; } = new();

    /// <summary>Calls that have a line here. A call that went to two targets counts at both, and once in the total.</summary>
    public long Calls { get; init; }

    /// <summary>Requests that were sent.</summary>
    public long Attempts { get; init; }

    /// <summary>Tokens that the providers counted.</summary>
    public TokenUsage Usage { get; init; }

    /// <summary>Tokens that estimated costs are of; they are not in <see cref="Usage"/>.</summary>
    public TokenUsage EstimatedUsage { get; init; }

    /// <summary>All cost that is known, in USD.</summary>
    public decimal CostUsd { get; init; }

    /// <summary>Of <see cref="CostUsd"/>: paid by free credit of providers, and not by money.</summary>
    public decimal CreditUsd { get; init; }

    /// <summary>Of <see cref="CostUsd"/>: attempts that did not serve.</summary>
    public decimal WastedUsd { get; init; }

    /// <summary>Of <see cref="CostUsd"/>: stated by the providers.</summary>
    public decimal ProviderUsd { get; init; }

    /// <summary>Of <see cref="CostUsd"/>: computed from what the providers counted.</summary>
    public decimal ComputedUsd { get; init; }

    /// <summary>Of <see cref="CostUsd"/>: computed from estimated tokens.</summary>
    public decimal EstimatedUsd { get; init; }

    /// <summary>Of <see cref="CostUsd"/>: bounds, where the price lacks a rate.</summary>
    public decimal UpperBoundUsd { get; init; }

    /// <summary>Attempts whose cost is unknown: they are in no sum, and not free.</summary>
    public long UnknownAttempts { get; init; }

    /// <summary>With those of others, of other calls: a call in both would count twice.</summary>
    internal SpendTotals With(SpendTotals others) => new()
    {
        Calls = Calls + others.Calls,
        Attempts = Attempts + others.Attempts,
        Usage = Usage + others.Usage,
        EstimatedUsage = EstimatedUsage + others.EstimatedUsage,
        CostUsd = CostUsd + others.CostUsd,
        CreditUsd = CreditUsd + others.CreditUsd,
        WastedUsd = WastedUsd + others.WastedUsd,
        ProviderUsd = ProviderUsd + others.ProviderUsd,
        ComputedUsd = ComputedUsd + others.ComputedUsd,
        EstimatedUsd = EstimatedUsd + others.EstimatedUsd,
        UpperBoundUsd = UpperBoundUsd + others.UpperBoundUsd,
        UnknownAttempts = UnknownAttempts + others.UnknownAttempts,
    };

    /// <summary>With one more line; <see cref="Calls"/> stays.</summary>
    internal SpendTotals With(SpendLine line)
    {
        var cost = line.CostUsd ?? 0m;
        return this with
        {
            Attempts = Attempts + (line.Attempt > 0 ? 1 : 0),
            Usage = Usage + (line.Usage ?? default),
            EstimatedUsage = EstimatedUsage + (line.EstimatedUsage ?? default),
            CostUsd = CostUsd + cost,
            CreditUsd = CreditUsd + (line.CreditUsd ?? 0m),
            WastedUsd = WastedUsd + (line.IsWasted ? cost : 0m),
            ProviderUsd = ProviderUsd + (line.CostSource == CostSource.Provider ? cost : 0m),
            ComputedUsd = ComputedUsd + (line.CostSource == CostSource.Computed ? cost : 0m),
            EstimatedUsd = EstimatedUsd + (line.CostSource == CostSource.Estimated ? cost : 0m),
            UpperBoundUsd = UpperBoundUsd + (line.CostSource == CostSource.UpperBound ? cost : 0m),
            UnknownAttempts = UnknownAttempts + (line.CostUsd is null ? 1 : 0),
        };
    }

    /// <summary>Its members, in every culture alike.</summary>
    public override string ToString() => InvariantText.Format(nameof(SpendTotals), PrintMembers);
}
