using RouteGen.Spend;

namespace RouteGen.Tool.Spending.Closing;

/// <summary>What a month comes to: its sums, its hash, and a digest of each of its lines.</summary>
/// <param name="Hash">The hash of all lines.</param>
/// <param name="Lines">The digest of each line, by its name, in the order of the calls.</param>
/// <param name="Groups">The sums by what months are closed by.</param>
/// <param name="Total">The sum of all.</param>
internal sealed record MonthState(
    string Hash, IReadOnlyList<KeyValuePair<string, string>> Lines, IReadOnlyList<MonthGroup> Groups, SpendTotals Total)
{
    private static readonly SpendKey[][] Keys =
    [
        [SpendDimension.Table],
        [SpendDimension.Table, SpendDimension.Route],
        [SpendDimension.Table, SpendDimension.Target],
        [SpendDimension.Tenant],
        [SpendDimension.Price],
    ];

    /// <summary>What a line is called: no other has the name.</summary>
    public static string NameOf(SpendLine line) => $"{line.CallId}/{line.Attempt}";

    /// <summary>Reads it from a store.</summary>
    public static async Task<MonthState> ReadAsync(ISpendStore store, SpendQuery month, CancellationToken cancellation)
    {
        using var hash = new MonthHash();
        var lines = new List<KeyValuePair<string, string>>();

        // In one pass, so that lines that are written meanwhile are in all of it or in none.
        var sums = Keys.Select(keys => new SpendGroups(month with { GroupBy = keys })).ToArray();
        await foreach (var line in store.ReadAsync(month, cancellation))
        {
            var bytes = CanonicalLine.Write(line);
            hash.Add(bytes);
            lines.Add(new(NameOf(line), CanonicalLine.Digest(bytes)));
            foreach (var sum in sums)
            {
                sum.Add(line);
            }
        }

        SpendReport[] reports = [.. sums.Select(static sum => sum.Report())];
        return new(
            hash.End(), lines,
            [
                .. reports.SelectMany(static report => report.Rows.Select(row => new MonthGroup(
                    string.Join(',', report.Query.GroupBy.Select(static key => key.Name)), row.Values, row.Totals))),
            ],
            reports[0].Total);
    }
}

/// <summary>One sum of a month.</summary>
/// <param name="By">What it is grouped by, such as <c>table,route</c>.</param>
/// <param name="Values">Of which values; null for lines that have none.</param>
/// <param name="Totals">The sum.</param>
internal sealed record MonthGroup(string By, IReadOnlyList<string?> Values, SpendTotals Totals)
{
    /// <summary>What it is the sum of, for people and as a key.</summary>
    public string Name => $"{By} {string.Join('/', Values.Select(static v => v ?? "-"))}";
}
