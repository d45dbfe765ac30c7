using System.Diagnostics;
using RouteGen.Definitions;

namespace RouteGen.Listening;

/// <summary>Counts what budgets did. Whose account it was is never a tag.</summary>
internal static class BudgetTelemetry
{
    public static void Count(BudgetDefinition budget, string action) =>
        RouteMetrics.BudgetsExceeded.Add(1, new TagList { { "budget", budget.Name }, { "scope", budget.Per.ToString() }, { "action", action } });
}
