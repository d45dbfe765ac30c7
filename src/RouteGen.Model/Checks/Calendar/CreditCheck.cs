using RouteGen.Model.Checks.Views;
using RouteGen.Model.Json;
using RouteGen.Model.Problems;
using RouteGen.Model.Reading;

namespace RouteGen.Model.Checks.Calendar;

/// <summary>RG1042: free credit whose last day has passed.</summary>
internal static class CreditCheck
{
    public static void Check(TableView table, DateTime today, FindingList findings)
    {
        foreach (var provider in table.Table.Providers)
        {
            var owner = new Owner(EntrySection.Providers, provider.Name);
            var targets = table.TargetsAt(provider.Name).Select(t => t.Name).ToArray();
            if (targets.Length == 0 || provider.Credits is not { } credits || !(Days.Parse(credits.Until) < today)
                || Until(table.PlaceOf(owner)) is not { } stated)
            {
                continue;
            }

            var what = (targets.Length > 1 ? "targets " : "target ") + Shown.Names(targets) + (credits.Then, targets.Length > 1) switch
            {
                (CreditEndAction.Skip, true) => " are skipped",
                (CreditEndAction.Skip, false) => " is skipped",
                (_, true) => " cost money",
                _ => " costs money",
            };
            findings.Add(TableRules.LapsedCredit.At(stated, PlainText.Escape(provider.Name), credits.Until!, what), owner);
        }
    }

    /// <summary>Where an entry states the last day of its credit; null where it states none.</summary>
    public static JsonNode? Until(JsonProperty entry) =>
        ((entry.Value as JsonObject)?.Find("credits")?.Value as JsonObject)?.Find("until")?.Value;
}
