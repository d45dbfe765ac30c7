using System.Globalization;
using Microsoft.VisualBasic.FileIO;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Spending.Comparing;

/// <summary>Reads a provider's export as CSV, or with tabs or semicolons, whatever the order of its columns.</summary>
internal static class ExportCsv
{
    /// <exception cref="ToolFailure">It is not such a file.</exception>
    public static ProviderExport Read(string path, string text)
    {
        text = text.TrimStart('\uFEFF');
        var head = text.AsSpan(0, text.IndexOf('\n') is >= 0 and var end ? end : text.Length);
        var delimiter = head.Contains('\t') ? "\t" : head.Contains(';') && !head.Contains(',') ? ";" : ",";
        using var reader = new StringReader(text);
        using var fields = new TextFieldParser(reader) { Delimiters = [delimiter], HasFieldsEnclosedInQuotes = true };
        try
        {
            var columns = (fields.ReadFields() ?? []).Select(ExportColumns.Normalize).ToList();
            if (Find(columns, ExportColumns.Day) < 0)
            {
                throw new ToolFailure(
                    $"'{path}' is not an export that is known: it has no column with a day, such "
                        + $"as {string.Join(", ", ExportColumns.Day)}. " +
                    "Export usage or costs by day and model from the provider's console.");
            }

            var rows = new List<ExportRow>();
            var decimals = 0;
            var hasUsd = false;
            while (!fields.EndOfData)
            {
                var place = $"{path}:{fields.LineNumber}";
                if (fields.ReadFields() is { } cells && cells.Any(static c => c.Length > 0))
                {
                    var row = new CsvCells(place, columns, cells);
                    rows.Add(row.Read(ref decimals));
                    hasUsd |= rows[^1].Usd is not null;
                }
            }

            return new(path, ExportColumns.ProviderOf(columns), rows) { RoundingUsd = hasUsd && decimals <= 2 ? 0.005m : 0m };
        }
        catch (MalformedLineException e)
        {
            throw new ToolFailure($"{path}:{e.LineNumber} is not a line of CSV: {e.Message} Export it again.", e);
        }
    }

    internal static int Find(List<string> columns, string[] names) =>
        names.Select(name => columns.IndexOf(name)).FirstOrDefault(static i => i >= 0, -1);
}

/// <summary>One line of an export, by column.</summary>
internal sealed class CsvCells(string place, List<string> columns, string[] cells)
{
    private const decimal UnixSecondsOfYear10000 = 253_402_300_800m;

    /// <summary>What the line says.</summary>
    /// <param name="decimals">The most digits behind the point that an amount has had.</param>
    public ExportRow Read(ref int decimals)
    {
        if (Cell(ExportColumns.Currency) is { } currency && !currency.Equals("usd", StringComparison.OrdinalIgnoreCase))
        {
            throw new ToolFailure($"{place}: the amount is in {Grid.Printable(currency)}; spend is in USD, so they cannot be compared.");
        }

        var usd = Number(ExportColumns.Usd);
        decimals = Math.Max(decimals, usd?.Scale ?? 0);
        var parts = ExportColumns.InputParts.Select(name => Count([name])).ToArray();
        var input = Count(ExportColumns.Input) ?? (parts.All(static p => p is null) ? null : parts.Sum());
        return new(
            Day(), Model(), Count(ExportColumns.Requests) ?? (ExportColumns.IsPerRequest(columns) ? 1 : null), input,
            Count(ExportColumns.Output), usd);
    }

    private DateOnly Day()
    {
        var text = Cell(ExportColumns.Day) ?? throw new ToolFailure($"{place}: there is no day.");
        if (decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
            && seconds < UnixSecondsOfYear10000)
        {
            return DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeSeconds((long)seconds).UtcDateTime);
        }

        return DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? DateOnly.FromDateTime(time.UtcDateTime)
            : throw new ToolFailure($"{place}: '{Grid.Printable(text)}' is not a day.");
    }

    /// <summary>Line items of costs read <c>gpt-5-mini-2025-08-07, cached input</c>.</summary>
    private string? Model() => Cell(ExportColumns.Model) is { } text
        ? (text.IndexOf(',') is > 0 and var comma ? text[..comma] : text).Trim()
        : null;

    private long? Count(string[] names) => Number(names) is { } number
        ? number == decimal.Truncate(number) && Math.Abs(number) < long.MaxValue
            ? (long)number
            : throw new ToolFailure($"{place}: {number.ToString(CultureInfo.InvariantCulture)} is not a count.")
        : null;

    private decimal? Number(string[] names) => Cell(names) is not { } text ? null
        : decimal.TryParse(text.TrimStart('$'), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number
        : throw new ToolFailure($"{place}: '{Grid.Printable(text)}' is not a number.");

    private string? Cell(string[] names) =>
        ExportCsv.Find(columns, names) is >= 0 and var i && i < cells.Length && cells[i].Length > 0 ? cells[i] : null;
}
