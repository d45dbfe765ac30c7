using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using RouteGen.Tool.Graph;

namespace RouteGen.Tool.Tests.Pictures;

/// <summary>A stretch of text in one style.</summary>
internal sealed record TerminalRun(int Column, string Text, TerminalStyle Style);

/// <summary>How a terminal shows text, as far as the tool uses it.</summary>
internal sealed record TerminalStyle
{
    public int? Colour { get; init; }

    public bool IsBold { get; init; }

    public bool IsDim { get; init; }

    public bool IsItalic { get; init; }

    public bool IsUnderlined { get; init; }

    public bool IsStruck { get; init; }

    public string Classes => string.Join(' ', ((string?[])
    [
        Colour is { } colour ? $"c{colour}" : null, IsBold ? "b" : null, IsDim ? "d" : null, IsItalic ? "i" : null,
        IsUnderlined ? "u" : null, IsStruck ? "s" : null,
    ]).Where(static c => c is not null));
}

/// <summary>Reads what was written to a terminal: text and selections of style; what moves the cursor is passed over.</summary>
internal static partial class TerminalText
{
    public static IEnumerable<IReadOnlyList<TerminalRun>> Read(string output)
    {
        var style = new TerminalStyle();
        foreach (var line in Links().Replace(output, "").ReplaceLineEndings("\n").Split('\n'))
        {
            var runs = new List<TerminalRun>();
            var (at, column) = (0, 0);
            foreach (Match escape in Escapes().Matches(line))
            {
                column = Add(runs, column, line[at..escape.Index], style);
                style = escape.Groups["select"].Success ? Select(style, escape.Groups["select"].Value) : style;
                at = escape.Index + escape.Length;
            }

            Add(runs, column, line[at..], style);
            yield return runs;
        }
    }

    /// <summary>Adds the words of a text: blanks that show nothing are left out.</summary>
    private static int Add(List<TerminalRun> runs, int column, string text, TerminalStyle style)
    {
        foreach (Match word in Words().Matches(text))
        {
            runs.Add(new(column + SvgCanvas.CellsOf(text[..word.Index]), word.Value, style));
        }

        return column + SvgCanvas.CellsOf(text);
    }

    private static TerminalStyle Select(TerminalStyle style, string codes)
    {
        int[] numbers = [.. codes.Split(';').Select(static c => c.Length == 0 ? 0 : int.Parse(c, CultureInfo.InvariantCulture))];
        for (var i = 0; i < numbers.Length; i++)
        {
            style = numbers[i] switch
            {
                0 => new(),
                1 => style with { IsBold = true },
                2 => style with { IsDim = true },
                3 => style with { IsItalic = true },
                4 => style with { IsUnderlined = true },
                9 => style with { IsStruck = true },
                22 => style with { IsBold = false, IsDim = false },
                39 => style with { Colour = null },
                >= 30 and <= 37 and var colour => style with { Colour = colour - 30 },
                >= 90 and <= 97 and var colour => style with { Colour = colour - 82 },
                38 when i + 2 < numbers.Length && numbers[i + 1] == 5 => style with { Colour = numbers[i += 2] % 16 },
                _ => style,
            };
        }

        return style;
    }

    [GeneratedRegex(@"\u001b\[(?:(?<select>[\d;]*)m|[?\d;]*[A-Za-ln-z])")]
    private static partial Regex Escapes();

    [GeneratedRegex(@"\u001b\]8;[^\u001b\u0007]*(?:\u001b\\|\u0007)")]
    private static partial Regex Links();

    [GeneratedRegex(@"\S(?:.*\S)?")]
    private static partial Regex Words();
}
