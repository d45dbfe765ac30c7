using System.Globalization;
using Spectre.Console;

namespace RouteGen.Tool.Findings.Writers;

/// <summary>Findings on a screen: by file, each with the line that it is about and a mark under it.</summary>
internal static class FindingScreen
{
    private const int LeastWidth = 40;

    public static void Write(IAnsiConsole screen, FindingReport report)
    {
        foreach (var file in FindingText.ByFile(report))
        {
            foreach (var finding in file)
            {
                var color = Color(finding.Level);
                screen.MarkupLine(
                    $"{FindingText.Place(finding).EscapeMarkup()}[bold"
                        + $" {color}]{FindingLevels.Word(finding.Level)} {finding.Id.EscapeMarkup()}[/]: " +
                    Visible.OneLine(finding.Message).EscapeMarkup());
                if (SourceLines.Get(report, finding.Place) is { } line)
                {
                    WriteExcerpt(screen, line, finding.Place!, color);
                }

                screen.WriteLine();
            }
        }

        foreach (var section in report.Sections.Where(static s => s.Text is not null))
        {
            screen.WriteLine(section.Text!.TrimEnd());
            screen.WriteLine();
        }

        var worst = report.Findings.Count == 0 ? "green" : Color(report.Findings.Max(static f => f.Level));
        screen.MarkupLine($"[{worst}]{report.Summary.EscapeMarkup()}[/]");
    }

    private static void WriteExcerpt(IAnsiConsole screen, string source, FindingPlace place, string color)
    {
        var number = place.Line.ToString(CultureInfo.InvariantCulture);
        var gutter = new string(' ', number.Length);
        var room = Math.Max(screen.Profile.Width, LeastWidth) - number.Length - 6;
        var column = Math.Clamp(place.Column - 1, 0, source.Length);
        var end = place.EndLine == place.Line ? Math.Clamp(place.EndColumn - 1, column, source.Length) : source.TrimEnd().Length;

        // Of a long line what is around the place; a table may be one line.
        var start = source.Length <= room || column < room / 2 ? 0 : column - (room / 4);
        start = Math.Min(start, column);
        var shown = Visible.Columns(source)[start..Math.Min(source.Length, start + room)].TrimEnd();
        var before = shown[..Math.Min(column - start, shown.Length)];
        var marked = shown[before.Length..Math.Clamp(end - start, before.Length, shown.Length)];
        screen.MarkupLine($"  [grey]{number} |[/] {shown.EscapeMarkup()}");
        screen.MarkupLine(
            $"  [grey]{gutter} |[/] {new string(' ', Width(before))}[{color}]^{new string('~', Math.Max(Width(marked) - 1, 0))}[/]");
    }

    private static int Width(string text) => text.GetCellWidth();

    private static string Color(FindingLevel level) => level switch
    {
        FindingLevel.Error => "red",
        FindingLevel.Warning => "yellow",
        _ => "blue",
    };
}
