using System.Globalization;
using System.Security;
using System.Text;

namespace RouteGen.Tool.Graph;

/// <summary>A picture that is being drawn: it grows with what is drawn on it.</summary>
internal sealed class SvgCanvas
{
    /// <summary>The width of a character of the picture's type, which has one width.</summary>
    public const double Cell = 7.3;

    private const double Margin = 24;

    private readonly StringBuilder _body = new();
    private double _width;
    private double _height;

    /// <summary>How many cells a text takes: letters of East Asia and emoji take two.</summary>
    public static int CellsOf(string text)
    {
        var cells = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            cells += Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark ? 0
                : rune.Value is (>= 0x1100 and <= 0x115F) or (>= 0x2E80 and <= 0xA4CF) or (>= 0xAC00 and <= 0xD7A3)
                    or (>= 0xF900 and <= 0xFAFF) or (>= 0xFE30 and <= 0xFE6F) or (>= 0xFF00 and <= 0xFF60) or (>= 0x1F300 and <= 0x1FAFF)
                    or (>= 0x20000 and <= 0x3FFFD) ? 2
                : 1;
        }

        return cells;
    }

    /// <summary>A text as far as it has room.</summary>
    public static string Fit(string text, int cells)
    {
        if (CellsOf(text) <= cells)
        {
            return text;
        }

        var kept = new StringBuilder();
        var left = cells - 1;
        foreach (var rune in text.EnumerateRunes())
        {
            left -= CellsOf(rune.ToString());
            if (left < 0)
            {
                break;
            }

            kept.Append(rune.ToString());
        }

        return kept.Append('…').ToString();
    }

    public void Text(double x, double y, string classes, string text, bool isAtEnd = false)
    {
        _body.Append(CultureInfo.InvariantCulture, $"<text x=\"{x:0.#}\" y=\"{y:0.#}\" class=\"{classes}\"");
        _body.Append(isAtEnd ? " text-anchor=\"end\">" : ">").Append(SecurityElement.Escape(text)).Append("</text>\n");
        Grow(isAtEnd ? x : x + (Cell * CellsOf(text)), y);
    }

    public void Box(double x, double y, double width, double height, string classes)
    {
        _body.Append(CultureInfo.InvariantCulture,
            $"<rect x=\"{x:0.#}\" y=\"{y:0.#}\" width=\"{width:0.#}\" height=\"{height:0.#}\" rx=\"6\" class=\"{classes}\"/>\n");
        Grow(x + width, y + height);
    }

    public void Path(string classes, bool hasHead, params ReadOnlySpan<(double X, double Y)> points)
    {
        _body.Append("<path d=\"");
        for (var i = 0; i < points.Length; i++)
        {
            _body.Append(CultureInfo.InvariantCulture, $"{(i == 0 ? 'M' : 'L')}{points[i].X:0.#} {points[i].Y:0.#}");
            Grow(points[i].X, points[i].Y);
        }

        _body.Append("\" class=\"").Append(classes).Append(hasHead ? "\" marker-end=\"url(#head)\"/>\n" : "\"/>\n");
    }

    /// <summary>The whole picture.</summary>
    /// <param name="title">What it shows, for those who do not see it.</param>
    /// <param name="style">Its style sheet.</param>
    public string Close(string title, string style)
    {
        var (width, height) = (Math.Ceiling(_width + Margin), Math.Ceiling(_height + Margin));
        return string.Create(CultureInfo.InvariantCulture,
            $"""
            <svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}"
              role="img" aria-labelledby="title">
            <title id="title">{SecurityElement.Escape(title)}</title>
            <style>
            {style}
            </style>
            <defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
              <path d="M0 0L8 4L0 8z" class="head"/></marker></defs>
            <rect width="{width}" height="{height}" class="page"/>
            {_body}</svg>

            """).ReplaceLineEndings("\n");
    }

    private void Grow(double x, double y) => (_width, _height) = (Math.Max(_width, x), Math.Max(_height, y));
}
