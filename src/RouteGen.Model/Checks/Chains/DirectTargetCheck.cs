using RouteGen.Model.Checks.Views;
using RouteGen.Model.Json;
using RouteGen.Model.Problems;

namespace RouteGen.Model.Checks.Chains;

/// <summary>
/// RG1003: a chain whose targets, those that <c>on</c> leads to in an outage included, all are behind gateways. A chain of one is RG1001's.
/// </summary>
internal static class DirectTargetCheck
{
    public static void Check(TableView table, FindingList findings)
    {
        var fallbacks = new FallbackChoice(table);
        foreach (var route in table.Routes)
        {
            var asked = OutageWays.All(route);
            if (asked.Count < 2 || !asked.All(link => link.Target.Provider.IsGateway))
            {
                continue;
            }

            var gateways = asked.Select(link => link.Target.Provider.Name).Distinct().ToArray();
            var direct = fallbacks.For(route, directOnly: true);
            var finding = TableRules.NoDirectTarget.At(
                route.Chain, PlainText.Escape(route.Name), Shown.Names(gateways), FallbackChoice.AsRemedy(direct));
            findings.Add(finding with { Suggested = direct?.Name }, route.Owner);
        }
    }
}
