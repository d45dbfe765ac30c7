using RouteGen.Model.Checks.Views;
using RouteGen.Model.Json;
using RouteGen.Model.Problems;
using RouteGen.Model.Reading;
using RouteGen.Model.Tables;

namespace RouteGen.Model.Checks.Calendar;

/// <summary>RG1026: prices that nobody has looked at for a quarter, once for each file that they are in.</summary>
internal static class OldPriceCheck
{
    public static void Check(TableView table, DateTime today, FindingList findings)
    {
        var old = PriceAge.Find(table.Reading)
            .Where(age => age.IsOld(today) && Counts(age, table.TargetsOf(age.Model.Name).Where(IsBilled), findings))
            .ToArray();
        foreach (var file in table.Reading.SharedFiles)
        {
            var shown = PlainText.Escape(file.Use.Value);
            Report(
                file.Use,
                [.. old.Where(age => ReferenceEquals(age.File, file))],
                $" in '{shown}'",
                file.IsPackage
                    ? $"update the package '{shown}', or state today's prices in a models file before it in 'use'"
                    : "check them, and set 'reviewed' in that file to the day of the check",
                findings);
        }

        // A table that states its last review is overdue as a whole, which RG1017 says.
        PriceAge[] own = table.Table.Reviewed is null ? [.. old.Where(age => age.File is null)] : [];
        if (own.OrderBy(age => age.Day, StringComparer.Ordinal).FirstOrDefault() is { } oldest
            && FutureDayCheck.AsOf(oldest.Place) is { } stated)
        {
            Report(stated, own, "", "check them, and set 'asOf' to the day of the check", findings);
        }
    }

    private static void Report(JsonNode at, PriceAge[] old, string where, string remedy, FindingList findings)
    {
        if (old.Length == 0)
        {
            return;
        }

        var names = Shown.Names([.. old.Select(age => age.Model.Name)]);
        var days = old.Select(age => age.Day!).OrderBy(day => day, StringComparer.Ordinal).ToArray();
        var (first, last) = (days[0], days[days.Length - 1]);
        var what = (old.Length == 1 ? $"The price of model {names}{where} is of " : $"The prices of models {names}{where} are of ")
            + (first == last ? first : $"{first} to {last}");
        findings.Add(TableRules.OldPrice.At(at, what, Shown.Number(PriceAge.LongestDays), remedy));
    }

    /// <summary>Whether anything is billed at the price, and neither the model nor all that is billed says that this is fine.</summary>
    private static bool Counts(PriceAge age, IEnumerable<TargetView> billed, FindingList findings)
    {
        // All are asked, so that each suppression counts as used.
        var isSilent = findings.Suppresses(new Owner(EntrySection.Models, age.Model.Name), TableRules.OldPrice);
        var open = billed.Count(target => !findings.Suppresses(target.Owner, TableRules.OldPrice));
        return open > 0 && !isSilent;
    }

    private static bool IsBilled(TargetView target) =>
        !target.Entry.IsProvisioned && KnownKinds.Find(target.Provider.Kind) is not { IsOwnServer: true };
}
