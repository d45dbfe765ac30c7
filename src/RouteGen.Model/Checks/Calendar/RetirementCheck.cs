using RouteGen.Model.Checks.Views;
using RouteGen.Model.Json;
using RouteGen.Model.Problems;
using RouteGen.Model.Reading;

namespace RouteGen.Model.Checks.Calendar;

/// <summary>RG1018 and RG1019: a model in use that its provider has disabled, or is about to.</summary>
internal static class RetirementCheck
{
    private const int SoonDays = 30;

    public static void Check(TableView table, DateTime today, FindingList findings)
    {
        foreach (var model in table.Table.Models)
        {
            var owner = new Owner(EntrySection.Models, model.Name);
            if ((table.PlaceOf(owner).Value as JsonObject)?.Find("retires")?.Value is not JsonString stated
                || Days.Parse(stated.Value) is not { } retires
                || (retires - today).TotalDays > SoonDays)
            {
                continue;
            }

            var rule = retires <= today ? TableRules.RetiredModel : TableRules.RetiringModel;
            var targets = table.TargetsOf(model.Name).Select(t => t.Name).ToArray();
            findings.Add(rule.At(stated, PlainText.Escape(model.Name), stated.Value, (targets.Length > 1 ? "targets " : "target ")
                + Shown.Names(targets)), owner);
        }
    }
}
