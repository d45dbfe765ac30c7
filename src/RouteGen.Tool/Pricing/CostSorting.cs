namespace RouteGen.Tool.Pricing;

/// <summary>Sorts the rows of a report and marks the cheapest target: of routes none, for each does something else.</summary>
internal static class CostSorting
{
    public static CostReport Sort(CostReport report, string by) => report with
    {
        Sections = [.. report.Sections.Select(s => s with { Targets = Sort(Mark(s.Targets), by), Routes = Sort(s.Routes, by) })],
    };

    /// <summary>
    /// What vectors cost says nothing of what answers cost, so each kind has its cheapest; one that has no other is none.
    /// </summary>
    private static IReadOnlyList<CostRow> Mark(IReadOnlyList<CostRow> rows)
    {
        var least = new Dictionary<bool, decimal>();
        foreach (var kind in rows.Where(static r => r.Fits && r.PerCall is not null).GroupBy(static r => r.IsVectors).Where(static g =>
            g.Count() > 1))
        {
            least[kind.Key] = kind.Min(static r => (decimal)r.PerCall!);
        }

        return [.. rows.Select(r => r with { IsCheapest = r.Fits && least.TryGetValue(r.IsVectors, out var usd) && r.PerCall == usd })];
    }

    private static IReadOnlyList<CostRow> Sort(IReadOnlyList<CostRow> rows, string by) => by switch
    {
        "name" => [.. rows.OrderBy(static r => r.Name, StringComparer.Ordinal)],
        "worst" => [.. rows.OrderBy(static r => !r.Fits).ThenBy(static r => r.WorstPerCall ?? decimal.MaxValue)],
        "table" => rows,
        _ => [.. rows.OrderBy(static r => !r.Fits).ThenBy(static r => r.PerCall ?? decimal.MaxValue)],
    };
}
