using RouteGen.Model.Checks.Views;
using RouteGen.Model.Json;
using RouteGen.Model.Problems;

namespace RouteGen.Model.Checks.Chains;

/// <summary>RG1001: a chain of one target, which no outage leads away from by <c>on</c>.</summary>
internal static class MissingFallbackCheck
{
    public static void Check(TableView table, FindingList findings)
    {
        var fallbacks = new FallbackChoice(table);
        foreach (var route in table.Routes)
        {
            if (route.Links.Count == 1 && OutageWays.Enumerate(route).Any(way => way.Count == 1))
            {
                var fallback = fallbacks.For(route);
                var finding = TableRules.MissingFallback.At(
                    route.Chain,
                    PlainText.Escape(route.Name), PlainText.Escape(route.Links[0].Target.Name), FallbackChoice.AsRemedy(fallback));
                findings.Add(finding with { Suggested = fallback?.Name }, route.Owner);
            }
        }
    }
}
