namespace RouteGen.Tool.Pricing;

/// <summary>What requests cost, wherever they go.</summary>
/// <param name="Table">The table.</param>
/// <param name="Day">The day whose prices count.</param>
/// <param name="Origin">Where the requests come from.</param>
/// <param name="Sections">One for a request, one for each route of a month.</param>
/// <param name="Fees">What a gateway takes; null where that is not asked.</param>
internal sealed record CostReport(string Table, DateOnly Day, CostOrigin Origin, IReadOnlyList<CostSection> Sections, GatewayFees? Fees);

/// <summary>Where requests come from.</summary>
/// <param name="Kind"><c>request</c>, <c>file</c> or <c>spend</c>.</param>
/// <param name="Words">The request or the month in words.</param>
/// <param name="Details">The same for programs: names and numbers.</param>
internal sealed record CostOrigin(string Kind, string Words, IReadOnlyList<KeyValuePair<string, long>> Details)
{
    /// <summary>Whether the requests are those of a month, so that sums are for a month.</summary>
    public bool IsMonth => Kind == "spend";
}

/// <summary>The costs of some requests.</summary>
/// <param name="Route">The route whose requests they are; null for a request that may go anywhere.</param>
/// <param name="Calls">How many a month; null where that is not known.</param>
/// <param name="Targets">What they cost at each target.</param>
/// <param name="Routes">What they cost by each route.</param>
internal sealed record CostSection(string? Route, long? Calls, IReadOnlyList<CostRow> Targets, IReadOnlyList<CostRow> Routes)
{
    /// <summary>What the month has cost; null where it is no month.</summary>
    public MonthPaid? Paid { get; init; }
}

/// <summary>What a month has cost by what its lines say.</summary>
/// <param name="Usd">All that is known.</param>
/// <param name="Unknown">Attempts whose cost is not known: they are in no sum.</param>
/// <param name="Attempts">Requests that were sent.</param>
/// <param name="Failed">Of them: those that did not serve.</param>
/// <param name="RepricedUsd">The same attempts, failed ones with them, at the table's prices; null where one of them is unknown.</param>
/// <param name="Unserved">Calls that nobody served, or that have no count of tokens: no other target is priced for them.</param>
internal sealed record MonthPaid(decimal Usd, long Unknown, long Attempts, long Failed, decimal? RepricedUsd, long Unserved);

/// <summary>What requests cost at one target, or by one route.</summary>
/// <param name="Name">Its name.</param>
/// <param name="PerCall">USD for a call; null when unknown.</param>
/// <param name="PerMonth">USD for a month; null when unknown, or when it is not known how many there are.</param>
/// <param name="WorstPerCall">USD for a call at worst; null when unknown.</param>
internal sealed record CostRow(string Name, decimal? PerCall, decimal? PerMonth, decimal? WorstPerCall)
{
    /// <summary>The provider of a target; null for a route.</summary>
    public string? Provider { get; init; }

    /// <summary>The model of a target; null for a route.</summary>
    public string? Model { get; init; }

    /// <summary>The targets that serve a route's calls, with their shares.</summary>
    public string? Serves { get; init; }

    /// <summary>Whether the requests can be served there at all.</summary>
    public bool Fits { get; init; } = true;

    /// <summary>Whether it makes vectors, which nothing else is cheaper than.</summary>
    public bool IsVectors { get; init; }

    /// <summary>What else is to be said, such as why a cost is unknown.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Whether no other of its kind costs less.</summary>
    public bool IsCheapest { get; init; }

    public decimal? PerThousand => PerCall * 1000m;
}

/// <summary>What a gateway takes on top of what its providers do.</summary>
/// <param name="Markup">The share, such as 0.055.</param>
/// <param name="FixedUsd">What one without a share takes a month; null where none is compared with.</param>
internal sealed record GatewayFees(decimal Markup, decimal? FixedUsd)
{
    /// <summary>From how many calls a month on the fixed price is the lower one; null where it never is, or that is not known.</summary>
    public long? BreakEven(decimal? perCall) =>
        FixedUsd is { } price && perCall * Markup is { } fee && fee > 0 && price / fee < long.MaxValue ? (long)decimal.Ceiling(price / fee)
            : null;
}
