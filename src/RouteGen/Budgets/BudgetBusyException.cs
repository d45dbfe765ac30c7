using System.Globalization;
using RouteGen.Budgets;
using RouteGen.Wire;

namespace RouteGen;

/// <summary>
/// A call for which a budget had no room, and only because calls under way had reserved it: nothing is used up. It waited as long
/// as the budget's <c>waitForRoom</c> says.
/// Nothing was sent, unless an earlier attempt of the same call was.
/// </summary>
public sealed class BudgetBusyException : RouteException
{
    /// <summary>Makes the exception for a finished call.</summary>
    public BudgetBusyException(RouteRecord record, string budget, BudgetScope scope, BudgetUnit unit, TimeSpan retryAfter)
        : base(record, Explain(budget, scope, unit, retryAfter))
    {
        Budget = budget;
        Scope = scope;
        Unit = unit;
        RetryAfter = retryAfter;
    }

    /// <summary>The budget's name.</summary>
    public string Budget { get; }

    /// <summary>By what it counts. The record alone says whose account it is.</summary>
    public BudgetScope Scope { get; }

    /// <summary>What is reserved.</summary>
    public BudgetUnit Unit { get; }

    /// <summary>After how long it is worthwhile to try again. There is room as soon as calls under way have ended.</summary>
    public TimeSpan RetryAfter { get; }

    private static string Explain(string budget, BudgetScope scope, BudgetUnit unit, TimeSpan retryAfter)
    {
        var what = unit switch { BudgetUnit.Usd => "USD", BudgetUnit.Tokens => "tokens", _ => "calls" };
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Calls under way have reserved what is left in {what} of budget '{budget}' (per {scope.ToString().ToLowerInvariant()}); try " +
            $"again in {Math.Ceiling(retryAfter.TotalSeconds)} s.");
    }
}
