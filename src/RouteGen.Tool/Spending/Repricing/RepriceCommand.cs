using System.Text;
using RouteGen.Definitions;
using RouteGen.Spend;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Spending.Repricing;

/// <summary>What the same usage would have cost at the prices of a table.</summary>
internal sealed class RepriceCommand
{
    private readonly SpendQuery _query;
    private readonly int? _top;
    private readonly Dictionary<string, (IReadOnlyList<string?> Values, RepricedTotals Totals)> _groups = new(StringComparer.Ordinal);
    private readonly List<RepricedLine> _left = [];
    private RepricedTotals _total = RepricedTotals.None;

    private RepriceCommand(SpendQuery query, int? top) => (_query, _top) = (query, top);

    public static async Task<int> RunAsync(
        ToolHost host, ISpendStore store, SpendQuery query, RouteTableDefinition table, RepriceOptions options,
            CancellationToken cancellation)
    {
        query = query.GroupBy.Count == 0 ? query with { GroupBy = [SpendDimension.Model] } : query;
        var command = new RepriceCommand(query, options.Top);
        var repricer = new SpendRepricer(table, options.At, options.KeepStated);
        await foreach (var line in store.ReadAsync(query, cancellation))
        {
            command.Add(repricer.Reprice(line));
        }

        await ResultOutput.WriteAsync(host, options.Output, command.Write(options.Format), cancellation);
        return ExitCode.Ok;
    }

    private void Add(RepricedLine line)
    {
        IReadOnlyList<string?> values = [.. _query.GroupBy.Select(key => key.GetValue(line.Line, _query.TimeZone))];
        var name = string.Concat(values.Select(static v => v is null ? "-" : $"{v.Length}:{v}"));
        _groups[name] = (values, _groups.GetValueOrDefault(name, (values, RepricedTotals.None)).Item2.With(line));
        _total = _total.With(line);
        if (line.CostUsd is null || line.Line.CostUsd is null)
        {
            _left.Add(line);
        }
    }

    private string Write(OutputFormat format)
    {
        // Where prices changed most comes first.
        var rows = _groups.Values
            .OrderByDescending(static row => Math.Abs(row.Totals.DifferenceUsd)).ThenByDescending(static row => row.Totals.BeforeUsd)
            .ThenBy(static row => string.Join('\n', row.Values), StringComparer.Ordinal).ToList();
        var shown = _top is { } top && rows.Count > top ? rows.Take(top).ToList() : rows;
        var others = shown.Count < rows.Count
            ? rows.Skip(shown.Count).Select(static row => row.Totals).Aggregate(static (sum, row) => sum.With(row))
            : null;
        return format switch
        {
            OutputFormat.Json => Json(shown, rows.Count - shown.Count, others),
            OutputFormat.Csv => Table(shown, rows.Count - shown.Count, others, isCsv: true).ToCsv(),
            OutputFormat.Markdown => Table(shown, rows.Count - shown.Count, others).ToMarkdown() + Left("\n- ", " · "),
            _ => Table(shown, rows.Count - shown.Count, others).ToText() + Left("\n  ", "  "),
        };
    }

    private Grid Table(
        List<(IReadOnlyList<string?> Values, RepricedTotals Totals)> rows, int hidden, RepricedTotals? others, bool isCsv = false)
    {
        GridColumn[] numbers =
        [
            .. ((string[])(isCsv
                ? ["lines", "beforeUsd", "afterUsd", "differenceUsd", "estimatedUsd", "upperBoundUsd", "notRepriced"]
                : ["lines", "usd", "repriced", "difference", "estimated", "at most", "left out"])).Select(GridColumn.Numbers),
        ];
        var grid = new Grid(
            [.. isCsv ? (GridColumn[])["row"] : [], .. _query.GroupBy.Select(static key => (GridColumn)key.Name), .. numbers]);
        foreach (var (values, totals) in rows)
        {
            Add("group", values, totals);
        }

        if (others is not null)
        {
            Add("others", Heads($"{hidden} others"), others);
        }

        Add("total", Heads("total"), _total);
        return grid;

        IReadOnlyList<string?> Heads(string first) => [.. _query.GroupBy.Select((_, i) => isCsv ? null : i == 0 ? first : "")];

        void Add(string row, IReadOnlyList<string?> values, RepricedTotals totals) => grid.Add(
            [
                .. isCsv ? (GridCell[])[row] : [], .. values.Select(static value => (GridCell)value), totals.Lines,
                GridCell.Usd(totals.BeforeUsd), GridCell.Usd(totals.AfterUsd), GridCell.Usd(totals.DifferenceUsd),
                GridCell.Usd(totals.EstimatedUsd), GridCell.Usd(totals.UpperBoundUsd), totals.NotRepriced,
            ]);
    }

    private string Left(string begin, string between)
    {
        const int Shown = 10;
        var text = new StringBuilder();
        foreach (var reason in _left.GroupBy(Reason).OrderBy(static reason => reason.Key, StringComparer.Ordinal))
        {
            text.Append($"\n{reason.Count()} lines are left out: {reason.Key}");
            foreach (var line in reason.Take(Shown))
            {
                text.Append(begin).Append(Grid.Printable(string.Join(between,
                    line.Line.CallId, $"attempt {line.Line.Attempt}", SpendText.Format(line.Line.StartedAt), $"route {line.Line.Route}",
                    $"target {line.Line.Target}", $"model {line.Line.Model}")));
            }

            text.Append(reason.Count() > Shown ? $"{begin}… and {reason.Count() - Shown} more; all of them: --format json\n" : "\n");
        }

        return text.ToString();
    }

    private static string Reason(RepricedLine line) => line switch
    {
        { Gap: SpendRepricingGap.UsageUnknown } => "their usage is unknown",
        { Gap: SpendRepricingGap.ModelUnknown } => "the table has neither their target nor their model",
        { CostUsd: null } => "the table states no price for their model",
        _ => "what they cost before is unknown",
    };

    private string Json(List<(IReadOnlyList<string?> Values, RepricedTotals Totals)> rows, int hidden, RepricedTotals? others) =>
        ResultOutput.Json(json =>
        {
            json.WriteStartObject();
            json.WriteString("from", SpendText.Format(_query.From));
            json.WriteString("to", SpendText.Format(_query.To));
            json.WriteStartArray("rows");
            foreach (var (values, totals) in rows)
            {
                json.WriteStartObject();
                for (var i = 0; i < values.Count; i++)
                {
                    json.WriteString(_query.GroupBy[i].Name, values[i]);
                }

                Write(json, totals);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            if (others is not null)
            {
                json.WriteStartObject("others");
                json.WriteNumber("groups", hidden);
                Write(json, others);
                json.WriteEndObject();
            }

            json.WriteStartObject("total");
            Write(json, _total);
            json.WriteEndObject();
            json.WriteStartArray("notRepriced");
            foreach (var line in _left)
            {
                json.WriteStartObject();
                json.WriteString("reason", Reason(line));
                json.WriteExact("afterUsd", line.CostUsd);
                json.WritePropertyName("line");
                SpendJson.Write(json, line.Line);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });

    private static void Write(System.Text.Json.Utf8JsonWriter json, RepricedTotals totals)
    {
        json.WriteNumber("lines", totals.Lines);
        json.WriteExact("beforeUsd", totals.BeforeUsd);
        json.WriteExact("afterUsd", totals.AfterUsd);
        json.WriteExact("differenceUsd", totals.DifferenceUsd);
        json.WriteExact("estimatedUsd", totals.EstimatedUsd);
        json.WriteExact("upperBoundUsd", totals.UpperBoundUsd);
        json.WriteNumber("unknownBefore", totals.UnknownBefore);
        json.WriteNumber("usageUnknown", totals.UsageUnknown);
        json.WriteNumber("modelUnknown", totals.ModelUnknown);
        json.WriteNumber("priceUnknown", totals.PriceUnknown);
    }
}

/// <summary>How to reprice, and how to write it.</summary>
/// <param name="At">The day whose prices count; null for that of each call.</param>
/// <param name="KeepStated">Whether what providers stated stays.</param>
/// <param name="Top">How many groups are shown; null for all.</param>
/// <param name="Format">How it is written.</param>
/// <param name="Output">The file; null for standard output.</param>
internal sealed record RepriceOptions(DateTimeOffset? At, bool KeepStated, int? Top, OutputFormat Format, string? Output);
