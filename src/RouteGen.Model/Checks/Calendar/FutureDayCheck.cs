using RouteGen.Model.Checks.Views;
using RouteGen.Model.Json;
using RouteGen.Model.Problems;
using RouteGen.Model.Reading;

namespace RouteGen.Model.Checks.Calendar;

/// <summary>RG1035: a review, or the day of a price, that is still to come, so that its age is not noticed for as long.</summary>
/// <remarks>A package may well be newer than the day as of which somebody builds an old commit, and is not theirs to correct.</remarks>
internal static class FutureDayCheck
{
    /// <summary>The day of the build is the first of its month by default, so what is later by less may have been written today.</summary>
    private const int NearDays = 31;

    public static void Check(TableView table, DateTime today, FindingList findings)
    {
        Report(table.Root.Find("reviewed")?.Value, "'reviewed'", today, findings);
        foreach (var file in table.Reading.SharedFiles.Where(static file => !file.IsPackage))
        {
            Report((file.Tree.Root as JsonObject)?.Find("reviewed")?.Value, "'reviewed'", today, findings);
        }

        foreach (var age in PriceAge.Find(table.Reading).Where(static age => age.File is not { IsPackage: true }))
        {
            Report(
                AsOf(age.Place), $"'asOf' of model '{PlainText.Escape(age.Model.Name)}'", today, findings,
                new Owner(EntrySection.Models, age.Model.Name));
        }
    }

    /// <summary>Where a model states the day of its price; null where it states none.</summary>
    public static JsonNode? AsOf(JsonProperty model) =>
        ((model.Value as JsonObject)?.Find("usdPerMTok")?.Value as JsonObject)?.Find("asOf")?.Value;

    private static void Report(JsonNode? node, string what, DateTime today, FindingList findings, params Owner[] owners)
    {
        if (node is JsonString stated && Days.Parse(stated.Value) is { } day && (day - today).TotalDays > NearDays)
        {
            findings.Add(TableRules.FutureDay.At(stated, what, stated.Value, Shown.Number(PriceAge.LongestDays)), owners);
        }
    }
}
