using RouteGen.Costs;

namespace RouteGen.Spend;

/// <summary>What lines cost before and after, together. Sums of USD are exact.</summary>
public sealed record RepricedTotals
{
    /// <summary>Nothing.</summary>
    public static RepricedTotals None { get; } = new();

    /// <summary>Lines whose cost is known both times.</summary>
    public long Lines { get; init; }

    /// <summary>What they cost by what they say, in USD.</summary>
    public decimal BeforeUsd { get; init; }

    /// <summary>What they cost at the other prices, in USD.</summary>
    public decimal AfterUsd { get; init; }

    /// <summary>How much more they cost at the other prices; less is negative.</summary>
    public decimal DifferenceUsd => AfterUsd - BeforeUsd;

    /// <summary>Of <see cref="AfterUsd"/>: computed from estimated tokens.</summary>
    public decimal EstimatedUsd { get; init; }

    /// <summary>Of <see cref="AfterUsd"/>: bounds, where the other price lacks a rate.</summary>
    public decimal UpperBoundUsd { get; init; }

    /// <summary>Lines with a cost at the other prices whose cost before is unknown; they are in no sum.</summary>
    public long UnknownBefore { get; init; }

    /// <summary>Lines whose usage is unknown; they are in no sum.</summary>
    public long UsageUnknown { get; init; }

    /// <summary>Lines whose model the other table does not have; they are in no sum.</summary>
    public long ModelUnknown { get; init; }

    /// <summary>Lines for whose model the other table states no price; they are in no sum.</summary>
    public long PriceUnknown { get; init; }

    /// <summary>Lines that are in no sum, for whatever reason.</summary>
    public long NotRepriced => UnknownBefore + UsageUnknown + ModelUnknown + PriceUnknown;

    /// <summary>With one more line.</summary>
    public RepricedTotals With(RepricedLine line)
    {
        ArgumentNullException.ThrowIfNull(line);
        switch (line)
        {
            case { Gap: SpendRepricingGap.UsageUnknown }:
                return this with { UsageUnknown = UsageUnknown + 1 };
            case { Gap: SpendRepricingGap.ModelUnknown }:
                return this with { ModelUnknown = ModelUnknown + 1 };
            case { CostUsd: null }:
                return this with { PriceUnknown = PriceUnknown + 1 };
            case { Line.CostUsd: null }:
                return this with { UnknownBefore = UnknownBefore + 1 };
        }

        var after = line.CostUsd.Value;
        return this with
        {
            Lines = Lines + 1,
            BeforeUsd = BeforeUsd + line.Line.CostUsd.Value,
            AfterUsd = AfterUsd + after,
            EstimatedUsd = EstimatedUsd + (line.CostSource == CostSource.Estimated ? after : 0m),
            UpperBoundUsd = UpperBoundUsd + (line.CostSource == CostSource.UpperBound ? after : 0m),
        };
    }

    /// <summary>With those of others.</summary>
    internal RepricedTotals With(RepricedTotals others) => new()
    {
        Lines = Lines + others.Lines,
        BeforeUsd = BeforeUsd + others.BeforeUsd,
        AfterUsd = AfterUsd + others.AfterUsd,
        EstimatedUsd = EstimatedUsd + others.EstimatedUsd,
        UpperBoundUsd = UpperBoundUsd + others.UpperBoundUsd,
        UnknownBefore = UnknownBefore + others.UnknownBefore,
        UsageUnknown = UsageUnknown + others.UsageUnknown,
        ModelUnknown = ModelUnknown + others.ModelUnknown,
        PriceUnknown = PriceUnknown + others.PriceUnknown,
    };

    /// <summary>Its members, in every culture alike.</summary>
    public override string ToString() => InvariantText.Format(nameof(RepricedTotals), PrintMembers);
}
