using RouteGen.Model.Checks.Views;
using RouteGen.Model.Json;
using RouteGen.Model.Problems;

namespace RouteGen.Model.Checks.Chains;

/// <summary>RG1043: a route of which every target is skipped when free credits are used up.</summary>
internal static class CreditEndCheck
{
    public static void Check(TableView table, FindingList findings)
    {
        foreach (var route in table.Routes)
        {
            if (route.Reach.All(link => link.Target.Provider.Credits is { Then: CreditEndAction.Skip }))
            {
                var providers = route.Reach.Select(link => link.Target.Provider.Name).Distinct(StringComparer.Ordinal).ToArray();
                findings.Add(TableRules.EndsWithCredit.At(
                    route.Find("chain")!.Key, PlainText.Escape(route.Name),
                    (providers.Length > 1 ? "providers " : "provider ") + Shown.Names(providers)), route.Owner);
            }
        }
    }
}
