namespace RouteGen.Model.Tables;

/// <summary>A cap on what calls may take in a stretch of time.</summary>
public sealed record BudgetEntry
{
    /// <summary>The key in the file.</summary>
    public required string Name { get; init; }

    /// <summary>The C# identifier made of <see cref="Name"/>.</summary>
    public required string Identifier { get; init; }

    /// <summary>One sentence on the budget, for hover documentation.</summary>
    public string? About { get; init; }

    /// <summary>By what it counts.</summary>
    public BudgetScope Per { get; init; }

    /// <summary>The tag by whose values it counts, where <see cref="Per"/> is <see cref="BudgetScope.Tag"/>.</summary>
    public string? Tag { get; init; }

    /// <summary>USD at most; null means no bound.</summary>
    public decimal? LimitUsd { get; init; }

    /// <summary>Tokens of input and output at most; null means no bound.</summary>
    public long? LimitTokens { get; init; }

    /// <summary>Calls at most, or requests where it counts by target or provider; null means no bound.</summary>
    public long? LimitCalls { get; init; }

    /// <summary>The stretch of time that the limits are for.</summary>
    public BudgetPeriod Period { get; init; }

    /// <summary>How long it is, where <see cref="Period"/> is <see cref="BudgetPeriod.Sliding"/>; else zero.</summary>
    public TimeSpan Sliding { get; init; }

    /// <summary>What becomes of a reservation that nobody settled.</summary>
    public ExpiredReservationAction Expired { get; init; }

    /// <summary>What happens to a call for which there is no room.</summary>
    public BudgetLimitAction AtLimit { get; init; }

    /// <summary>How long a call waits where only what calls under way have reserved leaves no room; zero for not at all.</summary>
    public TimeSpan WaitForRoom { get; init; } = DefaultWaitForRoom;

    /// <summary>What a call reserves before it is sent.</summary>
    public BudgetReservationBasis Reserve { get; init; }

    /// <summary>What <see cref="WaitForRoom"/> is where the table does not say.</summary>
    public static TimeSpan DefaultWaitForRoom { get; } = TimeSpan.FromSeconds(2);
}
