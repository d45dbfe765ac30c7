using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using RouteGen.Tables;

namespace RouteGen.Tool.LiteLlmConfig;

/// <summary>Writes what became of a configuration.</summary>
/// <param name="report">What became of its lines.</param>
/// <param name="table">The table as it was checked; null where there is none.</param>
/// <param name="output">The file that was written; null where none was.</param>
internal sealed class ConfigReportWriter(ConfigReport report, RouteTableFile? table, string? output)
{
    public void Summarize(TextWriter to)
    {
        var converted = report.Entries.Count(static e => e.Reason is null);
        to.WriteLine($"{N(report.Entries.Count)} entries of model_list: {N(converted)} converted, {N(report.Entries.Count - converted)} "
            + $"not. " +
            $"{N(Count(Outcome.Converted))} lines converted, {N(Count(Outcome.Dropped))} dropped, {N(Count(Outcome.NeedsYou))} need you.");
        foreach (var entry in report.Entries.Where(static e => e.Reason is not null))
        {
            to.WriteLine($"  not converted  {Place(entry.Node.Value.File, entry.Node.Line)}  {Seen(entry.Model)}: {Seen(entry.Reason!)}");
        }

        foreach (var line in Repeated(Outcome.NeedsYou))
        {
            to.WriteLine($"  needs you      {line}");
        }

        foreach (var line in Repeated(Outcome.Dropped))
        {
            to.WriteLine($"  dropped        {line}");
        }

        if (table is not null)
        {
            foreach (var problem in table.Problems.Where(static p => p.IsBlocking))
            {
                to.WriteLine($"  {problem}");
            }

            var warnings = table.Problems.Where(static p => !p.IsBlocking).GroupBy(static p => (p.RuleId, p.Title)).ToArray();
            to.WriteLine(warnings.Length == 0 ? "The table has no findings." : "routegen check finds:");
            foreach (var rule in warnings)
            {
                to.WriteLine($"  {N(rule.Count()),4}  {rule.Key.RuleId} {rule.Key.Title}");
            }
        }

        to.WriteLine(output is null ? "Nothing was written: name the table to write, -o routes.json" : $"Written: {output}");
    }

    /// <summary>Every line, one a line.</summary>
    public void WriteLines(TextWriter to)
    {
        foreach (var line in report.Lines)
        {
            to.WriteLine($"{Word(line.Outcome)}\t{Place(line.File, line.Line)}\t{Seen(line.Path)}\t{Seen(line.Text)}");
        }

        foreach (var entry in report.Entries.Where(static e => e.Reason is not null))
        {
            to.WriteLine($"not converted\t{Place(entry.Node.Value.File, entry.Node.Line)}\t{entry.Node.Path}\t{Seen(entry.Reason!)}");
        }
    }

    public string Json()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer,
            new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("output", output);
            json.WriteStartArray("entries");
            foreach (var entry in report.Entries)
            {
                json.WriteStartObject();
                json.WriteString("path", entry.Node.Path);
                json.WriteString("file", entry.Node.Value.File);
                json.WriteNumber("line", entry.Node.Line);
                json.WriteString("model", entry.Model);
                json.WriteBoolean("converted", entry.Reason is null);
                json.WriteString("reason", entry.Reason);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("lines");
            foreach (var line in report.Lines)
            {
                json.WriteStartObject();
                json.WriteString("outcome", Word(line.Outcome));
                json.WriteString("path", line.Path);
                json.WriteString("file", line.File);
                json.WriteNumber("line", line.Line);
                json.WriteString("text", line.Text);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("findings");
            foreach (var problem in table?.Problems ?? [])
            {
                json.WriteStartObject();
                json.WriteString("rule", problem.RuleId);
                json.WriteBoolean("blocking", problem.IsBlocking);
                json.WriteNumber("line", problem.Line);
                json.WriteString("message", problem.Message);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    /// <summary>Lines that say the same are one, with the places of the first and how many there are.</summary>
    private IEnumerable<string> Repeated(Outcome outcome) => report.Lines.Where(l => l.Outcome == outcome)
        .GroupBy(l => (Last(l.Path), l.Text))
        .Select(g => $"{Place(g.First().File, g.First().Line)} "
            + $" {Seen(g.Count() == 1 ? g.First().Path : $"{g.Key.Item1} ({N(g.Count())} times)")}: {Seen(g.Key.Text)}");

    private int Count(Outcome outcome) => report.Lines.Count(l => l.Outcome == outcome);

    private static string Word(Outcome outcome) => outcome switch
    {
        Outcome.Converted => "converted",
        Outcome.Dropped => "dropped",
        _ => "needs you",
    };

    private static string Last(string path) => path[(path.LastIndexOf('.') + 1)..];

    private static string Place(string file, int line) => $"{file}({line.ToString(CultureInfo.InvariantCulture)})";

    private static string Seen(string text) => string.Concat(text.Select(static c => char.IsControl(c) ? '\ufffd' : c));

    private static string N(int count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
