using System.Text;
using RouteGen.Spend;

namespace RouteGen.Tool.Terminal;

/// <summary>
/// Rows and columns, for people and for spreadsheets. Numbers stand at the right, and text is never taken for anything else.
/// </summary>
internal sealed class Grid(params IReadOnlyList<GridColumn> columns)
{
    private readonly List<GridCell[]> _rows = [];

    /// <summary>Rows so far.</summary>
    public int Count => _rows.Count;

    /// <summary>Adds a row with a cell for each column.</summary>
    public void Add(params IEnumerable<GridCell> cells) => _rows.Add([.. cells]);

    /// <summary>Columns with spaces between them, without borders.</summary>
    public string ToText()
    {
        List<string[]> rows =
        [
            [.. columns.Select(static c => c.Name)],
            .. _rows.Select(static row => (string[])[.. row.Select(static cell => Printable(cell.Text ?? "-"))]),
        ];
        int[] widths = [.. Enumerable.Range(0, columns.Count).Select(i => rows.Max(r => r[i].Length))];
        var text = new StringBuilder();
        foreach (var row in rows)
        {
            text.Append(string.Join("  ", row.Select(
                (cell, i) => columns[i].IsNumber ? cell.PadLeft(widths[i]) : cell.PadRight(widths[i]))).TrimEnd()).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>A table of GitHub's Markdown.</summary>
    public string ToMarkdown()
    {
        var text = new StringBuilder();
        Line(columns.Select(static c => Escaped(c.Name)));
        Line(columns.Select(static c => c.IsNumber ? "--:" : "---"));
        foreach (var row in _rows)
        {
            Line(row.Select(static cell => Escaped(Printable(cell.Text ?? "-"))));
        }

        return text.ToString();

        void Line(IEnumerable<string> cells) => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
    }

    /// <summary>CSV by RFC 4180, numbers exact.</summary>
    public string ToCsv()
    {
        var text = new StringBuilder();
        var csv = new CsvRow();
        foreach (var column in columns)
        {
            csv.Text(column.Name);
        }

        text.Append(csv.End());
        foreach (var row in _rows)
        {
            foreach (var cell in row)
            {
                _ = cell.IsNumber ? csv.Number(cell.Number) : csv.Text(cell.Text);
            }

            text.Append(csv.End());
        }

        return text.ToString();
    }

    /// <summary>An id is the application's, and may hold what moves a terminal's cursor.</summary>
    public static string Printable(string value) => string.Concat(value.Select(static c => char.IsControl(c) ? '?' : c));

    private static string Escaped(string text) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal).Replace("|", "\\|", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal).Replace("`", "\\`", StringComparison.Ordinal)
        .Replace("*", "\\*", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);
}

/// <summary>A column.</summary>
/// <param name="Name">What stands at its head.</param>
/// <param name="IsNumber">Whether its cells are numbers.</param>
internal sealed record GridColumn(string Name, bool IsNumber = false)
{
    public static implicit operator GridColumn(string name) => new(name);

    /// <summary>A column of numbers.</summary>
    public static GridColumn Numbers(string name) => new(name, IsNumber: true);
}

/// <summary>A cell: a text, or a number as people and as spreadsheets read it.</summary>
internal readonly record struct GridCell(string? Text, decimal? Number = null, bool IsNumber = false)
{
    public static implicit operator GridCell(string? text) => new(text);

    public static implicit operator GridCell(long number) => new(SpendText.Format(number), number, IsNumber: true);

    /// <summary>Money: exact for spreadsheets, to a hundred-millionth for people.</summary>
    public static GridCell Usd(decimal? usd) =>
        new(usd is { } amount ? SpendText.Format(Math.Round(amount, 8, MidpointRounding.ToEven)) : null, usd, IsNumber: true);

    /// <summary>A number of any kind.</summary>
    public static GridCell FromNumber(decimal? number, string? text) => new(text, number, IsNumber: true);
}
