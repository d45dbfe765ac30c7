using System.Globalization;
using System.Text;
using RouteGen.Spend;
using RouteGen.Sqlite;

namespace RouteGen.Tool.Spending;

/// <summary>Prints or exports what a SQLite file says was spent. The file is only read.</summary>
internal static class SpendCommand
{
    public static async Task<int> RunAsync(SpendOptions options, TextWriter output)
    {
        using var store = SqliteSpendStore.OpenReadOnly(options.File);
        if (options.Output is { } path)
        {
            await using var file = File.Create(path);
            await WriteAsync(store, options, file);
            return 0;
        }

        using var text = new MemoryStream();
        await WriteAsync(store, options, text);
        await output.WriteAsync(Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length));
        return 0;
    }

    private static async Task WriteAsync(SqliteSpendStore store, SpendOptions options, Stream output)
    {
        if (options.Format == SpendFormat.Lines)
        {
            await store.ReadAsync(options.Query).WriteCsvAsync(output);
            return;
        }

        var report = await store.QueryAsync(options.Query);
        switch (options.Format)
        {
            case SpendFormat.Csv:
                await report.WriteCsvAsync(output);
                break;
            case SpendFormat.Json:
                await report.WriteJsonAsync(output);
                break;
            default:
                await output.WriteAsync(Encoding.UTF8.GetBytes(Table(report)));
                break;
        }
    }

    /// <summary>The rows and the total in columns.</summary>
    private static string Table(SpendReport report)
    {
        List<string[]> rows =
        [
            [.. report.Query.GroupBy.Select(k => k.Name), "calls", "attempts", "input", "output", "usd", "wasted", "unknown"],
            .. report.Rows.Select(r => (string[])[.. r.Values.Select(v => Printable(v ?? "-")), .. Numbers(r.Totals)]),
            [.. report.Query.GroupBy.Select((_, i) => i == 0 ? "total" : ""), .. Numbers(report.Total)],
        ];
        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(i => rows.Max(r => r[i].Length))];
        var text = new StringBuilder();
        foreach (var row in rows)
        {
            text.AppendLine(string.Join(
                "  ",
                row.Select((cell, i) => i < report.Query.GroupBy.Count ? cell.PadRight(widths[i]) : cell.PadLeft(widths[i]))).TrimEnd());
        }

        return text.ToString();
    }

    private static string[] Numbers(SpendTotals totals) =>
    [
        Text(totals.Calls), Text(totals.Attempts),
        Text(totals.Usage.Input + totals.EstimatedUsage.Input), Text(totals.Usage.Output + totals.EstimatedUsage.Output),
        Text(totals.CostUsd), Text(totals.WastedUsd), Text(totals.UnknownAttempts),
    ];

    private static string Text(decimal number) => number.ToString("0.############################", CultureInfo.InvariantCulture);

    /// <summary>An id is the application's, and may hold what moves a terminal's cursor.</summary>
    private static string Printable(string value) => string.Concat(value.Select(c => char.IsControl(c) ? '?' : c));
}
