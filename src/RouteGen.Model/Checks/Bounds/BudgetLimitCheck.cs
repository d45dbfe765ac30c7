using RouteGen.Model.Checks.Views;
using RouteGen.Model.Json;
using RouteGen.Model.Problems;
using RouteGen.Model.Reading;
using RouteGen.Model.Tables;

namespace RouteGen.Model.Checks.Bounds;

/// <summary>
/// RG1034 of budgets: one that allows more in a part of a period than another allows the same callers in all of it, and a wait for room
/// that outlasts every call.
/// </summary>
internal static class BudgetLimitCheck
{
    /// <summary>A route that is charged to more has been generated, and its budgets are not compared with each other.</summary>
    private const int MostCompared = 32;

    public static void Check(TableView table, FindingList findings)
    {
        foreach (var budget in table.Table.Budgets)
        {
            var owner = new Owner(EntrySection.Budgets, budget.Name);
            var routes = table.RoutesChargedTo(budget.Name).ToArray();
            if (routes.Length > 0 && table.PlaceOf(owner).Value is JsonObject node)
            {
                CheckNested(budget, routes, node, owner, findings);
                CheckWait(budget, routes, node, owner, findings);
            }
        }
    }

    private static void CheckNested(BudgetEntry budget, RouteView[] routes, JsonObject node, Owner owner, FindingList findings)
    {
        if (routes[0].Budgets.Count <= MostCompared
            && routes[0].Budgets.FirstOrDefault(other => Covers(other, budget) && routes.All(route => route.Budgets.Contains(other)))
                is { } wider)
        {
            var units = Limits(budget, wider).Where(static limit => limit.Own is not null).ToArray();
            var first = units[0];
            findings.Add(
                TableRules.LimitAtOdds.At(
                    ((JsonObject)node.Find("limit")!.Value).Find(first.Unit)!.Value,
                    $"{first.Unit} of budget '{PlainText.Escape(budget.Name)}'", Shown.Usd(first.Own!.Value),
                    $"budget '{PlainText.Escape(wider.Name)}' allows the same callers {Shown.Usd(first.Other!.Value)} in a longer " +
                        "period, so it never counts",
                    "correct the one that is wrong, or remove the budget"),
                owner, new Owner(EntrySection.Budgets, wider.Name));
        }
    }

    /// <summary>Whether what a budget allows is used up by another one first, whatever is called.</summary>
    private static bool Covers(BudgetEntry wider, BudgetEntry budget) =>
        wider.Name != budget.Name && wider.Per == budget.Per && wider.Tag == budget.Tag && wider.Reserve == budget.Reserve
        && wider.AtLimit == BudgetLimitAction.Reject && IsWithin(budget, wider)
        && Limits(budget, wider).All(static limit => limit.Own is null || limit.Own > limit.Other);

    /// <summary>Whether each period of the one lies in one of the other: a week can lie in two months.</summary>
    private static bool IsWithin(BudgetEntry budget, BudgetEntry wider) => (budget.Period, wider.Period) switch
    {
        (BudgetPeriod.Hour, BudgetPeriod.Day or BudgetPeriod.Week or BudgetPeriod.Month) => true,
        (BudgetPeriod.Day, BudgetPeriod.Week or BudgetPeriod.Month) => true,
        (BudgetPeriod.Sliding, BudgetPeriod.Sliding) => budget.Sliding < wider.Sliding,
        _ => false,
    };

    private static IEnumerable<(string Unit, decimal? Own, decimal? Other)> Limits(BudgetEntry budget, BudgetEntry wider) =>
    [
        ("usd", budget.LimitUsd, wider.LimitUsd), ("tokens", budget.LimitTokens, wider.LimitTokens),
        ("calls", budget.LimitCalls, wider.LimitCalls),
    ];

    private static void CheckWait(BudgetEntry budget, RouteView[] routes, JsonObject node, Owner owner, FindingList findings)
    {
        var longest = routes.OrderByDescending(static route => route.Route.Timeouts.Total).First();
        var total = longest.Route.Timeouts.Total;
        if (budget.WaitForRoom > total && node.Find("waitForRoom")?.Value is JsonString stated)
        {
            findings.Add(
                TableRules.LimitAtOdds.At(
                    stated, $"waitForRoom of budget '{PlainText.Escape(budget.Name)}'", stated.Value,
                    $"timeouts.total of route '{PlainText.Escape(longest.Name)}' is {Shown.Duration(total)}, which ends its calls first",
                    $"lower it to {Shown.Duration(total)}, or raise timeouts.total"),
                owner, longest.Owner);
        }
    }
}
