using System.Globalization;
using System.Text;

namespace RouteGen.Tool.Pricing;

/// <summary>Costs for a spreadsheet: exact, and empty where they are unknown.</summary>
internal static class CostCsv
{
    private const string Head =
        "requests_of,kind,name,serves,provider,model,fits,cheapest,calls_per_month,usd_per_call,usd_per_month,worst_usd_per_call,"
        + "usd_per_call_with_markup,break_even_calls_per_month,notes\n";

    public static string Write(CostReport report)
    {
        var text = new StringBuilder(Head);
        foreach (var section in report.Sections)
        {
            foreach (var (kind, row) in section.Targets.Select(static r =>
                ("target", r)).Concat(section.Routes.Select(static r => ("route", r))))
            {
                text.AppendJoin(',', ((string?[])
                [
                    section.Route, kind, row.Name, row.Serves, row.Provider, row.Model, row.Fits ? "true" : "false",
                    row.IsCheapest ? "true" : "false", Text(section.Calls), Text(row.PerCall), Text(row.PerMonth), Text(row.WorstPerCall),
                    Text(row.PerCall * (1m + report.Fees?.Markup)), Text(report.Fees?.BreakEven(row.PerCall)), string.Join("; ", row.Notes),
                ]).Select(Field)).Append('\n');
            }
        }

        return text.ToString();
    }

    private static string? Text(decimal? number) => number?.ToString("0.############################", CultureInfo.InvariantCulture);

    /// <summary>A field by RFC 4180; one that a spreadsheet would take for a formula is text.</summary>
    private static string Field(string? value)
    {
        var text = value is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? "'" + value : value ?? "";
        return text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
