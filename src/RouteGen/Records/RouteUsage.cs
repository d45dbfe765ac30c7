using RouteGen.Costs;

namespace RouteGen.Records;

/// <summary>Whose usage is asked for, and of which days.</summary>
public sealed class RouteUsageQuery
{
    /// <summary>Makes a query.</summary>
    /// <param name="from">The first day (UTC).</param>
    /// <param name="to">The first day that is no longer asked for.</param>
    public RouteUsageQuery(DateOnly from, DateOnly to) => (From, To) = (from, to);

    /// <summary>The first day (UTC).</summary>
    public DateOnly From { get; }

    /// <summary>The first day that is no longer asked for.</summary>
    public DateOnly To { get; }

    /// <summary>The tenant; null for all.</summary>
    public string? Tenant { get; init; }

    /// <summary>The public id of the gateway's key; null for all.</summary>
    public string? Key { get; init; }
}

/// <summary>What the calls of a route took on a day.</summary>
public sealed record RouteUsage
{
    /// <summary>The day (UTC) on which the calls began.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>The table's class name.</summary>
    public required string Table { get; init; }

    /// <summary>The route.</summary>
    public required string Route { get; init; }

    /// <summary>The calls.</summary>
    public long Calls { get; init; }

    /// <summary>Of <see cref="Calls"/>: those that were not served whole.</summary>
    public long Unserved { get; init; }

    /// <summary>Input tokens that the providers counted, cached ones included.</summary>
    public long InputTokens { get; init; }

    /// <summary>Of <see cref="InputTokens"/>: those read from a cache.</summary>
    public long CachedInputTokens { get; init; }

    /// <summary>Output tokens that the providers counted.</summary>
    public long OutputTokens { get; init; }

    /// <summary>What is known of the cost in USD, exact.</summary>
    public decimal CostUsd { get; init; }

    /// <summary>Calls whose cost is not known: they are in no sum, and not free.</summary>
    public long UnknownCosts { get; init; }

    /// <summary>With one more call.</summary>
    internal RouteUsage With(StoredRecord record) => this with
    {
        Calls = Calls + 1,
        Unserved = Unserved + (record.Outcome == RouteOutcome.Served ? 0 : 1),
        InputTokens = InputTokens + (record.Usage?.Input ?? 0),
        CachedInputTokens = CachedInputTokens + (record.Usage?.CachedInput ?? 0),
        OutputTokens = OutputTokens + (record.Usage?.Output ?? 0),
        CostUsd = CostUsd + (record.CostUsd ?? 0m),
        UnknownCosts = UnknownCosts + (record.CostUsd is null ? 1 : 0),
    };

    /// <summary>With those of the same day and route of others.</summary>
    internal RouteUsage With(RouteUsage other) => this with
    {
        Calls = Calls + other.Calls,
        Unserved = Unserved + other.Unserved,
        InputTokens = InputTokens + other.InputTokens,
        CachedInputTokens = CachedInputTokens + other.CachedInputTokens,
        OutputTokens = OutputTokens + other.OutputTokens,
        CostUsd = CostUsd + other.CostUsd,
        UnknownCosts = UnknownCosts + other.UnknownCosts,
    };

    /// <summary>Its members, in every culture alike.</summary>
    public override string ToString() => InvariantText.Format(nameof(RouteUsage), PrintMembers);
}
