using RouteGen.Spend;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Spending;

/// <summary>What was spent, by group: the rows, what is left of them when only the first are shown, and the total.</summary>
internal sealed record SpendSummary(SpendQuery Query, IReadOnlyList<SpendRow> Rows, SpendOthers? Others, SpendTotals Total)
{
    /// <summary>What a store says.</summary>
    /// <param name="store">The store.</param>
    /// <param name="query">Range, groups and filters.</param>
    /// <param name="order">The order of the rows; null for by time, then the most expensive first.</param>
    /// <param name="top">How many rows are shown; null for all.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async Task<SpendSummary> ReadAsync(
        ISpendStore store, SpendQuery query, SpendOrder? order, int? top, CancellationToken cancellation)
    {
        var report = await store.QueryAsync(query, cancellation);
        var rows = order?.Sort(report.Rows) ?? report.Rows;
        if (top is not { } first || rows.Count <= first)
        {
            return new(query, rows, null, report.Total);
        }

        var rest = rows.Skip(first).Select(static row => row.Totals).Aggregate(static (sum, row) => sum.With(row));
        return new(
            query, [.. rows.Take(first)],
            new(rows.Count - first, rest with { Calls = await CallsAsync(store, query, rows, first, cancellation) }), report.Total);
    }

    /// <summary>A call may be in several rows, such as of two targets, and counts once.</summary>
    private static async Task<long> CallsAsync(
        ISpendStore store, SpendQuery query, IReadOnlyList<SpendRow> rows, int first, CancellationToken cancellation)
    {
        if (!query.GroupBy.Any(static key => key.Dimension is SpendDimension.Target or SpendDimension.Provider or SpendDimension.Model
            or SpendDimension.Price or SpendDimension.Tier))
        {
            return rows.Skip(first).Sum(static row => row.Totals.Calls);
        }

        HashSet<string> shown = [.. rows.Take(first).Select(static row => Text(row.Values))];
        var calls = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var line in store.ReadAsync(query, cancellation))
        {
            if (!shown.Contains(Text([.. query.GroupBy.Select(key => key.GetValue(line, query.TimeZone))])))
            {
                calls.Add(line.CallId);
            }
        }

        return calls.Count;

        static string Text(IReadOnlyList<string?> values) =>
            string.Concat(values.Select(static v => v is null ? "-" : $"{v.Length}:{v}"));
    }
}

/// <summary>The groups that are not shown, together.</summary>
internal sealed record SpendOthers(int Groups, SpendTotals Totals);

/// <summary>Writes what was spent.</summary>
internal static class SpendSummaryText
{
    private static readonly GridColumn[] Numbers =
        [.. ((string[])["calls", "attempts", "input", "output", "usd", "wasted", "unknown"]).Select(GridColumn.Numbers)];

    public static string Write(SpendSummary summary, OutputFormat format) => format switch
    {
        OutputFormat.Json => Json(summary),
        OutputFormat.Csv => Csv(summary),
        OutputFormat.Markdown => Table(summary).ToMarkdown(),
        _ => Table(summary).ToText(),
    };

    private static Grid Table(SpendSummary summary)
    {
        // Most have no free credit, and then no column of zeros for it.
        var hasCredit = summary.Total.CreditUsd != 0m;
        var grid = new Grid(
            [
                .. summary.Query.GroupBy.Select(static key => (GridColumn)key.Name), .. Numbers,
                .. hasCredit ? (GridColumn[])[GridColumn.Numbers("credit")] : [],
            ]);
        foreach (var row in summary.Rows)
        {
            Add(row.Values.Select(static value => (GridCell)value), row.Totals);
        }

        if (summary.Others is { } others)
        {
            Add(Heads(summary, $"{others.Groups} others"), others.Totals);
        }

        Add(Heads(summary, "total"), summary.Total);
        return grid;

        void Add(IEnumerable<GridCell> heads, SpendTotals totals) => grid.Add(
            [.. heads, .. Cells(totals), .. hasCredit ? (GridCell[])[GridCell.Usd(totals.CreditUsd)] : []]);
    }

    private static IEnumerable<GridCell> Heads(SpendSummary summary, string first) =>
        summary.Query.GroupBy.Select((_, i) => (GridCell)(i == 0 ? first : ""));

    private static IEnumerable<GridCell> Cells(SpendTotals totals) =>
    [
        totals.Calls, totals.Attempts, totals.Usage.Input + totals.EstimatedUsage.Input, totals.Usage.Output + totals.EstimatedUsage.Output,
        GridCell.Usd(totals.CostUsd), GridCell.Usd(totals.WastedUsd), totals.UnknownAttempts,
    ];

    /// <summary>The first column tells groups from the two sums, since a group may be called so.</summary>
    private static string Csv(SpendSummary summary)
    {
        var grid = new Grid(
            [
                "row", .. summary.Query.GroupBy.Select(static key => (GridColumn)key.Name),
                .. SpendColumns.Totals.Select(static column => GridColumn.Numbers(column.Name)),
            ]);
        foreach (var row in summary.Rows)
        {
            Add("group", row.Values, row.Totals);
        }

        string?[] nobody = [.. summary.Query.GroupBy.Select(static _ => (string?)null)];
        if (summary.Others is { } others)
        {
            Add("others", nobody, others.Totals);
        }

        Add("total", nobody, summary.Total);
        return grid.ToCsv();

        void Add(string kind, IReadOnlyList<string?> values, SpendTotals totals) => grid.Add(
            [
                kind, .. values.Select(static value => (GridCell)value),
                .. SpendColumns.Totals.Select(column => GridCell.FromNumber(column.Read(totals), null)),
            ]);
    }

    private static string Json(SpendSummary summary) => ResultOutput.Json(json =>
    {
        json.WriteStartObject();
        json.WriteString("from", SpendText.Format(summary.Query.From));
        json.WriteString("to", SpendText.Format(summary.Query.To));
        json.WriteString("timeZone", summary.Query.TimeZone.Id);
        json.WriteStartArray("groupBy");
        foreach (var key in summary.Query.GroupBy)
        {
            json.WriteStringValue(key.Name);
        }

        json.WriteEndArray();
        json.WriteStartArray("rows");
        foreach (var row in summary.Rows)
        {
            json.WriteStartObject();
            for (var i = 0; i < row.Values.Count; i++)
            {
                json.WriteString(summary.Query.GroupBy[i].Name, row.Values[i]);
            }

            SpendJson.Write(json, row.Totals);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (summary.Others is { } others)
        {
            json.WriteStartObject("others");
            json.WriteNumber("groups", others.Groups);
            SpendJson.Write(json, others.Totals);
            json.WriteEndObject();
        }

        json.WriteStartObject("total");
        SpendJson.Write(json, summary.Total);
        json.WriteEndObject();
        json.WriteEndObject();
    });
}
