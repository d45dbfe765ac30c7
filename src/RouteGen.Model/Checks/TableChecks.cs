using RouteGen.Model.Checks.Bounds;
using RouteGen.Model.Checks.Chains;
using RouteGen.Model.Checks.Entries;
using RouteGen.Model.Checks.Prices;
using RouteGen.Model.Checks.Views;
using RouteGen.Model.Problems;
using RouteGen.Model.Reading;
using RouteGen.Model.Values;

namespace RouteGen.Model.Checks;

/// <summary>Finds with one rule what is wrong in a table.</summary>
internal delegate void TableCheck(TableView table, FindingList findings);

/// <summary>
/// The rules on a table that depend on its text and on that of its shared models alone, so that an answer holds as long as the texts do.
/// </summary>
public static class TableChecks
{
    private static readonly TableCheck[] Checks =
    [
        MissingFallbackCheck.Check, DependentFallbackCheck.Check,
        DirectTargetCheck.Check, ReachabilityCheck.Check, NarrowFallbackCheck.Check, NarrowOverflowCheck.Check, FeatureCheck.Check,
        ResidencyCheck.Check, UsageCheck.Check,
        OverrideCheck.Check, AttemptsCheck.Check, TimeCheck.Check, CostCheck.Check, TokenLimitsCheck.Check, ReservationCheck.Check,
        MissingPriceCheck.Check, MissingRateCheck.Check, PlausiblePriceCheck.Check, PlainHttpCheck.Check, AliasCheck.Check,
        LackCheck.Check, CreditEndCheck.Check, TimerCheck.Check, OutputCheck.Check, TwinProviderCheck.Check,
        BaseAddressCheck.Check, LimitCheck.Check, BudgetLimitCheck.Check, ModelKindCheck.Check, UnsentOptionCheck.Check,
    ];

    /// <summary>The secrets in a table, which are told whatever else is wrong with it.</summary>
    public static EquatableArray<Problem> Secrets(TableReading reading)
    {
        var findings = new FindingList(reading);
        SecretCheck.Check(reading, findings);
        return findings.InOrder();
    }

    /// <summary>
    /// Runs the rules. Of a table with blocking problems only its secrets are reported: the rest would guess at what was meant.
    /// </summary>
    /// <returns>
    /// What they found and no entry suppresses: first in the table's file in order of place, then in those of shared models.
    /// </returns>
    public static EquatableArray<Problem> Run(TableReading reading)
    {
        var findings = new FindingList(reading);
        SecretCheck.Check(reading, findings);
        if (reading.Problems.Count == 0)
        {
            var table = new TableView(reading);
            foreach (var check in Checks)
            {
                check(table, findings);
            }

            IdleSuppressionCheck.Check(table, findings);
        }

        return findings.InOrder();
    }
}
