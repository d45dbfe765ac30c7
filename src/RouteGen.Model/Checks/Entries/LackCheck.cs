using RouteGen.Model.Checks.Views;
using RouteGen.Model.Fields;
using RouteGen.Model.Json;
using RouteGen.Model.Problems;

namespace RouteGen.Model.Checks.Entries;

/// <summary>RG1027: a target that is said to lack what its model, by its features, does not have.</summary>
internal static class LackCheck
{
    public static void Check(TableView table, FindingList findings)
    {
        foreach (var target in table.Targets.Where(target => target.Entry.Lacks != ModelFeatures.None))
        {
            // Where the model states no features, none is ruled out but by the target.
            if (target.Model.Features is not { } features
                || (table.PlaceOf(target.Owner).Value as JsonObject)?.Find("lacks")?.Value is not JsonArray list)
            {
                continue;
            }

            foreach (var item in list.Items.OfType<JsonString>())
            {
                if (Words.Features.Any(feature => feature.Word == item.Value && (features & feature.Value) == 0))
                {
                    findings.Add(
                        TableRules.IdleLack.At(
                            item, PlainText.Escape(target.Name), item.Value, PlainText.Escape(target.Model.Name),
                            "remove it, or correct the model's 'features'"),
                        target.Owner);
                }
            }
        }
    }
}
