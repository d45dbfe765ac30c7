using RouteGen.Model.Checks.Calendar;
using RouteGen.Model.Checks.Views;
using RouteGen.Model.Fields;
using RouteGen.Model.Json;
using RouteGen.Model.Problems;
using RouteGen.Model.Reading;

namespace RouteGen.Model.Checks.Entries;

/// <summary>RG1022: a suppression of a finding that is not there. It runs last, when it is known which were used.</summary>
/// <remarks>
/// Rules on C# and on tests (RG2xxx, RG3xxx) are not judged here, nor are shared models, which other tables suppress findings with.
/// </remarks>
internal static class IdleSuppressionCheck
{
    private static readonly HashSet<string> OfTheCalendar =
        new(StringComparer.Ordinal)
        {
            TableRules.RetiredModel.Id, TableRules.RetiringModel.Id, TableRules.LapsedCredit.Id, TableRules.OldPrice.Id,
            TableRules.FutureDay.Id,
        };

    public static void Check(TableView table, FindingList findings)
    {
        var dated = new Lazy<HashSet<string>>(() => new(
            PriceAge.Find(table.Reading).Where(static age => age.Day is not null).Select(static age => age.Model.Name),
                StringComparer.Ordinal));
        foreach (var suppression in table.Reading.Suppressions)
        {
            if (suppression.RuleId.StartsWith("RG1", StringComparison.Ordinal)
                && suppression.RuleId != TableRules.IdleSuppression.Id
                && !findings.HasUsed(suppression)
                && WhyIdle(table, suppression, dated) is { } why)
            {
                findings.Add(
                    TableRules.IdleSuppression.At(suppression.Property.Key, suppression.RuleId, why),
                    new Owner(suppression.Section, suppression.Entry));
            }
        }
    }

    private static string? WhyIdle(TableView table, Suppression suppression, Lazy<HashSet<string>> dated)
    {
        if (!ReferenceEquals(suppression.Property.Key.Source, table.Reading.Tree.Source))
        {
            return null;
        }

        if (OfTheCalendar.Contains(suppression.RuleId))
        {
            // It comes into use on a day, so it is idle only where no day can come.
            var place = table.PlaceOf(new Owner(suppression.Section, suppression.Entry));
            if (suppression.RuleId == TableRules.OldPrice.Id)
            {
                return WhyNeverOld(table, suppression, dated);
            }

            if (suppression.RuleId == TableRules.FutureDay.Id)
            {
                return FutureDayCheck.AsOf(place) is null ? "the entry states no day of a price" : null;
            }

            return suppression.RuleId == TableRules.LapsedCredit.Id
                ? CreditCheck.Until(place) is null ? "the entry has no credit that lapses" : null
                : (place.Value as JsonObject)?.Find("retires") is null ? "the entry never retires" : null;
        }

        return TableRules.All.Any(rule => rule.Id == suppression.RuleId) ? "there is no such finding" : "there is no such rule";
    }

    private static string? WhyNeverOld(TableView table, Suppression suppression, Lazy<HashSet<string>> dated)
    {
        var model = suppression.Section switch
        {
            EntrySection.Models => suppression.Entry,
            EntrySection.Targets => table.Target(suppression.Entry).Model.Name,
            _ => null,
        };
        return model is null ? "only models and targets have prices"
            : dated.Value.Contains(model) ? null
            : "nobody says of which day the price is";
    }
}
