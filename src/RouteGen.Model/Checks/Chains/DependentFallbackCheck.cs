using RouteGen.Model.Checks.Views;
using RouteGen.Model.Json;
using RouteGen.Model.Problems;

namespace RouteGen.Model.Checks.Chains;

/// <summary>
/// RG1002: a chain whose targets, those that <c>on</c> leads to in an outage included, all depend on one provider,
/// or on providers that stand at one address.
/// </summary>
internal static class DependentFallbackCheck
{
    public static void Check(TableView table, FindingList findings)
    {
        var fallbacks = new FallbackChoice(table);
        foreach (var route in table.Routes)
        {
            var asked = OutageWays.All(route);
            if (asked.Count < 2 || asked.Any(link => link.Target.FailureDomain != asked[0].Target.FailureDomain))
            {
                continue;
            }

            var providers = asked.Select(link => link.Target.Provider.Name).Distinct().ToArray();
            var what = providers.Length == 1
                ? "provider " + Shown.Names(providers)
                : $"providers {Shown.Names(providers)}, which are at one address";
            var fallback = fallbacks.For(route);
            var finding = TableRules.DependentFallback.At(
                route.Chain, PlainText.Escape(route.Name), what, FallbackChoice.AsRemedy(fallback));
            findings.Add(finding with { Suggested = fallback?.Name }, route.Owner);
        }
    }
}
