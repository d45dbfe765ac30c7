using RouteGen.Model.Checks.Views;
using RouteGen.Model.Json;
using RouteGen.Model.Problems;
using RouteGen.Model.Reading;

namespace RouteGen.Model.Checks.Entries;

/// <summary>RG1009: a model of the table that hides one of a shared file.</summary>
internal static class OverrideCheck
{
    public static void Check(TableView table, FindingList findings)
    {
        var told = new HashSet<string>(StringComparer.Ordinal);
        foreach (var hidden in table.Reading.Overridden)
        {
            if (told.Add(hidden.Name))
            {
                var owner = new Owner(EntrySection.Models, hidden.Name);
                var file = LexicalPath.FileName(hidden.Property.Key.Source.Path);
                findings.Add(
                    TableRules.OverriddenModel.At(table.PlaceOf(owner).Key, PlainText.Escape(hidden.Name), PlainText.Escape(file)), owner);
            }
        }
    }
}
