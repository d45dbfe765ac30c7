using RouteGen.Spend;

namespace RouteGen.Tool.Diff.Costs;

/// <summary>What the calls of a stretch of time cost by two tables.</summary>
internal sealed record SpendEffect
{
    /// <summary>The store, as the command line wrote it.</summary>
    public required string Store { get; init; }

    /// <summary>The first day.</summary>
    public required DateOnly From { get; init; }

    /// <summary>The day after the last.</summary>
    public required DateOnly To { get; init; }

    /// <summary>All lines of the table.</summary>
    public required SpendSum Total { get; init; }

    /// <summary>Those of each route, in the order of the later table; routes without lines are left out.</summary>
    public required IReadOnlyList<KeyValuePair<string, SpendSum>> Routes { get; init; }
}

/// <summary>A sum over lines. All USD are exact; lines that cannot be repriced are in no sum.</summary>
internal sealed record SpendSum
{
    /// <summary>Lines that are in the sums.</summary>
    public long Lines { get; init; }

    /// <summary>Of them, those whose target is still the same: the same usage at other prices.</summary>
    public long Exact { get; init; }

    /// <summary>
    /// Of them, those that another target would have served: their tokens are those that its model was not asked to count.
    /// </summary>
    public long Moved => Lines - Exact;

    /// <summary>USD at the earlier table's prices of today.</summary>
    public decimal BeforeUsd { get; init; }

    /// <summary>USD at the later table's prices of today.</summary>
    public decimal AfterUsd { get; init; }

    /// <summary>Lines that are in no sum, by why.</summary>
    public IReadOnlyDictionary<SpendGap, long> Gaps { get; init; } = new Dictionary<SpendGap, long>();

    /// <summary>Lines that are in no sum.</summary>
    public long NotRepriced => Gaps.Values.Sum();

    public SpendSum With(decimal before, decimal after, bool isExact) => this with
    {
        Lines = Lines + 1,
        Exact = Exact + (isExact ? 1 : 0),
        BeforeUsd = BeforeUsd + before,
        AfterUsd = AfterUsd + after,
    };

    public SpendSum With(SpendGap gap) => this with
    {
        Gaps = new Dictionary<SpendGap, long>(Gaps) { [gap] = Gaps.GetValueOrDefault(gap) + 1 },
    };

    /// <summary>The gap of a line that was repriced in vain.</summary>
    public static SpendGap GapOf(RepricedLine line) => line.Gap switch
    {
        SpendRepricingGap.UsageUnknown => SpendGap.UsageUnknown,
        SpendRepricingGap.ModelUnknown => SpendGap.TargetUnknown,
        _ => SpendGap.PriceUnknown,
    };
}

/// <summary>Why a line cannot be repriced.</summary>
internal enum SpendGap
{
    /// <summary>Nobody counted or estimated its tokens.</summary>
    UsageUnknown,

    /// <summary>One of the tables does not know who served it.</summary>
    TargetUnknown,

    /// <summary>One of the tables states no price, or lacks a rate.</summary>
    PriceUnknown,

    /// <summary>Its route is gone.</summary>
    RouteGone,
}
