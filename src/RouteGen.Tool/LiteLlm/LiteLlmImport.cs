using System.Globalization;
using System.Text.Json;
using RouteGen.Model.Checks;
using RouteGen.Model.Problems;
using RouteGen.Model.Reading;
using RouteGen.Tool.Arguments;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.LiteLlm;

/// <summary>Converts the map, writes the models, and tells what became of every entry and what the checks find.</summary>
internal static class LiteLlmImport
{
    public static int Run(ImportOptions options, TextWriter output)
    {
        using var map = JsonDocument.Parse(File.ReadAllText(options.Input));
        if (map.RootElement.ValueKind != JsonValueKind.Object)
        {
            throw new UsageException($"'{options.Input}' is not an object of models by name.");
        }

        var result = Convert(map.RootElement, options);
        var text = ModelsFileWriter.Write(
            result.Models, options.AsOf, $"Models after LiteLLM's price map of {options.AsOf} (MIT, © Berri AI)");
        var file = ModelsFile.Read(new TextFile(options.Output ?? "models.json", text));
        var findings = ModelsFileChecks.Run(file);
        ImportReport.Summarize(result, file, findings, options, output);
        if (options.Report is not null)
        {
            using var report = new StreamWriter(options.Report);
            ImportReport.WriteAll(result, report);
        }

        if (options.Output is not null && file.Problems.Count == 0)
        {
            File.WriteAllText(options.Output, text);
            output.WriteLine($"Written: {options.Output}");
        }

        return file.Problems.Count == 0 ? 0 : 1;
    }

    public static ImportResult Convert(JsonElement map, ImportOptions options)
    {
        var names = options.Names is null ? null : NameList.Read(options.Names);
        var models = new List<ImportedModel>();
        var refused = new List<(string Key, string Reason)>();
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var count = 0;
        foreach (var entry in map.EnumerateObject())
        {
            count++;
            if (names is not null && !names.ContainsKey(entry.Name))
            {
                refused.Add((entry.Name, "not requested: not among the names"));
            }
            else if (options.Providers.Count > 0 && !options.Providers.Contains(ProviderOf(entry.Value), StringComparer.Ordinal))
            {
                refused.Add((entry.Name, "not requested: another provider"));
            }
            else if (ImportedModel.Parse(
                entry.Name, names?[entry.Name] ?? new(entry.Name, null), entry.Value, out var reason) is not { } model)
            {
                refused.Add((entry.Name, reason));
            }
            else if (!taken.Add(model.Name))
            {
                refused.Add((entry.Name, $"a model '{model.Name}' is already there"));
            }
            else
            {
                models.Add(model);
            }
        }

        if (names?.Keys.FirstOrDefault(name => !map.TryGetProperty(name, out _)) is { } missing)
        {
            throw new UsageException($"The map has no entry '{missing}', which {options.Names} names.");
        }

        return new ImportResult(count, models, refused);
    }

    private static string ProviderOf(JsonElement entry) =>
        entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty("litellm_provider", out var provider)
            && provider.ValueKind == JsonValueKind.String ? provider.GetString()! : "";
}

/// <summary>What became of the entries of a map.</summary>
/// <param name="Entries">Entries read.</param>
/// <param name="Models">Those that became models.</param>
/// <param name="Refused">The others, with the reason.</param>
internal sealed record ImportResult(int Entries, IReadOnlyList<ImportedModel> Models, IReadOnlyList<(string Key, string Reason)> Refused);

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

        ImportedModel[] priced = [.. result.Models.Where(m => m.Price["input"] is not null && m.Price["output"] is not null)];
        ImportedModel[] partial = [.. result.Models.Where(m => m.Price.Skipped.Count > 0)];
        output.WriteLine($"{N(priced.Length)} have a price for input and output, {N(result.Models.Count - priced.Length)} lack one; of " +
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

    private static string General(string reason) =>
        reason.StartsWith("contradicts", StringComparison.Ordinal) ? "contradicts another rate of the entry"
            : reason.StartsWith("is ", StringComparison.Ordinal) && reason.Contains("which no table accepts", StringComparison.Ordinal)
            ? "above 1,000,000 USD per million tokens, which no table accepts" : reason;

    private static string N(int count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
