using RouteGen.Model.Checks.Views;
using RouteGen.Model.Fields;
using RouteGen.Model.Json;
using RouteGen.Model.Problems;
using RouteGen.Model.Tables;

namespace RouteGen.Model.Checks.Chains;

/// <summary>RG1006: a target whose model lacks a feature that the route requires.</summary>
internal static class FeatureCheck
{
    public static void Check(TableView table, FindingList findings)
    {
        foreach (var route in table.Routes)
        {
            foreach (var link in route.Reach)
            {
                if (link.Target.Has(route.Route.Requires))
                {
                    continue;
                }

                var lacking = Words.Features.Where(
                    f => (route.Route.Requires & f.Value) != 0 && !link.Target.Has(f.Value)).Select(f => f.Word).ToArray();
                var finding = TableRules.MissingFeature.At(
                    link.At, PlainText.Escape(route.Name),
                    Shown.Names(lacking), PlainText.Escape(link.Target.Model.Name), PlainText.Escape(link.Target.Name));
                findings.Add(finding, route.Owner, link.Target.Owner);
            }
        }
    }
}
