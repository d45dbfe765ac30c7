using RouteGen.Model.Checks.Views;
using RouteGen.Model.Json;
using RouteGen.Model.Problems;

namespace RouteGen.Model.Checks.Calendar;

/// <summary>RG1017: a table whose last review is long ago.</summary>
internal static class ReviewCheck
{
    public static void Check(TableView table, DateTime today, FindingList findings)
    {
        if (Days.Parse(table.Table.Reviewed) is { } reviewed
            && (today - reviewed).TotalDays > PriceAge.LongestDays && table.Root.Find("reviewed") is { } stated)
        {
            findings.Add(TableRules.ReviewOverdue.At(stated.Value, table.Table.Reviewed!, Shown.Number(PriceAge.LongestDays)));
        }
    }
}
