using System.Globalization;
using RouteGen.Budgets;

namespace RouteGen;

/// <summary>
/// A call for which a budget has no room. Nothing was sent, unless an earlier attempt of the same call had used up what was left.
/// </summary>
public sealed class BudgetExceededException : RouteException
{
    /// <summary>Makes the exception for a finished call.</summary>
    public BudgetExceededException(RouteRecord record, string budget, BudgetScope scope, BudgetUnit unit, DateTimeOffset? resetsAt)
        : base(record, Explain(budget, scope, unit, resetsAt))
    {
        Budget = budget;
        Scope = scope;
        Unit = unit;
        ResetsAt = resetsAt;
    }

    /// <summary>The budget's name.</summary>
    public string Budget { get; }

    /// <summary>By what it counts. The record alone says whose account it is.</summary>
    public BudgetScope Scope { get; }

    /// <summary>What is used up.</summary>
    public BudgetUnit Unit { get; }

    /// <summary>When there is room again for this call; null when there never will be, or as soon as calls under way have ended.</summary>
    public DateTimeOffset? ResetsAt { get; }

    private static string Explain(string budget, BudgetScope scope, BudgetUnit unit, DateTimeOffset? resetsAt)
    {
        var what = unit switch { BudgetUnit.Usd => "USD", BudgetUnit.Tokens => "tokens", _ => "calls" };
        var when = resetsAt is { } at
            ? "room again at " + at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)
            : "when it would fit is not known";
        return $"Budget '{budget}' (per {scope.ToString().ToLowerInvariant()}) has too little left in {what}; {when}.";
    }
}
