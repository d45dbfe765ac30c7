using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Pricing;

/// <summary>Costs in columns and sentences, as a terminal and a page show them.</summary>
internal static class CostWords
{
    public static IEnumerable<(string Name, bool IsNumber)> Columns(CostReport report, string kind, bool hasMonth)
    {
        yield return (kind, false);
        yield return (kind == "route" ? "serves" : "provider", false);
        if (kind == "target")
        {
            yield return ("model", false);
        }

        yield return ("a call", true);
        yield return ("1,000 calls", true);
        if (hasMonth)
        {
            yield return ("a month", true);
        }

        yield return ("at worst", true);
        if (report.Fees is { } fees)
        {
            yield return ($"1,000 with {Wording.Percent(fees.Markup)}", true);
            if (fees.FixedUsd is { } price)
            {
                yield return ($"{Wording.Usd(price)} pays from", true);
            }
        }
    }

    public static IEnumerable<string> Cells(CostReport report, CostRow row, string kind, bool hasMonth)
    {
        yield return row.Name;
        yield return (kind == "route" ? row.Serves : row.Provider) ?? "nobody";
        if (kind == "target")
        {
            yield return row.Model ?? "";
        }

        yield return Usd(row, row.PerCall);
        yield return Usd(row, row.PerThousand);
        if (hasMonth)
        {
            yield return Usd(row, row.PerMonth);
        }

        yield return Usd(row, row.WorstPerCall);
        if (report.Fees is { } fees)
        {
            yield return Usd(row, row.PerThousand * (1m + fees.Markup));
            if (fees.FixedUsd is not null)
            {
                yield return fees.BreakEven(row.PerCall) is { } calls ? $"{Wording.Count(calls)} calls" : row.PerCall is null ? "-"
                    : "never";
            }
        }
    }

    public static string Notes(CostRow row) => string.Join("; ", row.IsCheapest ? [.. row.Notes, "cheapest"] : row.Notes);

    /// <summary>What a gateway takes of the whole, and where a fixed price breaks even.</summary>
    public static IEnumerable<string> Fees(CostReport report)
    {
        if (report.Fees is not { } fees)
        {
            yield break;
        }

        if (fees.FixedUsd is { } price && fees.Markup > 0)
        {
            yield return $"A fixed {Wording.Usd(price)} a month costs less than {Wording.Percent(fees.Markup)} "
                + $"from {Wording.Usd(price / fees.Markup)} of direct cost a month on.";
        }

        if (report.Origin.IsMonth && report.Sections.Sum(static s => s.Paid!.Usd) is var paid)
        {
            var fee = paid * fees.Markup;
            yield return $"On the {Wording.Usd(paid)} of this month, {Wording.Percent(fees.Markup)} would have been {Wording.Usd(fee)}"
                + (fees.FixedUsd is { } usd ? $": {(fee > usd ? "more" : "less")} than {Wording.Usd(usd)}." : ".");
        }
    }

    /// <summary>What nobody can serve has no cost.</summary>
    private static string Usd(CostRow row, decimal? usd) => usd is null && row is { Fits: false, PerCall: null, Notes.Count: > 0 } ? "-"
        : Wording.Usd(usd);
}
