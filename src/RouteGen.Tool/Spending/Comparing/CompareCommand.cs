using RouteGen.Spend;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Spending.Comparing;

/// <summary>Compares a store with a provider's exports, by day (UTC) and model.</summary>
internal static class CompareCommand
{
    public static async Task<int> RunAsync(ToolHost host, ISpendStore store, CompareOptions options, CancellationToken cancellation)
    {
        var exports = new List<ProviderExport>();
        foreach (var path in options.Exports)
        {
            if (!File.Exists(host.FullPath(path)))
            {
                throw new UsageException($"There is no file '{path}'. Name an export of the provider's console.");
            }

            var text = await File.ReadAllTextAsync(host.FullPath(path), cancellation);
            exports.Add(text.AsSpan().TrimStart(
                "\uFEFF \t\r\n") is ['{' or '[', ..] ? ExportJson.Read(path, text) : ExportCsv.Read(path, text));
        }

        var range = RangeOf(exports, options.Range);
        var lines = new List<SpendLine>();
        await foreach (var line in store.ReadAsync(new SpendQuery(range.From, range.To) { Where = options.Where }, cancellation))
        {
            if (line.Attempt > 0)
            {
                lines.Add(line);
            }
        }

        var provider = ProviderOf(exports, lines, options.Provider);
        var days = Days(exports, lines.Where(line => line.Provider == provider), range);
        await ResultOutput.WriteAsync(
            host, options.Output, ComparisonText.Write(days, provider, range, options.Format, options.Top), cancellation);
        return days.Any(static day => day.Differs) ? ExitCode.Findings : ExitCode.Ok;
    }

    private static List<ComparedDay> Days(List<ProviderExport> exports, IEnumerable<SpendLine> lines, TimeRange range)
    {
        // An export that does not tell models apart is compared by day alone.
        var isByModel = exports.All(static export => export.Rows.All(static row => row.IsEmpty || row.Model is not null));
        var days = new SortedDictionary<(DateOnly Day, string Model), ComparedDay>();
        foreach (var export in exports)
        {
            foreach (var row in export.Rows.Where(row => !row.IsEmpty && IsIn(row.Day, range)))
            {
                var day = Find(row.Day, isByModel ? row.Model! : null);
                day.Add(row, export.RoundingUsd);
            }
        }

        foreach (var line in lines)
        {
            if (line is { CostSource: CostSource.Computed, CostUsd: 0m, Usage: null })
            {
                // It never reached the provider, or was refused.
                continue;
            }

            Find(TimeRange.DayOf(line.StartedAt, TimeZoneInfo.Utc), isByModel ? ModelNames.NameOf(line) ?? "" : null).Add(line);
        }

        // An export without anything in it says that nothing was used.
        var rows = exports.SelectMany(static export => export.Rows).Where(static row => !row.IsEmpty).ToList();
        foreach (var day in days.Values)
        {
            day.Complete(
                rows.Count == 0 || rows.Any(static row => row.Requests is not null),
                rows.Count == 0 || rows.Any(static row => row.Input is not null), rows.Any(static row => row.Usd is not null));
        }

        return [.. days.Values];

        ComparedDay Find(DateOnly day, string? model)
        {
            var key = (day, model is null ? "" : ModelNames.KeyOf(model));
            if (!days.TryGetValue(key, out var found))
            {
                days[key] = found = new(day, model ?? "all models");
            }

            return found;
        }
    }

    private static bool IsIn(DateOnly day, TimeRange range) =>
        TimeRange.Begins(day, TimeZoneInfo.Utc) >= range.From && TimeRange.Begins(day, TimeZoneInfo.Utc) < range.To;

    /// <summary>The days that the exports are of, as far as they are asked for.</summary>
    private static TimeRange RangeOf(List<ProviderExport> exports, TimeRange? asked)
    {
        if (asked is not null)
        {
            return asked with { Zone = TimeZoneInfo.Utc };
        }

        var days = exports.SelectMany(static export => export.Rows).Select(static row => row.Day).ToList();
        return days.Count == 0
            ? throw new ToolFailure("The export has no rows, so say which days it is of: --month 2026-11")
            : new(TimeRange.Begins(days.Min(), TimeZoneInfo.Utc), TimeRange.Begins(days.Max().AddDays(1), TimeZoneInfo.Utc),
                TimeZoneInfo.Utc);
    }

    private static string ProviderOf(List<ProviderExport> exports, List<SpendLine> lines, string? asked)
    {
        var names = lines.Select(static line => line.Provider).OfType<string>().Distinct().Order(StringComparer.Ordinal).ToList();
        if (asked is not null)
        {
            return names.Count == 0 || names.Contains(asked)
                ? asked
                : throw new UsageException($"There is no spend at '{asked}' in these days; there is at {string.Join(", ", names)}.");
        }

        var kinds = exports.Select(static export => export.Provider).OfType<string>().Distinct().ToList();
        return kinds.Count > 1
            ? throw new UsageException($"The exports are of {string.Join(" and ", kinds)}; compare with one provider at a time.")
            : kinds is [var kind] && names.Contains(kind) ? kind
            : names is [var only] ? only
            : names.Count == 0 ? kinds.FirstOrDefault() ?? "the provider"
            : throw new UsageException($"Say which provider the export is of: --provider {string.Join('|', names)}");
    }
}

/// <summary>What to compare, and how to write it.</summary>
/// <param name="Exports">The files.</param>
/// <param name="Provider">The provider's name in the table; null for what the files tell.</param>
/// <param name="Range">The days; null for those of the exports.</param>
/// <param name="Where">Which lines count.</param>
/// <param name="Top">How many differences are shown; null for all.</param>
/// <param name="Format">How it is written.</param>
/// <param name="Output">The file; null for standard output.</param>
internal sealed record CompareOptions(
    IReadOnlyList<string> Exports, string? Provider, TimeRange? Range, IReadOnlyList<SpendFilter> Where, int? Top, OutputFormat Format,
    string? Output);
