using System.Text;
using RouteGen.Spend;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Spending.Closing;

/// <summary>Says whether a store still says what a month was closed with, and what changed.</summary>
internal static class VerifyCommand
{
    private const int Shown = 20;

    /// <summary>Reads the closing, and with it the store where the command line names none.</summary>
    public static async Task<(ClosingFile Closing, string Store)> OpenAsync(
        ToolHost host, string path, string? store, CancellationToken cancellation)
    {
        if (!File.Exists(host.FullPath(path)))
        {
            throw new UsageException($"There is no file '{path}'. Name the closing that routegen spend FILE --close 2026-11 wrote.");
        }

        var closing = ClosingFile.Read(path, await File.ReadAllTextAsync(host.FullPath(path), cancellation));
        return (closing, store ?? Path.GetFullPath(closing.Store, Path.GetDirectoryName(host.FullPath(path))!));
    }

    public static async Task<int> RunAsync(
        ToolHost host, ISpendStore store, ClosingFile closing, OutputFormat format, string? output, CancellationToken cancellation)
    {
        var month = TimeRange.OfMonth(closing.Month, TimeRange.ZoneOf(closing.TimeZone));
        var query = new SpendQuery(month.From, month.To) { TimeZone = month.Zone };
        var state = await MonthState.ReadAsync(store, query, cancellation);
        var changes = state.Hash == closing.Hash ? [] : await ChangesAsync(store, query, closing, state, cancellation);
        var sums = Sums(closing.Groups, ClosingFile.SumsOf(state));
        await ResultOutput.WriteAsync(
            host, output, format == OutputFormat.Json ? Json(closing, state, changes, sums) : Text(closing, state, changes, sums),
            cancellation);
        return changes.Count == 0 && sums.Count == 0 && state.Hash == closing.Hash ? ExitCode.Ok : ExitCode.Findings;
    }

    private static async Task<List<LineChange>> ChangesAsync(
        ISpendStore store, SpendQuery query, ClosingFile closing, MonthState state, CancellationToken cancellation)
    {
        var now = state.Lines.ToDictionary(static line => line.Key, static line => line.Value, StringComparer.Ordinal);
        var changes = new List<LineChange>();
        await foreach (var line in store.ReadAsync(query, cancellation))
        {
            var name = MonthState.NameOf(line);
            if (!closing.Lines.TryGetValue(name, out var before))
            {
                changes.Add(new("added", name, line));
            }
            else if (before != now.GetValueOrDefault(name))
            {
                changes.Add(new("changed", name, line));
            }
        }

        changes.AddRange(closing.Lines.Keys.Where(name => !now.ContainsKey(name)).Order(StringComparer.Ordinal)
            .Select(static name => new LineChange("removed", name, null)));
        return changes;
    }

    private static List<SumChange> Sums(IReadOnlyDictionary<string, ClosedSum> before, IReadOnlyDictionary<string, ClosedSum> now) =>
    [
        .. before.Keys.Union(now.Keys).Order(StringComparer.Ordinal)
            .Select(name => new SumChange(name, before.GetValueOrDefault(name), now.GetValueOrDefault(name)))
            .Where(static change => change.Before != change.Now),
    ];

    private static string Text(ClosingFile closing, MonthState state, List<LineChange> changes, List<SumChange> sums)
    {
        var text = new StringBuilder();
        if (changes.Count == 0 && sums.Count == 0 && state.Hash == closing.Hash)
        {
            return $"{closing.Month} is as it was closed: {state.Lines.Count} lines, {SpendText.Format(state.Total.CostUsd)} USD,"
                + $" {state.Hash}\n";
        }

        text.Append($"{closing.Month} is no longer as it was closed on {SpendText.Format(closing.ClosedAt)}: ")
            .Append($"{Count(changes, "added")} lines added late, {Count(changes, "removed")} removed, {Count(changes, "changed")} "
                + $"changed\n");
        if (changes.Count == 0)
        {
            text.Append("Its lines are the same, so the closing itself was edited.\n");
        }

        var lines = new Grid("what", "call", GridColumn.Numbers("attempt"), "began", "tenant", "route", "target",
            GridColumn.Numbers("usd now"));
        foreach (var change in changes.Take(Shown))
        {
            var slash = change.Name.LastIndexOf('/');
            lines.Add(
                change.What, change.Name[..slash], (GridCell)change.Name[(slash + 1)..],
                change.Line is { } line ? SpendText.Format(line.StartedAt) : null, change.Line?.Caller.Tenant, change.Line?.Route,
                change.Line?.Target, GridCell.Usd(change.Line?.CostUsd));
        }

        if (changes.Count > 0)
        {
            text.Append('\n').Append(lines.ToText());
        }

        if (changes.Count > Shown)
        {
            text.Append($"… and {changes.Count - Shown} more; all of them: --format json\n");
        }

        if (sums.Count > 0)
        {
            var grid = new Grid("sum", GridColumn.Numbers("calls"), GridColumn.Numbers("now"), GridColumn.Numbers("usd"),
                GridColumn.Numbers("now"), GridColumn.Numbers("difference"));
            foreach (var sum in sums)
            {
                grid.Add(
                    sum.Name, sum.Before.Calls, sum.Now.Calls, GridCell.Usd(sum.Before.Usd), GridCell.Usd(sum.Now.Usd),
                    GridCell.Usd(sum.Now.Usd - sum.Before.Usd));
            }

            text.Append('\n').Append(grid.ToText());
        }

        return text.ToString();
    }

    private static int Count(List<LineChange> changes, string what) => changes.Count(change => change.What == what);

    private static string Json(ClosingFile closing, MonthState state, List<LineChange> changes, List<SumChange> sums) =>
        ResultOutput.Json(json =>
        {
            json.WriteStartObject();
            json.WriteString("month", closing.Month);
            json.WriteBoolean("isSame", changes.Count == 0 && sums.Count == 0 && state.Hash == closing.Hash);
            json.WriteString("hash", closing.Hash);
            json.WriteString("hashNow", state.Hash);
            json.WriteStartArray("lines");
            foreach (var change in changes)
            {
                json.WriteStartObject();
                json.WriteString("what", change.What);
                json.WriteString("line", change.Name);
                if (change.Line is { } line)
                {
                    json.WritePropertyName("now");
                    SpendJson.Write(json, line);
                }

                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("sums");
            foreach (var sum in sums)
            {
                json.WriteStartObject();
                json.WriteString("sum", sum.Name);
                json.WriteNumber("calls", sum.Before.Calls);
                json.WriteNumber("callsNow", sum.Now.Calls);
                json.WriteExact("usd", sum.Before.Usd);
                json.WriteExact("usdNow", sum.Now.Usd);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });

    private sealed record LineChange(string What, string Name, SpendLine? Line);

    private sealed record SumChange(string Name, ClosedSum Before, ClosedSum Now);
}
