using RouteGen.Model.Checks.Calendar;
using RouteGen.Model.Checks.Views;
using RouteGen.Model.Problems;
using RouteGen.Model.Reading;
using RouteGen.Model.Values;

namespace RouteGen.Model.Checks;

/// <summary>The rules on a table that depend on the day as well.</summary>
public static class CalendarChecks
{
    /// <summary>Runs the rules as of a day; of a table with blocking problems nothing is reported.</summary>
    /// <param name="reading">The table.</param>
    /// <param name="today">The day; its time counts for nothing.</param>
    public static EquatableArray<Problem> Run(TableReading reading, DateTime today)
    {
        if (reading.Problems.Count > 0)
        {
            return default;
        }

        var findings = new FindingList(reading);
        var table = new TableView(reading);
        ReviewCheck.Check(table, today.Date, findings);
        OldPriceCheck.Check(table, today.Date, findings);
        RetirementCheck.Check(table, today.Date, findings);
        FutureDayCheck.Check(table, today.Date, findings);
        CreditCheck.Check(table, today.Date, findings);
        return findings.InOrder();
    }
}
