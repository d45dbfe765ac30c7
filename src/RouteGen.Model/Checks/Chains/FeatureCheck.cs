using RouteGen.Model.Checks.Views;
using RouteGen.Model.Fields;
using RouteGen.Model.Json;
using RouteGen.Model.Problems;
using RouteGen.Model.Tables;

namespace RouteGen.Model.Checks.Chains;

/// <summary>RG1006: a target that lacks a feature which the route requires, for its model or for its host.</summary>
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
                var isStated = lacking.All(word => (link.Target.Entry.Lacks & Words.Features.First(f => f.Word == word).Value) != 0);
                var target = $"target '{PlainText.Escape(link.Target.Name)}'";
                var finding = TableRules.MissingFeature.At(
                    link.At,
                    PlainText.Escape(route.Name),
                    Shown.Names(lacking),
                    isStated ? target : $"model '{PlainText.Escape(link.Target.Model.Name)}' of {target}",
                    isStated ? "remove the feature from the target's 'lacks'" : "name the feature in the model's 'features'");
                findings.Add(finding, route.Owner, link.Target.Owner);
            }
        }
    }
}
