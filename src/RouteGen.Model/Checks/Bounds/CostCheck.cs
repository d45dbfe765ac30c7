using RouteGen.Model.Checks.Views;
using RouteGen.Model.Json;
using RouteGen.Model.Problems;

namespace RouteGen.Model.Checks.Bounds;

/// <summary>
/// RG1012: a chain that costs more than its limit when every attempt is billed in full. What is unknown is RG1013's and RG1014's.
/// </summary>
internal static class CostCheck
{
    public static void Check(TableView table, FindingList findings)
    {
        foreach (var route in table.Routes)
        {
            if (route.Route.Limits.CostUsd is { } limit
                && route.Worst.CostUsd is { } worst && worst > limit && route.Find("limits", "costUsd") is { } stated)
            {
                var finding = TableRules.WorstCaseCost.At(
                    stated.Value,
                    PlainText.Escape(route.Name), Shown.Usd(worst), Shown.Counted(route.Worst.Attempts, "attempt"), Shown.Usd(limit));
                findings.Add(finding, route.Owner);
            }
        }
    }
}
