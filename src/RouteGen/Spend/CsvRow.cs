using System.Globalization;
using System.Text;

namespace RouteGen.Spend;

/// <summary>
/// One row of CSV by RFC 4180: numbers and times invariant, texts quoted where they need it and never taken for a formula.
/// </summary>
internal sealed class CsvRow
{
    private readonly StringBuilder _text = new();
    private bool _isFirst = true;

    /// <summary>A text of the application's, such as a user's id; null leaves the field empty.</summary>
    /// <remarks>
    /// Spreadsheets run what begins with one of these as a formula, also behind blanks and in its full-width form, and whoever chooses an
    /// id would choose the formula (OWASP, CSV Injection). The apostrophe makes it a text.
    /// </remarks>
    public CsvRow Text(string? value)
    {
        if (value is null)
        {
            return Raw("");
        }

        if (value.AsSpan().TrimStart() is ['=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠', ..] || value is ['\t' or '\r' or '\n', ..])
        {
            value = "'" + value;
        }

        return Raw(value.AsSpan().ContainsAny(",\"\r\n") || value.Length == 0 || value[0] == ' ' || value[^1] == ' '
            ? "\"" + value.Replace("\"", "\"\"", StringComparison.Ordinal) + "\""
            : value);
    }

    /// <summary>A number, exact and without an exponent; null leaves the field empty.</summary>
    public CsvRow Number(decimal? value) => Raw(value is { } number ? SpendText.Format(number) : "");

    /// <summary>A time in UTC.</summary>
    public CsvRow Time(DateTimeOffset value) => Raw(SpendText.Format(value));

    /// <summary>The row with its line end; the next one begins.</summary>
    public string End()
    {
        var row = _text.Append("\r\n").ToString();
        _text.Clear();
        _isFirst = true;
        return row;
    }

    private CsvRow Raw(string field)
    {
        _text.Append(_isFirst ? "" : ",").Append(field);
        _isFirst = false;
        return this;
    }
}

/// <summary>How numbers and times are written, whatever the culture.</summary>
internal static class SpendText
{
    public static string Format(decimal value) => value.ToString("0.############################", CultureInfo.InvariantCulture);

    public static string Format(DateTimeOffset value) =>
        value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
}
