using RouteGen.Model.Checks.Views;
using RouteGen.Model.Json;
using RouteGen.Model.Problems;

namespace RouteGen.Model.Checks.Bounds;

/// <summary>RG1011: attempts at earlier targets that can take more than the whole call may, so that a later target never runs.</summary>
/// <remarks>
/// The worst case is that of attempts which fail just before their timeout, retries included. Waits between them are not counted: they are
/// short beside it, and a chain of two with all defaults (2 × 30 s before the fallback, 60 s in all) is not to be called wrong for 400 ms.
/// </remarks>
internal static class TimeCheck
{
    public static void Check(TableView table, FindingList findings)
    {
        foreach (var route in table.Routes)
        {
            var total = route.Route.Timeouts.Total;
            var attempts = route.Route.Limits.Attempts;
            var before = TimeSpan.Zero;
            for (var i = 0; i + 1 < route.Links.Count; i++)
            {
                var here = Math.Min(attempts, 1 + route.Route.Retry.MaxRetries);
                attempts -= here;
                before += TimeSpan.FromTicks(route.Route.Timeouts.Attempt.Ticks * here);
                if (attempts > 0 && before > total)
                {
                    Report(route, route.Links[i + 1], before, findings);
                    break;
                }
            }
        }
    }

    private static void Report(RouteView route, ChainLink starved, TimeSpan before, FindingList findings)
    {
        var at = (route.Find("timeouts", "total") ?? route.Find("timeouts", "attempt"))?.Value ?? starved.At;
        var finding = TableRules.WorstCaseTime.At(
            at, PlainText.Escape(route.Name),
            Shown.Duration(route.Route.Timeouts.Total), PlainText.Escape(starved.Target.Name), Shown.Duration(before));
        findings.Add(finding, route.Owner);
    }
}
