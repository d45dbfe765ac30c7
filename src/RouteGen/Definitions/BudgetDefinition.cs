using RouteGen.Budgets;
using RouteGen.Costs;

namespace RouteGen.Definitions;

/// <summary>A compiled budget: a cap on what calls may take in a stretch of time.</summary>
public sealed class BudgetDefinition
{
    /// <summary>The key in routes.json.</summary>
    public required string Name { get; init; }

    /// <summary>By what it counts.</summary>
    public required BudgetScope Per { get; init; }

    /// <summary>The tag by whose values it counts, where <see cref="Per"/> is <see cref="BudgetScope.Tag"/>.</summary>
    public string? Tag { get; init; }

    /// <summary>What it allows unless an <see cref="IBudgetLimits"/> of the application says otherwise.</summary>
    public required BudgetLimit Limit { get; init; }

    /// <summary>The stretch of time that the limit is for.</summary>
    public required BudgetWindow Window { get; init; }

    /// <summary>What becomes of a reservation that nobody settled before it expired.</summary>
    public ExpiredReservationAction Expired { get; init; }

    /// <summary>What happens to a call for which there is no room.</summary>
    public BudgetLimitAction AtLimit { get; init; }

    /// <summary>
    /// How long a call waits where only what calls under way have reserved leaves no room; zero for not at all. Two
    /// seconds unless the table says otherwise.
    /// </summary>
    public TimeSpan WaitForRoom { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>What a call reserves before it is sent.</summary>
    public BudgetReservationBasis Reserve { get; init; }
}

/// <summary>What a budget allows. A bound that is null does not exist.</summary>
public sealed record BudgetLimit
{
    /// <summary>USD at most.</summary>
    public decimal? Usd { get; init; }

    /// <summary>Tokens of input and output at most.</summary>
    public long? Tokens { get; init; }

    /// <summary>Calls at most; where the budget counts by target or provider, requests to it.</summary>
    public long? Calls { get; init; }

    /// <summary>Its members, in every culture alike.</summary>
    public override string ToString() => InvariantText.Format(nameof(BudgetLimit), PrintMembers);
}
