using System.Globalization;
using System.Text;
using RouteGen.Tool.Findings;
using RouteGen.Tool.Findings.Writers;
using Spectre.Console;

namespace RouteGen.Tool.Smoke;

/// <summary>What a run has to say besides its findings: every call, and what of quotas and money it took.</summary>
internal static class SmokeSections
{
    private static readonly string[] Columns =
        ["Target", "Shape", "Result", "Fault", "First token", "Total", "Tok/s", "Finish", "Tokens", "Cost", "Answered by", "Left"];

    public static IReadOnlyList<ReportSection> Create(SmokeReport report, int width) =>
    [
        new("calls")
        {
            Text = Grid(report, width),
            Markdown = $"### Calls\n\n{Markdown(report)}",
            Json = json =>
            {
                json.WriteStartArray();
                foreach (var call in report.Calls)
                {
                    SmokeLog.Write(json, report, call);
                }

                json.WriteEndArray();
            },
        },
        new("streams")
        {
            Text = Streams(report) is { Length: > 0 } streams ? $"Streams:\n{streams}" : null,
            Markdown = Streams(report) is { Length: > 0 } listed ? $"### Streams\n\n{List(listed)}" : null,
        },
        new("quota")
        {
            Text = report.Quota.Count == 0 ? null
                : "Quota that the run took:\n"
                    + string.Concat(report.Quota.Select(static b => $"  {Visible.OneLine(SmokeText.Burn(b))}\n")),
            Markdown = report.Quota.Count == 0 ? null
                : "### Quota that the run took\n\n"
                    + string.Concat(report.Quota.Select(static b => $"- {FindingMarkdown.Text(SmokeText.Burn(b))}\n")),
            Json = json =>
            {
                json.WriteStartArray();
                foreach (var burn in report.Quota)
                {
                    json.WriteStartObject();
                    json.WriteString("target", burn.Place.Id);
                    json.WriteString("of", burn.Unit);
                    SmokeLog.WriteNumber(json, "limit", burn.Limit);
                    json.WriteNumber("before", burn.Before);
                    json.WriteNumber("after", burn.After);
                    json.WriteNumber("burnt", burn.Burnt);
                    json.WriteBoolean("refilled", burn.Refilled);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            },
        },
        new("run")
        {
            Text = Summary(report),
            Markdown = FindingMarkdown.Text(Summary(report)),
            Json = json =>
            {
                json.WriteStartObject();
                json.WriteString("at", report.At);
                json.WriteNumber("healthy", report.Count(SmokeVerdict.Healthy));
                json.WriteNumber("refused", report.Count(SmokeVerdict.Refused));
                json.WriteNumber("unhealthy", report.Count(SmokeVerdict.Unhealthy));
                json.WriteNumber("notRun", report.Count(SmokeVerdict.NotRun));
                json.WriteNumber("costUsd", report.CostUsd);
                json.WriteNumber("maxUsd", report.MaxUsd);
                json.WriteNumber("worstUsd", report.WorstUsd);
                json.WriteStartArray("unpriced");
                foreach (var name in report.Unpriced)
                {
                    json.WriteStringValue(name);
                }

                json.WriteEndArray();
                json.WriteEndObject();
            },
        },
    ];

    private static string Summary(SmokeReport report)
    {
        var counts = new[]
        {
            (report.Count(SmokeVerdict.Healthy), "healthy"), (report.Count(SmokeVerdict.Refused), "refused, rightly"),
            (report.Count(SmokeVerdict.Unhealthy), "unhealthy"), (report.Count(SmokeVerdict.NotRun), "not run"),
        };
        var unpriced = report.Unpriced.Count == 0 ? "" : $" Without a price, and in none of these sums:"
            + $" {string.Join(", ", report.Unpriced)}.";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{report.Calls.Count} {(report.Calls.Count == 1 ? "call" : "calls")}: "
                + $"{string.Join(", ", counts.Where(static c => c.Item1 > 0).Select(static c => $"{c.Item1} {c.Item2}"))}. "
                + $"It cost {SmokeText.Usd(report.CostUsd)} of at most {SmokeText.Usd(report.MaxUsd)}.{unpriced}");
    }

    private static string[] Row(SmokeCall call) =>
    [
        call.Place.Id, call.Shape.Word(), SmokeText.Result(call), SmokeText.Fault(call), SmokeText.Time(call.Attempt?.TimeToFirstToken),
        SmokeText.Time(call.Attempt?.Latency),
        call.TokensPerSecond?.ToString("0", CultureInfo.InvariantCulture) ?? "–", call.FinishReason ?? "–", SmokeText.Tokens(call),
        SmokeText.Usd(call.CostUsd), AnsweredBy(call), SmokeText.Left(call),
    ];

    private static string AnsweredBy(SmokeCall call) => call.Attempt?.ResponseModel is not { } model ? "–"
        : call.IsOtherModel && call.Shape != SmokeShape.Error ? $"{model} (asked {call.Place.Target.Deployment})" : model;

    private static string Grid(SmokeReport report, int width)
    {
        var rows = report.Calls.Select(Row).ToArray();
        var grid = new Table().Border(TableBorder.Simple);

        // A column in which nothing stands only takes room.
        var shown = Enumerable.Range(0, Columns.Length).Where(i => rows.Any(r => r[i] is not ("" or "–"))).ToArray();
        foreach (var i in shown)
        {
            var column = new TableColumn(Columns[i]);
            grid.AddColumn(Columns[i] is "First token" or "Total" or "Tok/s" or "Cost" ? column.RightAligned() : column);
        }

        foreach (var row in rows)
        {
            grid.AddRow([.. shown.Select(i => Visible.OneLine(row[i]).EscapeMarkup())]);
        }

        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(text),
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
        });
        console.Profile.Width = width;
        console.Write(grid);
        return string.Join('\n', text.ToString().ReplaceLineEndings("\n").Split('\n').Select(static line => line.TrimEnd())).Trim('\n')
            + "\n";
    }

    private static string Markdown(SmokeReport report)
    {
        var text = new StringBuilder();
        text.Append("| ").AppendJoin(" | ", Columns).Append(" |\n|").Insert(text.Length, "---|", Columns.Length).Append('\n');
        foreach (var call in report.Calls)
        {
            text.Append("| ").AppendJoin(" | ", Row(call).Select(FindingMarkdown.Text)).Append(" |\n");
        }

        return text.ToString();
    }

    private static string Streams(SmokeReport report) => string.Concat(report.Calls
        .Where(static c => c.Shape == SmokeShape.Stream && c.Stream is not null)
        .Select(static c => $"  {Visible.OneLine(c.Place.Id)}: {SmokeText.Stream(c)}\n"));

    private static string List(string lines) =>
        string.Concat(lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static l => $"- {FindingMarkdown.Text(l.Trim())}\n"));
}
