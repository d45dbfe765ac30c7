using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using RouteGen.Model.Problems;
using RouteGen.Model.Reading;

namespace RouteGen.Tool.LiteLlm;

/// <summary>Tells of an import.</summary>
internal static class ImportReport
{
    public static void Summarize(
        ImportResult result, ModelsFile file, IEnumerable<Problem> findings, ImportOptions options, TextWriter output)
    {
        output.WriteLine($"{N(result.Entries)} entries: {N(result.Models.Count)} converted, {N(result.Refused.Count)} not.");
        foreach (var reason in result.Refused.GroupBy(r => r.Reason)
            .OrderByDescending(g => g.Count())
            .ThenBy(g => g.Key, StringComparer.Ordinal))
        {
            output.WriteLine($"  {N(reason.Count()),6}  {reason.Key}");
        }

        ImportedModel[] priced =
            [.. result.Models.Where(m => m.Price["input"] is not null && (m.IsEmbedding || m.Price["output"] is not null))];
        ImportedModel[] partial = [.. result.Models.Where(m => m.Price.Skipped.Count > 0)];
        output.WriteLine($"{N(priced.Length)} have a price for input and output (embedding models: for input), " +
            $"{N(result.Models.Count - priced.Length)} lack one; of " +
            $"{N(partial.Length)} something was skipped:");
        foreach (var reason in partial.SelectMany(m => m.Price.Skipped.Select(l => l[(l.IndexOf(": ", StringComparison.Ordinal) + 2)..]))
            .GroupBy(General).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal))
        {
            output.WriteLine($"  {N(reason.Count()),6}  {reason.Key}");
        }

        var retired = result.Models.Count(m => string.CompareOrdinal(m.Retires, options.AsOf) is < 0 && m.Retires is not null);
        output.WriteLine(
            $"{N(result.Models.Count(m => m.Retires is not null))} have a retirement date, {N(retired)} of them before {options.AsOf}.");
        foreach (var problem in file.Problems)
        {
            output.WriteLine($"  error {problem.Rule.Id} in line {problem.Range.Line + 1}: {problem.Message}");
        }

        Problem[] all = [.. findings];
        output.WriteLine($"The price checks find {N(all.Length)}:");
        foreach (var finding in all)
        {
            output.WriteLine($"  {finding.Rule.Id} in line {finding.Range.Line + 1}: {finding.Message}");
        }
    }

    /// <summary>Every entry, one a line: what it became, or why it did not; and what was omitted from it.</summary>
    public static void WriteAll(ImportResult result, TextWriter output)
    {
        foreach (var model in result.Models)
        {
            output.WriteLine($"converted\t{model.Key}\t{model.Name}");
            foreach (var skipped in model.Price.Skipped)
            {
                output.WriteLine($"skipped\t{model.Key}\t{skipped}");
            }
        }

        foreach (var (key, reason) in result.Refused)
        {
            output.WriteLine($"not converted\t{key}\t{reason}");
        }
    }

    public static string Json(ImportResult result, ModelsFile file, IEnumerable<Problem> findings, string? output)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer,
            new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("output", output);
            json.WriteNumber("entries", result.Entries);
            json.WriteStartArray("converted");
            foreach (var model in result.Models)
            {
                json.WriteStartObject();
                json.WriteString("key", model.Key);
                json.WriteString("name", model.Name);
                json.WriteStartArray("skipped");
                foreach (var skipped in model.Price.Skipped)
                {
                    json.WriteStringValue(skipped);
                }

                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("notConverted");
            foreach (var (key, reason) in result.Refused)
            {
                json.WriteStartObject();
                json.WriteString("key", key);
                json.WriteString("reason", reason);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("findings");
            foreach (var finding in file.Problems.Concat(findings))
            {
                json.WriteStartObject();
                json.WriteString("rule", finding.Rule.Id);
                json.WriteNumber("line", finding.Range.Line + 1);
                json.WriteString("message", finding.Message);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static string General(string reason) =>
        reason.StartsWith("contradicts", StringComparison.Ordinal) ? "contradicts another rate of the entry"
            : reason.StartsWith("is ", StringComparison.Ordinal) && reason.Contains("which no table accepts", StringComparison.Ordinal)
            ? "above 1,000,000 USD per million tokens, which no table accepts" : reason;

    private static string N(int count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
