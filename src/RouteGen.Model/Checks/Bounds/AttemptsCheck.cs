using RouteGen.Model.Checks.Chains;
using RouteGen.Model.Checks.Views;
using RouteGen.Model.Json;
using RouteGen.Model.Problems;
using RouteGen.Model.Tables;

namespace RouteGen.Model.Checks.Bounds;

/// <summary>
/// RG1010: a chain that can need more attempts than its limit, so that its last targets starve. A
/// target that starves altogether is RG1004's.
/// </summary>
internal static class AttemptsCheck
{
    public static void Check(TableView table, FindingList findings)
    {
        foreach (var route in table.Routes)
        {
            var perTarget = 1 + route.Route.Retry.MaxRetries;
            var needed = route.Reach.Count * perTarget;
            var allowed = route.Route.Limits.Attempts;
            if (allowed >= needed
                || ReachabilityCheck.IsBeyondAttempts(route, route.Links.Count - 1) || route.Find("limits", "attempts") is not { } stated)
            {
                continue;
            }

            var starved = allowed / perTarget;
            var gets = allowed % perTarget;
            var share = gets == 0 ? "none when all before it fail" : $"only {Shown.Number(gets)} of its {Shown.Number(perTarget)}";
            var finding = TableRules.WorstCaseAttempts.At(
                stated.Value,
                PlainText.Escape(route.Name),
                Shown.Number(needed),
                Shown.Counted(route.Reach.Count, "target"),
                route.Route.Retry.MaxRetries == 1 ? "1 retry" : Shown.Number(route.Route.Retry.MaxRetries) + " retries",
                Shown.Number(allowed),
                PlainText.Escape(route.Reach[starved].Target.Name),
                share);
            findings.Add(finding, route.Owner);
        }
    }
}
