using System.Diagnostics;
using System.Diagnostics.Metrics;
using RouteGen.Definitions;
using RouteGen.Records;

namespace RouteGen.Budgets;

/// <summary>Counts what budgets did. Whose account it was is never a tag.</summary>
internal static class BudgetMetrics
{
    public static readonly Counter<long> BudgetsExceeded = RouteMeter.Instance.CreateCounter<long>(
        "routegen.budget.exceeded", "{call}", "Calls for which a budget had no room, by what followed");

    public static readonly Counter<long> SettlementsLost = RouteMeter.Instance.CreateCounter<long>(
        "routegen.budget.settlements.lost", "{settlement}", "Settlements that never reached the budget ledger");

    public static void Count(BudgetDefinition budget, string action) =>
        BudgetsExceeded.Add(1, new TagList { { "budget", budget.Name }, { "scope", budget.Per.ToString() }, { "action", action } });
}
