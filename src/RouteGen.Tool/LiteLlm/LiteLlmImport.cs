using System.Globalization;
using System.Text.Json;
using RouteGen.Model.Checks;
using RouteGen.Model.Problems;
using RouteGen.Model.Reading;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.LiteLlm;

/// <summary>Converts the map, writes the models, and tells what became of every entry and what the checks find.</summary>
internal static class LiteLlmImport
{
    public static int Run(ToolHost host, ImportOptions options, OutputFormat format)
    {
        using var map = Parse(options.Input, File.ReadAllText(host.FullPath(options.Input)));
        if (map.RootElement.ValueKind != JsonValueKind.Object)
        {
            throw new ToolFailure($"'{options.Input}' is not an object of models by name.");
        }

        var result = Convert(map.RootElement, options, options.Names is null ? null : NameList.Read(host.FullPath(options.Names)));
        var updates = options.Update is null ? ModelUpdates.None
            : ModelUpdates.Read(options.Update, File.ReadAllText(host.FullPath(options.Update)));
        var about = $"Models after LiteLLM's price map of {options.AsOf} (MIT, © Berri AI)";
        var text = ModelsFileWriter.Write(result.Models, updates, options.AsOf, updates.Count == 0 ? about
            : $"{about}, completed and corrected by {Path.GetFileName(options.Update)}, whose prices name their own day and source");
        var file = ModelsFile.Read(new TextFile(options.Output ?? "models.json", text));
        var findings = ModelsFileChecks.Run(file);
        var isWritten = options.Output is not null && file.Problems.Count == 0;
        if (isWritten)
        {
            File.WriteAllText(host.FullPath(options.Output!), text);
        }

        if (options.Report is not null)
        {
            using var report = new StreamWriter(host.FullPath(options.Report));
            ImportReport.WriteAll(result, report);
        }

        if (format == OutputFormat.Json)
        {
            host.Out.WriteLine(ImportReport.Json(result, file, findings, isWritten ? options.Output : null));
        }
        else
        {
            ImportReport.Summarize(result, file, findings, options, host.Out);
            if (updates.Count > 0)
            {
                var added = updates.NotIn(result.Models.Select(static m => m.Name)).Count();
                host.Out.WriteLine($"{options.Update} adds {added} models and changes {updates.Count - added}.");
            }

            if (isWritten)
            {
                host.Out.WriteLine($"Written: {options.Output}");
            }
        }

        return file.Problems.Count == 0 ? ExitCode.Ok : ExitCode.Findings;
    }

    private static JsonDocument Parse(string name, string text)
    {
        try
        {
            return JsonDocument.Parse(text);
        }
        catch (JsonException e)
        {
            throw new ToolFailure($"'{name}' is no JSON that can be read, as of line {(e.LineNumber ?? 0) + 1}: name LiteLLM's price map.");
        }
    }

    public static ImportResult Convert(JsonElement map, ImportOptions options, IReadOnlyDictionary<string, ListedName>? names)
    {
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
