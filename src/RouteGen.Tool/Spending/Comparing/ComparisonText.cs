using System.Text;
using RouteGen.Spend;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Spending.Comparing;

/// <summary>Writes a comparison: what differs, the most money first, and the requests behind it.</summary>
internal static class ComparisonText
{
    private const int ShownLines = 20;

    private static readonly string[] Short =
        ["requests", "theirs", "input", "theirs", "output", "theirs", "usd", "theirs", "difference"];

    private static readonly string[] Exact =
    [
        "requests", "theirRequests", "inputTokens", "theirInputTokens", "outputTokens", "theirOutputTokens", "usd", "theirUsd",
        "differenceUsd",
    ];

    public static string Write(List<ComparedDay> days, string provider, TimeRange range, OutputFormat format, int? top)
    {
        List<ComparedDay> differing =
        [
            .. days.Where(static day => day.Differs).OrderByDescending(static day => Math.Abs(day.DifferenceUsd ?? 0m))
                .ThenBy(static day => day.Day).ThenBy(static day => day.Model, StringComparer.Ordinal),
        ];
        return format switch
        {
            OutputFormat.Json => Json(days, differing, provider, range),
            OutputFormat.Csv => Table(days, isExact: true).ToCsv(),
            OutputFormat.Markdown => Head(days, differing, provider, range) + "\n"
                + (differing.Count == 0 ? "" : Table([.. differing.Take(top ?? int.MaxValue)]).ToMarkdown() + Uncounted(differing, "\n- ")),
            _ => Head(days, differing, provider, range)
                + (differing.Count == 0 ? "" : "\n" + Table([.. differing.Take(top ?? int.MaxValue)]).ToText()
                    + Uncounted(differing, "\n  ")),
        };
    }

    private static string Head(List<ComparedDay> days, List<ComparedDay> differing, string provider, TimeRange range)
    {
        var text = new StringBuilder();
        text.Append($"{provider}, {TimeRange.DayOf(range.From, TimeZoneInfo.Utc):yyyy-MM-dd} to ")
            .Append($"{TimeRange.DayOf(range.To.AddTicks(-1), TimeZoneInfo.Utc):yyyy-MM-dd}: ")
            .Append(differing.Count == 0
                ? $"all {days.Count} days and models agree"
                : $"{differing.Count} of {days.Count} days and models differ");
        var (ours, theirs) = (days.Sum(static day => day.Usd), days.Sum(static day => day.TheirUsd ?? 0m));
        text.Append(days.Any(static day => day.TheirUsd is not null)
            ? $"; the store has {Usd(ours)} USD, the export {Usd(theirs)} USD, {Usd(theirs - ours)} more\n"
            : $"; the store has {Usd(ours)} USD, the export states no amounts\n");
        return text.ToString();

        static string Usd(decimal usd) => SpendText.Format(Math.Round(usd, 8));
    }

    private static Grid Table(IReadOnlyList<ComparedDay> days, bool isExact = false)
    {
        var grid = new Grid(
            [
                "day", "model", .. (isExact ? Exact : Short).Select(GridColumn.Numbers),
                "why",
            ]);
        foreach (var day in days)
        {
            grid.Add(
                day.Day.ToString("yyyy-MM-dd"), day.Model, day.Requests, Count(day.TheirRequests), day.Input, Count(day.TheirInput),
                day.Output, Count(day.TheirOutput), GridCell.Usd(day.Usd), GridCell.Usd(day.TheirUsd), GridCell.Usd(day.DifferenceUsd),
                day.Differs ? day.Why() : isExact ? null : "");
        }

        return grid;

        static GridCell Count(long? count) => GridCell.FromNumber(count, count is { } number ? SpendText.Format(number) : null);
    }

    private static string Uncounted(List<ComparedDay> differing, string begin)
    {
        var lines = differing.SelectMany(static day => day.Uncounted).ToList();
        if (lines.Count == 0)
        {
            return "";
        }

        var text = new StringBuilder("\nRequests without usage, which the provider may have billed:");
        foreach (var line in lines.Take(ShownLines))
        {
            text.Append(begin).Append(Grid.Printable(
                $"{line.CallId} attempt {line.Attempt}, {SpendText.Format(line.StartedAt)}, target {line.Target}, " +
                $"{(line.Fault == Fault.None ? SpendLineCsv.Camel(line.Outcome) : SpendLineCsv.Camel(line.Fault))}, " +
                (line.CostUsd is { } usd ? $"{SpendText.Format(usd)} USD estimated" : "cost unknown")));
        }

        return text.Append(lines.Count > ShownLines ? $"{begin}… and {lines.Count - ShownLines} more; all of them: --format json\n" : "\n")
            .ToString();
    }

    private static string Json(List<ComparedDay> days, List<ComparedDay> differing, string provider, TimeRange range) =>
        ResultOutput.Json(json =>
        {
            json.WriteStartObject();
            json.WriteString("provider", provider);
            json.WriteString("from", SpendText.Format(range.From));
            json.WriteString("to", SpendText.Format(range.To));
            json.WriteNumber("compared", days.Count);
            json.WriteExact("usd", days.Sum(static day => day.Usd));
            json.WriteExact("theirUsd", days.Any(static day => day.TheirUsd is not null) ? days.Sum(static day => day.TheirUsd ?? 0m)
                : null);
            json.WriteStartArray("differences");
            foreach (var day in differing)
            {
                json.WriteStartObject();
                json.WriteString("day", day.Day.ToString("yyyy-MM-dd"));
                json.WriteString("model", day.Model);
                json.WriteString("why", day.Why());
                json.WriteNumber("requests", day.Requests);
                json.WriteExact("theirRequests", day.TheirRequests);
                json.WriteNumber("inputTokens", day.Input);
                json.WriteExact("theirInputTokens", day.TheirInput);
                json.WriteNumber("outputTokens", day.Output);
                json.WriteExact("theirOutputTokens", day.TheirOutput);
                json.WriteExact("usd", day.Usd);
                json.WriteExact("theirUsd", day.TheirUsd);
                json.WriteExact("differenceUsd", day.DifferenceUsd);
                json.WriteStartArray("withoutUsage");
                foreach (var line in day.Uncounted)
                {
                    SpendJson.Write(json, line);
                }

                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
}
